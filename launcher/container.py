"""`python3 -m launcher.container [COMMAND ...]`: what the Odoo container runs.

Without a command it serves, after it has made the database if there is none. `update` brings the database up to
date with the addons of the image; any other command is Odoo's own (`shell`, `server ...`).
The server's address and its secrets come from PGHOST, PGPORT, PGUSER and PGPASSWORD, which Odoo reads by itself.
"""

import configparser
import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

from .console import Failure, say, step
from .settings import LANGUAGES, LOCAL, core_modules, our_addons

CONFIG = '/etc/odoo/odoo.conf'
# a script and not `-m odoo`: Odoo starts its websocket process as `python sys.argv[0] gevent ...`
ODOO = (sys.executable, str(LOCAL / 'odoo/usr/bin/odoo'))
SCRIPTS = Path(__file__).resolve().parent / 'scripts'
WAIT_SECONDS = 120
# any number, as long as two containers at one server take the same
FIRST_START_LOCK = 19_000_350_403
QUIET = ('--stop-after-init', '--no-http', '--workers=0', '--max-cron-threads=0', '--log-level=warn')
# wkhtmltopdf runs beside the server: it must not take the way around through the proxy and its public name
REPORT_URL = "env['ir.config_parameter'].set_param('report.url', 'http://127.0.0.1:8069'); env.cr.commit()"


def _connect():
    """The maintenance database, once the server answers; after a reboot it may need a while."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection = psycopg2.connect(dbname='postgres', connect_timeout=5)
        except psycopg2.OperationalError as error:
            if time.monotonic() > deadline:
                message = f'PostgreSQL does not answer: {str(error).strip()}'
                raise Failure(message, 'see the log of the service db; check PGHOST, PGUSER, PGPASSWORD') from None
            time.sleep(1)
        else:
            connection.autocommit = True
            return connection


def _odoo(*arguments, **options):
    command = [*ODOO, arguments[0], '-c', CONFIG, *arguments[1:]]
    if subprocess.run(command, check=False, **options).returncode:
        raise Failure(f'odoo {arguments[0]} failed', 'its last lines are above this one')


def _modules(database, *arguments):
    _odoo('server', '-d', database, *QUIET, '--skip-auto-install', *arguments)


def _script(database, text, **variables):
    environment = {**os.environ, **variables}
    _odoo('shell', '-d', database, '--no-http', '--log-level=error', input=text, text=True, env=environment)


def _shipped(name):
    return (SCRIPTS / name).read_text(encoding='utf-8')


class FirstStart:
    """Makes the database under another name and renames it when it is whole: a kill leaves nothing half done."""

    def __init__(self, cursor, name, data_dir):
        self.cursor = cursor
        self.name = name
        self.part = f'{name}.part'
        self.data_dir = data_dir

    def run(self):
        self.cursor.execute('SELECT pg_advisory_lock(%s)', [FIRST_START_LOCK])
        try:
            if not self._exists():
                with step(f'first start: making the database {self.name} in Chinese, without demo data'):
                    self._make()
        finally:
            self.cursor.execute('SELECT pg_advisory_unlock(%s)', [FIRST_START_LOCK])

    def _exists(self):
        self.cursor.execute('SELECT 1 FROM pg_database WHERE datname = %s', [self.name])
        return bool(self.cursor.fetchone())

    def _make(self):
        self._execute('DROP DATABASE IF EXISTS {} WITH (FORCE)', self.part)
        for name in (self.part, self.name):
            shutil.rmtree(self._filestore(name), ignore_errors=True)
        _modules(self.part, '-i', ','.join(core_modules()), f'--load-language={LANGUAGES}')
        _script(self.part, _shipped('district.py'))
        _modules(self.part, '-i', ','.join(our_addons()))
        _script(self.part, REPORT_URL)
        password = self.data_dir / 'admin-password'
        _script(self.part, _shipped('admin_password.py'), PASSWORD_FILE=str(password))
        _script(self.part, _shipped('bundles.py'))
        if self._filestore(self.part).exists():
            self._filestore(self.part).rename(self._filestore(self.name))
        self._execute('ALTER DATABASE {} RENAME TO {}', self.part, self.name)
        say(f'log in as admin; the password is in {password}')

    def _filestore(self, name):
        return self.data_dir / 'filestore' / name

    def _execute(self, statement, *names):
        self.cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def main(arguments):
    os.environ['PYTHONSAFEPATH'] = '1'  # Odoo's children too shall import nothing from where they are started
    config = configparser.ConfigParser(interpolation=None)
    config.read(CONFIG, encoding='utf-8')
    options = config['options']
    if not arguments:
        with closing(_connect()) as connection:
            FirstStart(connection.cursor(), options['db_name'], Path(options['data_dir'])).run()
        arguments = ['server']
    elif arguments == ['update']:
        _modules(options['db_name'], '-u', ','.join(our_addons()))
        _script(options['db_name'], _shipped('bundles.py'))
        return
    os.execv(ODOO[0], [*ODOO, arguments[0], '-c', CONFIG, *arguments[1:]])


if __name__ == '__main__':
    try:
        main(sys.argv[1:])
    except Failure as error:
        sys.exit(f'ERROR: {error}')
