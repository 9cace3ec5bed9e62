"""Bringing everything up to the point where a database can be worked on."""

from contextlib import contextmanager

from . import databases, machine, odoo, python_env
from .postgres import Postgres
from .settings import CACHE, LOCAL
from .stamps import setup_lock


def provide_programs():
    machine.check()
    LOCAL.mkdir(parents=True, exist_ok=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    machine.check_disk()
    machine.install_packages()
    odoo.provide()
    python_env.provide()


@contextmanager
def ready(prepare):
    """Everything is installed and PostgreSQL runs; yields the databases and what ``prepare(databases)`` gave."""
    postgres = None
    try:
        with setup_lock():
            provide_programs()
            postgres = Postgres()
            postgres.start()
            databases.write_config()
            known = databases.Databases(postgres)
            prepared = prepare(known)
        yield known, prepared
    finally:
        if postgres:
            postgres.release()
