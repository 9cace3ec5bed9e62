"""What the machine must have, and the Debian packages that the launcher installs when it runs as root."""

import importlib.util
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .console import Failure, say, step, warn
from .process import run_logged
from .settings import LOCAL, MIN_FREE_MB, ODOO_PG

BROWSERS = ('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
IS_ROOT = os.geteuid() == 0
# no cluster of the system, nothing on its port: ours is private
CLUSTER_SETTING = Path('/etc/postgresql-common/createcluster.d/90-daiban.conf')


@dataclass(frozen=True)
class Package:
    name: str
    used_for: str
    present: object  # a callable

    @property
    def remedy(self):
        return f'sudo apt-get install --no-install-recommends {self.name}'


def os_release():
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def debian_postgres():
    """The folder of the newest PostgreSQL that Debian packages installed."""
    found = [path.parent for path in Path('/usr/lib/postgresql').glob('*/bin/postgres')]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def _library(name):
    return lambda: any(Path('/usr/lib').glob(f'*/{name}.so*')) or any(Path('/lib').glob(f'*/{name}.so*'))


def _chinese_font():
    return any(Path('/usr/share/fonts').rglob('NotoSansCJK*'))


def _postgres_is_there():
    return ODOO_PG == 'wheel' or bool(os.environ.get('PGHOST')) or debian_postgres() is not None


def packages():
    postgres = 'postgresql-15' if os_release().get('VERSION_CODENAME') == 'bookworm' else 'postgresql'
    return [
        Package('chromium', 'browser tests', browser),
        Package('wkhtmltopdf', 'PDF documents', lambda: shutil.which('wkhtmltopdf')),
        Package('fonts-noto-cjk', 'Chinese in PDF documents', _chinese_font),
        Package('libcairo2', 'QR codes in PDF documents', _library('libcairo')),
        Package('libmagic1', 'recognising uploaded files', _library('libmagic')),
        Package('ca-certificates', 'https', lambda: Path('/etc/ssl/certs/ca-certificates.crt').exists()),
        Package('python3-venv', 'the virtual environment', lambda: importlib.util.find_spec('ensurepip')),
        Package(postgres, 'the database', _postgres_is_there),
    ]


def missing_packages():
    return [package for package in packages() if not package.present()]


def free_megabytes():
    folder = LOCAL
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 2**20


def check():
    """The preconditions that no package can mend."""
    system, machine = platform.system(), platform.machine()
    if system != 'Linux' or machine not in ('x86_64', 'aarch64'):
        raise Failure(f'Linux on x86_64 or aarch64 is needed, this is {system} on {machine}', 'use a Debian 12 machine')
    for tool, package in (('tar', 'tar'), ('setpriv', 'util-linux')):
        if not shutil.which(tool):
            raise Failure(f'the tool {tool} is missing', f'apt-get install {package}')


def check_disk():
    """Room for what is still to be fetched."""
    if (LOCAL / 'stamps/venv').exists():
        return
    free = free_megabytes()
    if free < MIN_FREE_MB:
        raise Failure(
            f'the disk is nearly full: {free} MB free for {LOCAL}, {MIN_FREE_MB} MB are needed',
            'free some space, or put the folder on another disk with DAIBAN_LOCAL=/path',
        )


def install_packages():
    """As root: install what is missing, and say so before. As somebody else: only say it."""
    missing = missing_packages()
    if not missing:
        return
    names = ' '.join(package.name for package in missing)
    if not IS_ROOT or not shutil.which('apt-get'):
        for package in missing:
            if package.name.startswith('postgresql'):
                continue  # the wheel from PyPI takes its place
            warn(f'{package.name} is missing ({package.used_for}). Remedy: {package.remedy}')
        return
    say(f'installing Debian packages on this machine: {names}')
    with step(f'apt-get install {names}'):
        _apt_get_install([package.name for package in missing])


def _apt_get_install(names):
    if (
        any(name.startswith('postgresql') for name in names)
        and not CLUSTER_SETTING.parent.with_suffix('.conf').exists()
    ):
        CLUSTER_SETTING.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_SETTING.write_text('create_main_cluster = false\n')
    environment = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    install = ['apt-get', 'install', '--yes', '-qq', '--no-install-recommends', '--no-upgrade', *names]
    # lists may be absent (container images) or too old to find the files: refresh only then
    simulated = subprocess.run([*install, '--print-uris'], capture_output=True, check=False)
    if simulated.returncode:
        run_logged(['apt-get', '-qq', 'update'], 'apt-update', 'apt-get update failed', env=environment)
    try:
        run_logged(install, 'apt-install', 'apt-get install failed', env=environment)
    except Failure:
        run_logged(['apt-get', '-qq', 'update'], 'apt-update', 'apt-get update failed', env=environment)
        run_logged(install, 'apt-install', 'apt-get install failed', env=environment)


def check_browser():
    if not browser():
        raise Failure('the tests need a browser: chromium is missing', packages()[0].remedy)


def check_venv():
    if not importlib.util.find_spec('ensurepip'):
        raise Failure('this Python cannot make virtual environments', 'sudo apt-get install python3-venv')
