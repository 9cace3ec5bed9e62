"""`doctor`: each precondition in one line, with the remedy for what is wrong. It changes nothing."""

import platform
import sys

from . import archive, machine, postgres, server
from .console import Failure
from .settings import DEFAULT_PORT, LOCAL, ODOO_SRC


def doctor():
    results = [_print(name, check) for name, check in _checks()]
    if all(results):
        print('everything is there')
        return 0
    return 1


def _print(name, check):
    try:
        note = check()
    except Failure as error:
        print(f'  WRONG  {name}: {error}')
        return False
    print(f'  ok     {name}{f": {note}" if note else ""}')
    return True


def _checks():
    yield 'system', _system
    yield 'Python', lambda: f'{platform.python_version()} ({sys.executable})'
    yield 'disk', _disk
    for package in machine.packages():
        yield package.name, lambda package=package: _package(package)
    if not ODOO_SRC:
        yield 'apt and its keys', _key
        yield 'Debian archive', _network
    yield f'port {DEFAULT_PORT}', _port
    yield 'PostgreSQL', _postgres


def _system():
    machine.check()
    return machine.os_release().get('PRETTY_NAME', platform.system())


def _disk():
    machine.check_disk()
    return f'{machine.free_megabytes()} MB free for {LOCAL}'


def _package(package):
    if package.present():
        return package.used_for
    if package.name.startswith('postgresql'):
        return 'not installed; the wheel from PyPI will be used'
    raise Failure(f'missing, needed for {package.used_for}', package.remedy)


def _key():
    archive.check_tools()


def _network():
    if (LOCAL / 'stamps/venv').exists():
        return 'not needed, everything is fetched'
    return archive.check_mirror()


def _port():
    running = server.running(server.chosen_database())
    if running:
        return f'served by this checkout: {running["url"]}'
    server.check_port(DEFAULT_PORT)
    return 'free'


def _postgres():
    if postgres.EXTERNAL:
        postgres.Postgres().start()
        return 'the server of PGHOST'
    if not (LOCAL / 'pg.home').exists():
        return 'a private cluster will be made'
    server_of_checkout = postgres.Postgres()
    return f'{server_of_checkout.data}, {"running" if server_of_checkout.is_running() else "not running"}'
