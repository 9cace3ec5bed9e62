"""`clean`: stop what runs and remove everything that this checkout has made."""

import json
import os
import shutil
import signal
import time

from . import postgres
from .console import Failure, say
from .databases import RECORDS
from .server import RUN
from .settings import CHECKOUT, LOCAL
from .stamps import holder, setup_lock

STOP_SECONDS = 30


def clean(force):
    if not (LOCAL / 'lock').exists():
        say(f'nothing to remove: {LOCAL} is not there')
        return 0
    if not force:
        _check_real_databases()
    for lock in RUN.glob('*.server'):
        _stop_server(lock)
    with setup_lock():
        home = _stop_postgres()
        for folder in (home, LOCAL):
            if folder:
                shutil.rmtree(folder, ignore_errors=False)
    say(f'removed {LOCAL}')
    return 0


def _check_real_databases():
    for record in RECORDS.glob('*'):
        if not json.loads(record.read_text(encoding='utf-8'))['demo']:
            raise Failure(f'the database {record.name} may hold real cases', './daiban clean --force removes it, too')


def _stop_server(lock):
    note = holder(lock)
    if not note:
        return
    say(f'stopping the server of the database {lock.stem}')
    os.kill(json.loads(note)['pid'], signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while holder(lock):
        if time.monotonic() > deadline:
            raise Failure(f'the server of {lock.stem} does not stop', f'kill {json.loads(note)["pid"]}, then run again')
        time.sleep(0.1)


def _stop_postgres():
    """Stop the private cluster; its folder, if that is not in .local."""
    if postgres.EXTERNAL:
        server = postgres.Postgres()
        for name in server.query(f"SELECT datname FROM pg_database WHERE datname LIKE '%\\_{CHECKOUT}%'").split():
            server.query(f'DROP DATABASE "{name}" WITH (FORCE)')
        say('the databases that were served stay on the server of PGHOST')
        return None
    home = LOCAL / 'pg.home'
    if not home.exists():
        return None
    server = postgres.Postgres()
    if server.is_running():
        server.stop()
    shutil.rmtree(server.socket_folder(), ignore_errors=True)
    return None if LOCAL in server.home.parents else server.home
