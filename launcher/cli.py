"""The commands of `./daiban`."""

import argparse
import errno
import os
import re
import signal
import sys

from .console import Failure
from .settings import DEFAULT_PORT, LOCAL


def _up(options):
    from .server import up

    return up(options.port, options.db, demo=not options.no_demo)


def _test(options):
    from .testing import test

    return test(options.arguments)


def _update(options):
    from .work import update

    return update(options.db)


def _shell(options):
    from .work import shell

    return shell(options.db)


def _verify(options):
    from .work import verify

    return verify(options.db)


def _psql(options):
    from .work import psql

    return psql(options.db, options.arguments)


def _i18n(options):
    from .i18n import i18n

    return i18n(options.check)


def _lint(_options):
    from .lint import lint

    return lint()


def _doctor(_options):
    from .doctor import doctor

    return doctor()


def _bench(options):
    from .bench import bench

    return bench(options.items, options.only, options.peers)


def _clean(options):
    from .cleaning import clean

    return clean(options.force)


def _database_name(text):
    if not re.fullmatch(r'[A-Za-z0-9_-]{1,40}', text):
        raise argparse.ArgumentTypeError(f'{text!r}: letters, digits, _ and - only, at most 40')
    return text


def _item_count(text):
    if not text.isdecimal() or int(text) < 20:
        raise argparse.ArgumentTypeError(f'{text!r}: a number of items, 20 or more')
    return int(text)


def _parser():
    parser = argparse.ArgumentParser(prog='./daiban', description='Runs, tests and maintains 三元项目代办.')
    commands = parser.add_subparsers(title='commands', metavar='COMMAND', required=True)

    def command(name, run, text, database=True):
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if database:
            sub.add_argument('--db', type=_database_name, metavar='NAME', help='another database than the default one')
        return sub

    up = command('up', _up, 'from nothing to a running server; Ctrl-C stops it')
    up.add_argument('--port', type=int, default=DEFAULT_PORT, help='default: %(default)s')
    up.add_argument('--no-demo', action='store_true', help='a database for a real start, without demo data')
    command('test', _test, 'run all tests, or those that pytest arguments select', database=False)
    command('update', _update, 'bring a database up to date with the addons (odoo -u)')
    command('shell', _shell, 'Odoo shell; takes a script on standard input')
    command('verify', _verify, 'check that no recorded event was changed, and that the clocks follow from them')
    command('psql', _psql, 'SQL prompt; further arguments go to psql')
    i18n = command('i18n', _i18n, 'bring the catalogues up to date and print what is untranslated', database=False)
    i18n.add_argument('--check', action='store_true', help='change nothing; fail if the Chinese is not complete')
    command('lint', _lint, 'ruff, pylint-odoo, XML, shell scripts and i18n --check', database=False)
    bench = command('bench', _bench, 'speed and memory on a large district of its own', database=False)
    bench.add_argument('--items', type=_item_count, default=100_000, metavar='N', help='default: %(default)s')
    bench.add_argument('--only', metavar='NAME', help='one figure, such as engine, publish or lists')
    bench.add_argument('--peers', action='store_true', help="beside OCA's helpdesk_mgmt_sla, fetched from PyPI")
    command('doctor', _doctor, 'check this machine: one line for each precondition', database=False)
    clean = command('clean', _clean, 'stop everything and remove .local/ with its databases', database=False)
    clean.add_argument('--force', action='store_true', help='even if there is a database without demo data')
    return parser


def _parse(arguments):
    """Arguments that the launcher does not know belong to pytest and psql."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    options.arguments = rest
    if rest and options.run not in (_test, _psql):
        parser.error(f'unknown argument: {rest[0]}')
    return options


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def main(arguments):
    os.environ.pop('PYTHONPATH', None)  # it led here; Odoo must not import from the checkout
    os.environ['LC_ALL'] = 'C.UTF-8'
    os.environ.pop('PYTHONDONTWRITEBYTECODE', None)  # compiling Odoo anew takes seconds
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        options = _parse(arguments)
        return options.run(options)
    except Failure as error:
        print(f'ERROR: {error}', file=sys.stderr)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        remedy = f'free some space for {LOCAL}, then run the same command again'
        print(f'ERROR: the disk is full. Remedy: {remedy}', file=sys.stderr)
    except KeyboardInterrupt:
        print('interrupted; the same command goes on where it stopped', file=sys.stderr)
    return 1
