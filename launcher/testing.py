"""`test`: pytest on copies of a template database that already has the addons."""

import os
import signal
from pathlib import Path

from . import axe, databases, machine, python_env
from .runtime import ready
from .settings import CHECKOUT, ROOT

PREFIX = f'test_{CHECKOUT}'
SECOND = '_second'  # a further fresh database for the tests that carry something from one to another
MOST_WORKERS = 4
ONE_PROCESS = ('-n', '--numprocesses', '--pdb', '--trace')


def test(arguments):
    machine.check_browser()
    with ready(_prepare) as (known, database):
        try:
            return _pytest(known.postgres, database, arguments)
        finally:
            for name in known.names(f'^{database}'):
                known.drop(name)


def _prepare(known):
    axe.provide()
    python_env.provide_mining()
    for name in known.names(f'^{PREFIX}_'):
        if not Path(f'/proc/{name.split("_")[2].split("-")[0]}').exists():  # a run that was killed
            known.drop(name)
    database = f'{PREFIX}_{os.getpid()}'
    for name in (database, database + SECOND):
        known.clone(known.addons_template(), name)
    return database


def _pytest(postgres, database, arguments):
    command = [python_env.PYTHON, '-m', 'pytest', f'--odoo-config={databases.CONFIG}', f'--odoo-database={database}']
    command += ['--odoo-http', '--odoo-log-level=error', *_workers(arguments), *map(_absolute, arguments)]
    process = postgres.popen(command, cwd=ROOT)
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches pytest, which ends by itself
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, previous)


def _workers(arguments):
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    if workers == 1 or any(argument.startswith(ONE_PROCESS) for argument in arguments):
        return []
    return ['-n', str(workers), '--dist', 'loadscope', '--no-loadscope-reorder']


def _absolute(argument):
    """pytest runs at the top of the checkout; a path is meant from where the user is."""
    path, colons, name = argument.partition('::')
    return f'{Path(path).absolute()}{colons}{name}' if path and Path(path).exists() else argument
