"""Databases: templates that are built once per content, and what is made from them.

A database is built under another name and renamed when it is whole, so a killed launcher leaves nothing half done.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path

from . import odoo, python_env
from .console import Failure, step
from .process import bound, failure
from .settings import (
    CHECKOUT,
    LANGUAGES,
    LOCAL,
    LOG,
    REQUIREMENTS,
    addons_digest,
    core_modules,
    our_addons,
)
from .stamps import write_whole

SCRIPTS = Path(__file__).resolve().parent / 'scripts'
FILESTORES = LOCAL / 'data/filestore'
CONFIG = LOCAL / 'odoo.conf'
RECORDS = LOCAL / 'databases'
TEMPLATES_KEPT = 2


def write_config():
    options = {
        'addons_path': odoo.addons_path(),
        'data_dir': LOCAL / 'data',
        'http_interface': '127.0.0.1',
        'list_db': False,
        'screenshots': LOCAL / 'screenshots',
    }
    write_whole(CONFIG, '[options]\n' + ''.join(f'{name} = {value}\n' for name, value in options.items()))


class Databases:
    def __init__(self, postgres):
        self.postgres = postgres
        self.prefix = f'tpl_{CHECKOUT}'
        self._core_key = self._hash(
            odoo.key(),
            LANGUAGES,
            *core_modules(),
            (REQUIREMENTS / 'dev.lock').read_bytes(),
            (SCRIPTS / 'district.py').read_bytes(),
            str(postgres.programs),
        )
        self.digest = addons_digest()

    @staticmethod
    def _hash(*parts):
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part if isinstance(part, bytes) else part.encode())
            digest.update(b'\0')
        return digest.hexdigest()[:12]

    # --- the steps of one database --------------------------------------------------------------
    def exists(self, name):
        return self.postgres.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == '1'

    def names(self, pattern):
        sql = f"SELECT datname FROM pg_database WHERE datname ~ '{pattern}' ORDER BY oid DESC"
        return self.postgres.query(sql).split()

    def drop(self, name):
        self.postgres.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(FILESTORES / name, ignore_errors=True)
        (RECORDS / name).unlink(missing_ok=True)

    def clone(self, template, name):
        """A copy in a third of a second; files of a filestore are never rewritten, so links will do."""
        self.postgres.query(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        shutil.rmtree(FILESTORES / name, ignore_errors=True)
        shutil.copytree(FILESTORES / template, FILESTORES / name, copy_function=os.link)

    def build(self, name, title, fill):
        """Make the database ``name`` with ``fill(part)`` unless it is there."""
        if self.exists(name) and (FILESTORES / name).exists():
            return
        part = f'{name}.part'
        self.drop(part)
        self.drop(name)
        with step(title):
            fill(part)
        (FILESTORES / part).mkdir(parents=True, exist_ok=True)
        (FILESTORES / part).rename(FILESTORES / name)
        self.postgres.query(f'ALTER DATABASE "{part}" RENAME TO "{name}"')

    # --- Odoo on a database ---------------------------------------------------------------------
    def run_odoo(self, log_name, what, *arguments, **options):
        LOG.mkdir(parents=True, exist_ok=True)
        log = LOG / f'{log_name}.log'
        with log.open('wb') as output:
            command = [*python_env.ODOO, *arguments]
            code = self.postgres.run(bound(command), stdout=output, stderr=output, **options)
        text = log.read_text(encoding='utf-8', errors='replace')
        if code:
            raise failure(what, text, f'see {log}')
        return text

    def modules(self, name, log_name, what, *arguments):
        quiet = ('--stop-after-init', '--no-http', '--max-cron-threads=0', '--log-level=warn', '--skip-auto-install')
        return self.run_odoo(log_name, what, 'server', '-c', CONFIG, '-d', name, *quiet, *arguments)

    def script(self, name, script, **variables):
        """Run one of launcher/scripts in an Odoo shell."""
        with (SCRIPTS / script).open() as source:
            what = f'{script} failed on the database {name}'
            arguments = ('shell', '-c', CONFIG, '-d', name, '--no-http', '--log-level=error')
            self.run_odoo(script.removesuffix('.py'), what, *arguments, stdin=source, env=variables)

    # --- templates ------------------------------------------------------------------------------
    def core_template(self):
        """Odoo's own modules in Chinese, without anything of ours and without demo data."""
        name = f'{self.prefix}_core_{self._core_key}'
        self.build(name, "the core template database (Odoo's own modules, in Chinese)", self._fill_core)
        self._drop_old(f'{self.prefix}_core_', name)
        return name

    def _fill_core(self, name):
        languages = f'--load-language={LANGUAGES}'
        self.modules(name, 'core-template', 'Odoo could not be installed', '-i', ','.join(core_modules()), languages)
        self.script(name, 'district.py')

    def addons_template(self):
        """Core and our addons without demo data: tests and translations start from here."""
        core = self.core_template()
        key = self._hash(core, self.digest, (SCRIPTS / 'bundles.py').read_bytes())
        name = f'{self.prefix}_full_{key}'
        self.build(name, 'the template database with our addons', lambda part: self._fill_addons(core, part))
        self._drop_old(f'{self.prefix}_full_', name)
        return name

    def _fill_addons(self, core, name, demo=False):
        self.clone(core, name)
        if demo:
            self._allow_demo(name, True)
        self.modules(name, 'addons', 'our addons could not be installed', '-i', ','.join(our_addons()))
        if demo:
            self._allow_demo(name, False)
            self._check_demo(name)
        self.script(name, 'bundles.py')

    def _allow_demo(self, name, allowed):
        """Odoo installs demo data only on top of demo data: let it believe so, for ours without its own."""
        names = ', '.join(f"'{module}'" for module in our_addons())
        sql = f"UPDATE ir_module_module SET demo = {allowed} WHERE state = 'installed' AND name NOT IN ({names})"
        self.postgres.query(sql, name)

    def _check_demo(self, name):
        names = ', '.join(f"'{module}'" for module in our_addons())
        failed = self.postgres.query(f'SELECT name FROM ir_module_module WHERE name IN ({names}) AND NOT demo', name)
        if failed:
            raise Failure(f'the demo data of {failed.splitlines()[0]} could not be loaded', f'see {LOG}/addons.log')

    def _drop_old(self, prefix, current):
        whole = [name for name in self.names(f'^{prefix}') if not name.endswith('.part')]
        for name in whole[TEMPLATES_KEPT:]:
            if name != current:
                self.drop(name)

    # --- databases that are served --------------------------------------------------------------
    def provide(self, name, demo=True, password_file=None):
        """Make the database ``name`` if it is not there."""
        if not self.exists(name):
            core = self.core_template()
            title = f'the database {name} {"with demo data" if demo else "without demo data"}'
            self.build(name, title, lambda part: self._fill_served(core, part, demo, password_file))
            self._record(name, demo)

    def refresh(self, name):
        """Update our addons in the database ``name`` if they changed since."""
        if self.record(name).get('addons') != self.digest:
            self.update(name)

    def _fill_served(self, core, part, demo, password_file):
        self._fill_addons(core, part, demo)
        if not demo:
            self.script(part, 'admin_password.py', PASSWORD_FILE=str(password_file))

    def update(self, name):
        with step(f'updating our addons in the database {name}'):
            self.modules(
                name, 'update', 'our addons could not be updated', '-u', ','.join(our_addons()), '--i18n-overwrite'
            )
        self._record(name, self.record(name).get('demo', True))

    def record(self, name):
        """What the launcher knows about a database that it made."""
        path = RECORDS / name
        return json.loads(path.read_text(encoding='utf-8')) if path.exists() else {}

    def _record(self, name, demo):
        write_whole(RECORDS / name, json.dumps({'demo': demo, 'addons': self.digest}))
