"""What is pinned, where things are, and which environment variables may change it."""

import ast
import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / 'addons'
REQUIREMENTS = ROOT / 'requirements'
# Odoo, PostgreSQL, the virtual environment and every database live here
LOCAL = Path(os.environ.get('DAIBAN_LOCAL') or ROOT / '.local').absolute()
CACHE = Path(os.environ.get('ODOO_CACHE') or LOCAL / 'cache').absolute()
LOG = LOCAL / 'log'
# names what this checkout makes outside of its folder (databases of a shared server, sockets)
CHECKOUT = hashlib.sha256(str(LOCAL).encode()).hexdigest()[:8]

ODOO_SERIES = '19.0'
ODOO_TESTED = '19.0.0+dfsg-1'
ODOO_TESTED_SHA256 = '9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf'
# odoo-19 is in sid alone; what it links to comes from stable
ODOO_SUITE, COMPANION_SUITE = 'sid', 'trixie'
COMPANIONS = (
    'libjs-jquery',
    'libjs-jquery-form',
    'libjs-underscore',
    'fonts-font-awesome',
    'fonts-roboto-unhinted',
    'fonts-inconsolata',
    'fonts-ocr-b',
    'fonts-montserrat',
)
KEYRING = Path('/usr/share/keyrings/debian-archive-keyring.gpg')
LANGUAGES = 'zh_CN,en_US'  # the first is the default one

MIN_FREE_MB = 3000
DEFAULT_PORT = 8069
DEFAULT_DATABASE = 'daiban'
REAL_DATABASE = 'daiban_real'  # `up --no-demo`

ODOO_SRC = os.environ.get('ODOO_SRC')
ODOO_DEB = os.environ.get('ODOO_DEB')
ODOO_MIRROR = os.environ.get('ODOO_MIRROR')
ODOO_PG = os.environ.get('ODOO_PG', 'auto')  # auto, debian or wheel


def our_addons():
    return sorted(manifest.parent.name for manifest in ADDONS.glob('*/__manifest__.py'))


def core_modules():
    """The Odoo modules that our addons' manifests ask for."""
    wanted = set()
    for manifest in ADDONS.glob('*/__manifest__.py'):
        wanted.update(ast.literal_eval(manifest.read_text(encoding='utf-8'))['depends'])
    return sorted(wanted - set(our_addons()))


def addons_digest(without=None):
    """A hash of every addon file: it decides whether a template or a database is up to date."""
    left_out = {'__pycache__', without}
    digest = hashlib.sha256()
    for path in sorted(ADDONS.rglob('*')):
        if path.is_file() and left_out.isdisjoint(path.parts):
            digest.update(f'{path.relative_to(ADDONS)}\0'.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
