"""`update`, `shell`, `verify` and `psql`: work on the database that `up` served last."""

from . import databases, python_env
from .console import say
from .runtime import ready
from .server import chosen_database


def update(database):
    database = database or chosen_database()

    def prepare(known):
        if known.exists(database):
            known.update(database)
        else:
            known.provide(database)

    with ready(prepare):
        say(f'{database} is up to date; a running `up` loads changed Python code when it is started again')
    return 0


def shell(database):
    database = database or chosen_database()
    with ready(lambda known: known.provide(database)) as (known, _prepared):
        command = [*python_env.ODOO, 'shell', '-c', databases.CONFIG, '-d', database, '--no-http', '--log-level=warn']
        return known.postgres.run(command)


def verify(database):
    database = database or chosen_database()
    with ready(lambda known: known.provide(database)) as (known, _prepared):
        command = [*python_env.ODOO, 'shell', '-c', databases.CONFIG, '-d', database, '--no-http', '--log-level=error']
        with (databases.SCRIPTS / 'verify.py').open(encoding='utf-8') as script:
            return known.postgres.run(command, stdin=script)


def psql(database, arguments):
    database = database or chosen_database()
    with ready(lambda known: known.provide(database)) as (known, _prepared):
        command = [known.postgres.programs / 'psql', '-d', database, *arguments]
        return known.postgres.run(command)
