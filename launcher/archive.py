"""Debian packages of other suites, fetched and verified by apt itself, apart from the machine's own apt.

The lists, the cache and the sources are ours; the machine's apt.conf.d (proxy, certificates) stays in force.
apt checks the archive's signature and through it the hash of every file.
"""

import os
import re
import shutil
import subprocess
import tempfile
from hashlib import file_digest
from pathlib import Path

from .console import Failure, say, warn
from .machine import IS_ROOT, os_release
from .process import output_of, run_logged
from .settings import CACHE, COMPANION_SUITE, KEYRING, LOCAL, ODOO_MIRROR, ODOO_SERIES, ODOO_SUITE, ODOO_TESTED

APT = LOCAL / 'apt'
APT_HELPER = '/usr/lib/apt/apt-helper'
NO_ODOO_REMEDY = 'ODOO_DEB=/path/to/odoo-19_19.0*.deb or ODOO_SRC=/path/to/an/odoo-19.0/checkout'


def sha256(path):
    with Path(path).open('rb') as stream:
        return file_digest(stream, 'sha256').hexdigest()


def _apt(program, *arguments):
    options = {
        'Dir::State': APT / 'state',
        'Dir::State::Lists': APT / 'lists',
        'Dir::State::status': APT / 'state/status',
        'Dir::Cache': APT / 'cache',
        'Dir::Etc::sourcelist': APT / 'sources.list',
        'Dir::Etc::sourceparts': '/dev/null',
        'Dir::Etc::preferences': '/dev/null',
        'Dir::Etc::preferencesparts': '/dev/null',
        'APT::Sandbox::User': '_apt' if IS_ROOT else os.environ.get('USER', ''),
        'APT::Get::AllowUnauthenticated': 'false',
        'Acquire::AllowInsecureRepositories': 'false',
        'Acquire::AllowDowngradeToInsecureRepositories': 'false',
        'Acquire::Languages': 'none',
        'Acquire::Retries': '3',
    }
    return [program, *(word for name, value in options.items() for word in ('-o', f'{name}={value}')), *arguments]


def _mirror():
    """The Debian mirror that this machine already uses."""
    if ODOO_MIRROR:
        return ODOO_MIRROR.rstrip('/')
    if os_release().get('ID') != 'debian':
        return 'http://deb.debian.org/debian'
    # unlike `apt-get indextargets` this works before any `apt-get update` too (container images)
    uris = subprocess.run(['apt-get', '--print-uris', 'update'], capture_output=True, text=True, check=False).stdout
    found = re.search(rf"^'(.*)/dists/{os_release().get('VERSION_CODENAME')}/InRelease'", uris, re.MULTILINE)
    if not found:
        raise Failure(
            'no Debian mirror found in the apt sources of this machine', 'set ODOO_MIRROR=http://deb.debian.org/debian'
        )
    return found[1]


def check_tools():
    for tool in ('apt-get', 'dpkg-deb'):
        if not shutil.which(tool):
            raise Failure(f'{tool} is missing: Odoo comes as a Debian package', f'use Debian 12, or {NO_ODOO_REMEDY}')
    if not KEYRING.exists():
        raise Failure(f'{KEYRING} is missing', 'apt-get install debian-archive-keyring')


def check_mirror():
    """Try one small file of the archive, with apt's own settings (proxy, certificates)."""
    address = f'{_mirror()}/dists/{ODOO_SUITE}/InRelease'
    with tempfile.TemporaryDirectory() as folder:
        output_of([APT_HELPER, 'download-file', address, f'{folder}/InRelease'], f'{address} cannot be fetched')
    return address


def refresh():
    """Fetch the signed lists of both suites."""
    check_tools()
    for folder in ('state', 'lists/partial', 'cache/archives/partial'):
        (APT / folder).mkdir(parents=True, exist_ok=True)
    (APT / 'state/status').write_text('')
    lines = [f'deb [signed-by={KEYRING}] {_mirror()} {suite} main\n' for suite in (ODOO_SUITE, COMPANION_SUITE)]
    (APT / 'sources.list').write_text(''.join(lines))
    say(f'  package lists of {ODOO_SUITE} and {COMPANION_SUITE}')
    remedy = f'see {LOCAL}/log/apt-lists.log; a signature that is not good: apt-get install debian-archive-keyring'
    update = _apt('apt-get', '-qq', '--error-on=any', 'update')
    run_logged(update, 'apt-lists', 'the package lists could not be fetched', remedy)


def versions(package, suite):
    """The versions of ``package`` that the signed index of ``suite`` offers, best first."""
    table = output_of(_apt('apt-cache', 'madison', package), f'no information about {package}')
    rows = [[cell.strip() for cell in line.split('|')] for line in table.splitlines()]
    return [version for _name, version, source in rows if f' {suite}/' in source]


def choose_odoo(offered):
    """The tested version if it is still offered, else the newest one of the series."""
    if ODOO_TESTED in offered:
        return ODOO_TESTED
    pattern = re.compile(rf'([0-9]+:)?{re.escape(ODOO_SERIES)}[.+~-]')
    fitting = [version for version in offered if pattern.match(version)]
    if not fitting:
        raise Failure(f'Debian {ODOO_SUITE} has no odoo-19 of series {ODOO_SERIES} any more', NO_ODOO_REMEDY)
    warn(f'the archive has odoo-19 {fitting[0]}; this project was tested with {ODOO_TESTED}')
    return fitting[0]


def fetch(package, version):
    """Download one package into the cache, or take it from there if it is whole."""
    store = CACHE / 'debs'
    store.mkdir(parents=True, exist_ok=True)
    name = f'{package}_{version.replace(":", "%3a")}'
    for cached in store.glob(f'{name}_*.deb'):
        digest = cached.with_suffix('.sha256')
        if digest.exists() and digest.read_text() == sha256(cached):
            return cached
    say(f'  downloading {package} {version}')
    with tempfile.TemporaryDirectory(dir=CACHE, prefix='download.') as folder:
        if IS_ROOT:
            shutil.chown(folder, '_apt')
        command = _apt('apt-get', '-qq', 'download', f'{package}={version}')
        run_logged(command, 'apt-download', f'{package} {version} could not be downloaded', cwd=folder)
        (fresh,) = Path(folder).glob('*.deb')
        kept = store / fresh.name
        kept.with_suffix('.sha256').write_text(sha256(fresh))
        fresh.replace(kept)
    return kept
