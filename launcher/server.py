"""`up`: serve a database until Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import time
import unicodedata
import urllib.error
import urllib.request

from . import databases, python_env
from .console import Failure, say
from .process import bound, failure, tail
from .runtime import ready
from .settings import DEFAULT_DATABASE, LOCAL, LOG, REAL_DATABASE
from .stamps import hold, holder, write_whole

RUN = LOCAL / 'run'
CHOSEN = RUN / 'database'  # the default one of the two that `up` knows
LOCAL_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy
STOP_SECONDS = 20
START_SECONDS = 180


def chosen_database():
    return CHOSEN.read_text(encoding='utf-8') if CHOSEN.exists() else DEFAULT_DATABASE


def _lock_path(database):
    return RUN / f'{database}.server'


def running(database):
    """The address and the process that serve ``database``; None if nobody does."""
    note = holder(_lock_path(database))
    return json.loads(note) if note else None


def up(port, database, demo):
    """Serve ``database``; without a name the default one, which `shell`, `psql` and `update` then work on, too."""
    name = database or (DEFAULT_DATABASE if demo else REAL_DATABASE)
    url = f'http://localhost:{port}'
    lock = hold(_lock_path(name), json.dumps({'url': url, 'pid': os.getpid()}))
    if lock is None:
        _tell_running(name)
        return 0
    check_port(port)

    def prepare(known):
        known.provide(name, demo, _password_file(name))
        known.refresh(name)
        if not database:
            write_whole(CHOSEN, name)

    with ready(prepare) as (known, _prepared):
        _serve(known, name, url, lock)
    say('stopped')
    return 0


def _tell_running(database):
    url = running(database)['url']
    if _answers(url):
        say(f'already running: {url} (database {database})')
    else:
        say(f'another ./daiban is just starting {url} (database {database})')


def _answers(url):
    try:
        with LOCAL_OPENER.open(f'{url}/web/health', timeout=10):
            return True
    except OSError:
        return False


def _serve(known, name, url, lock):
    process, log = _start(known.postgres, name, url, lock)
    stopper = _Stopper(process)
    try:
        _wait_until_served(process, url, log)
        if process.poll() is None and not stopper.asked:
            _greet(known, name, url, log)
        process.wait()
    finally:
        stopper.stop()
    if not stopper.asked:
        raise failure('the server ended by itself', tail(log), f'see {log}')


def _password_file(database):
    return LOCAL / f'admin-password.{database}'


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(('127.0.0.1', port))
        except PermissionError:
            raise Failure(f'port {port} needs root', 'take one above 1023, such as --port 8069') from None
        except OSError:
            raise Failure(f'port {port} is in use by another program', f'./daiban up --port {port + 1}') from None


def _start(postgres, database, url, lock):
    LOG.mkdir(parents=True, exist_ok=True)
    log = LOG / f'server.{database}.log'
    command = bound([*python_env.ODOO, 'server', '-c', databases.CONFIG, '-d', database], 'TERM')
    command += [f'--db-filter=^{database}$', f'--http-port={url.rpartition(":")[2]}']
    with log.open('ab') as output:
        process = postgres.popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, pass_fds=(lock,)
        )
    return process, log


class _Stopper:
    """Ctrl-C and kill reach the launcher; it passes them on and waits for a clean end."""

    def __init__(self, process):
        self.process = process
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number, _frame):
        if not self.asked:
            self.asked = True
            say('stopping ...')
            self.process.terminate()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _wait_until_served(process, url, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with LOCAL_OPENER.open(f'{url}/web/login', timeout=60):
                return
        except urllib.error.HTTPError as error:
            raise Failure(f'the login page answers {error.code}', f'see {log}') from None
        except OSError:
            time.sleep(0.1)
    if process.poll() is None:
        raise Failure(f'no answer within {START_SECONDS} s', f'see {log}')


def _greet(known, database, url, log):
    lines = ['', f'  三元项目代办  {url}    (database {database})', '']
    lines += [f'  {row}' for row in _logins(known, database)]
    lines += ['', f'  log: {log}', '  Ctrl-C stops the server.', '']
    print('\n'.join(lines), flush=True)


def _logins(known, database):
    password = _password_file(database)
    if password.exists():
        return [f'login admin, password: see {password}']
    if not known.record(database).get('demo', True):
        return ['login admin']
    rows = known.postgres.query(
        """
        SELECT u.login, p.name, coalesce(p.function, ''), coalesce(c.name, '')
          FROM res_users u
          JOIN res_partner p ON p.id = u.partner_id
          LEFT JOIN res_partner c ON c.id = p.parent_id
          LEFT JOIN ir_model_data d ON d.model = 'res.users' AND d.res_id = u.id
         WHERE u.active AND (u.login = 'admin' OR d.module LIKE 'sanming_daiban%')
         ORDER BY u.share, u.id
        """,
        database,
    )
    table = [('login = password', '', '', ''), *(row.split('|') for row in rows.splitlines())]
    widths = [max(_width(row[column]) for row in table) for column in range(4)]
    return [
        '  '.join(cell + ' ' * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def _width(text):
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in 'WF' else 1 for character in text)
