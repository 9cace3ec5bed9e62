"""Odoo itself: from Debian's package, a package file (ODOO_DEB) or a source tree (ODOO_SRC)."""

import runpy
import shutil
import subprocess
from pathlib import Path

from . import archive
from .console import Failure, say
from .process import bound, failure, output_of
from .settings import (
    ADDONS,
    COMPANION_SUITE,
    COMPANIONS,
    LOCAL,
    ODOO_DEB,
    ODOO_SERIES,
    ODOO_SRC,
    ODOO_SUITE,
    ODOO_TESTED,
    ODOO_TESTED_SHA256,
)
from .stamps import once, write_whole

HOME = LOCAL / 'odoo'
VERSION = LOCAL / 'odoo.version'
# the folder that holds the Python package `odoo`
LIBRARY = Path(ODOO_SRC).resolve() if ODOO_SRC else HOME / 'usr/lib/python3/dist-packages'
# most of the 1.2 GB are translations into other languages
UNWANTED = (
    './etc',
    './usr/share/doc',
    './usr/share/man',
    './usr/lib/python3/dist-packages/addons',
    '*/i18n/[a-yA-Y]*.po',
    '*/i18n/z[a-gi-z]*.po',
    '*/i18n_extra/[a-y]*.po',
)


def addons_path():
    folders = [LIBRARY / 'odoo/addons', LIBRARY / 'addons', ADDONS]
    return ','.join(str(folder) for folder in folders if folder.is_dir())


def key():
    """Names the Odoo that is in use; whatever was made with another one is made anew."""
    if not ODOO_SRC:
        return VERSION.read_text(encoding='utf-8')
    head = subprocess.run(['git', '-C', LIBRARY, 'rev-parse', 'HEAD'], capture_output=True, text=True, check=False)
    return f'{LIBRARY} {head.stdout.strip()}'


def provide():
    if ODOO_SRC:
        _check_source()
    else:
        title = 'Odoo: fetching, verifying and unpacking (about 150 MB to download)'
        once('odoo', f'{ODOO_TESTED} {ODOO_DEB or ""}', title, _unpack, built=HOME)


def _check_source():
    release = LIBRARY / 'odoo/release.py'
    if not release.is_file():
        raise Failure(f'ODOO_SRC={ODOO_SRC} has no odoo/release.py', 'point it at the top of an Odoo 19.0 source tree')
    series = runpy.run_path(str(release))['series']
    if series != ODOO_SERIES:
        raise Failure(f'ODOO_SRC is Odoo {series}, this project needs {ODOO_SERIES}', 'git checkout 19.0')


def _unpack():
    package, version = _given_package() if ODOO_DEB else (None, None)
    archive.refresh()
    if not package:
        version = archive.choose_odoo(archive.versions('odoo-19', ODOO_SUITE))
        package = archive.fetch('odoo-19', version)
    _check_digest(package, version)
    target = LOCAL / 'odoo.part'
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    say(f'  unpacking Odoo {version}')
    _extract(package, target, UNWANTED)
    for name in COMPANIONS:
        offered = archive.versions(name, COMPANION_SUITE)
        if not offered:
            raise Failure(
                f'{name} is not in Debian {COMPANION_SUITE}', 'another mirror: ODOO_MIRROR=http://deb.debian.org/debian'
            )
        _extract(archive.fetch(name, offered[0]), target)
    _add_stand_in(target)
    _check_links(target)
    shutil.rmtree(HOME, ignore_errors=True)
    target.rename(HOME)
    write_whole(VERSION, version)


def _given_package():
    package = Path(ODOO_DEB).resolve()
    if not package.is_file():
        raise Failure(f'ODOO_DEB={ODOO_DEB}: no such file', 'give the path of an odoo-19_19.0*.deb')
    remedy = 'give a package of odoo-19'
    version = output_of(['dpkg-deb', '-f', package, 'Version'], f'{package} is no Debian package', remedy).strip()
    if not version.startswith(f'{ODOO_SERIES}.'):
        raise Failure(f'ODOO_DEB is Odoo {version}', f'give a package of series {ODOO_SERIES}')
    return package, version


def _check_digest(package, version):
    if version == ODOO_TESTED and archive.sha256(package) != ODOO_TESTED_SHA256:
        remedy = f'delete {package} and run again'
        raise Failure(f'{package} says it is {version}, but its sha256 is not the tested one', remedy)


def _extract(package, target, unwanted=()):
    unpack = ['tar', '-x', '-C', target, '--no-same-owner', '--wildcards', *(f'--exclude={path}' for path in unwanted)]
    with subprocess.Popen(bound(['dpkg-deb', '--fsys-tarfile', package]), stdout=subprocess.PIPE) as reader:
        done = subprocess.run(bound(unpack), stdin=reader.stdout, stderr=subprocess.PIPE, text=True, check=False)
        reader.stdout.close()
    if reader.returncode or done.returncode:
        raise failure(f'{package.name} could not be unpacked', done.stderr, f'delete {package} and run again')


def _add_stand_in(target):
    """Debian leaves out one file that the backend bundle names (background blur in calls)."""
    folder = target / 'usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation'
    script = folder / 'selfie_segmentation.js'
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        script.write_text('/* not part of the Debian package: no background blur in calls */\n')


def _check_links(target):
    broken = output_of(['find', target / 'usr/lib/python3/dist-packages/odoo', '-xtype', 'l'], 'find failed')
    if broken:
        raise Failure(f'links of the Odoo package lead nowhere: {broken.splitlines()[0]}', archive.NO_ODOO_REMEDY)
