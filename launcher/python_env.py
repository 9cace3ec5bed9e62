"""The virtual environment with the locked Python packages, filled by uv (or by pip if uv cannot be had)."""

import shutil
import subprocess
import sys

from . import odoo
from .archive import sha256
from .console import Failure, warn
from .machine import check_venv
from .process import output_of, run_logged
from .settings import CACHE, LOCAL, REQUIREMENTS
from .stamps import once

TOOLS = LOCAL / 'tools'
VENV = LOCAL / 'venv'
PYTHON = VENV / 'bin/python'
MINING = LOCAL / 'mining'
# -P: the current folder is no place to import from
ODOO = (PYTHON, '-P', '-m', 'odoo')
LOCKED = ('--require-hashes', '--no-deps', '--only-binary', ':all:')


def provide(lock='dev.lock'):
    python = f'{sys.executable} {sys.version}'
    key = f'{python} {sha256(REQUIREMENTS / "tools.lock")}'
    once('tools', key, 'uv, the package installer', _make_tools, TOOLS / 'bin')
    key = f'{python} {odoo.LIBRARY} {sha256(REQUIREMENTS / lock)}'
    once('venv', key, 'Python packages, pinned by hash', lambda: _make_venv(REQUIREMENTS / lock), PYTHON)


def pip_install(*arguments, python=TOOLS / 'bin/python'):
    """Install with the tools' own pip, hashes required."""
    pip = [TOOLS / 'bin/python', '-m', 'pip', '--python', python]
    command = [*pip, 'install', '--quiet', '--disable-pip-version-check', *LOCKED, *arguments]
    run_logged(command, 'pip', 'Python packages could not be installed')


def pip_download(folder, lock):
    """Fetch wheels without installing them, hashes required."""
    command = [TOOLS / 'bin/python', '-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', *LOCKED]
    run_logged([*command, '--dest', folder, '-r', lock], 'pip', 'Python packages could not be fetched')


def _make_tools():
    check_venv()
    shutil.rmtree(TOOLS, ignore_errors=True)
    run_logged([sys.executable, '-m', 'venv', TOOLS], 'venv', 'no virtual environment')
    try:
        pip_install('-r', REQUIREMENTS / 'tools.lock')
    except Failure as error:
        warn(f'uv is not available, pip takes its place ({error})')


def provide_mining():
    """pm4py, with which event logs are read, in an environment of its own: only tests use it.

    :return: its Python
    """
    lock = REQUIREMENTS / 'mining.lock'
    key = f'{sys.executable} {sys.version} {sha256(lock)}'
    once('mining', key, 'pm4py, which reads event logs', lambda: _make_environment(MINING, lock), MINING / 'bin/python')
    return MINING / 'bin/python'


def _make_venv(lock):
    _make_environment(VENV, lock)
    _link_odoo()


def _make_environment(folder, lock):
    shutil.rmtree(folder, ignore_errors=True)
    run_logged([sys.executable, '-m', 'venv', '--without-pip', folder], 'venv', 'no virtual environment')
    uv = TOOLS / 'bin/uv'
    if uv.exists():
        _uv_install(uv, lock, folder / 'bin/python')
    else:
        pip_install('-r', lock, python=folder / 'bin/python')


def _uv_install(uv, lock, python):
    cache = CACHE / 'uv'
    command = [uv, 'pip', 'install', '--quiet', '--cache-dir', cache, '--python', python, *LOCKED, '-r', lock]
    what = 'Python packages could not be installed'
    try:
        run_logged(command, 'uv', what)
    except Failure:  # perhaps a half-written cache
        shutil.rmtree(cache, ignore_errors=True)
        run_logged(command, 'uv', what)


def _link_odoo():
    find = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    packages = output_of([PYTHON, '-c', find], 'the virtual environment does not work').strip()
    with open(f'{packages}/odoo.pth', 'w', encoding='utf-8') as link:
        link.write(f'{odoo.LIBRARY}\n')
    subprocess.run([PYTHON, '-c', 'import odoo.release'], check=True)
