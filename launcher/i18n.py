"""`i18n`: the terms of our addons, exported from a database without demo data and merged into the catalogues.

Never exported in place: Odoo would lose every translation that is not yet in its database.
"""

import os
import shutil
import subprocess

from . import databases, odoo, python_env
from .console import step
from .runtime import ready
from .settings import CHECKOUT, LOCAL, ROOT, addons_digest, core_modules, our_addons

EXPORTS = LOCAL / 'i18n'


def i18n(check_only):
    exported = _exported()
    action = ('check', exported) if check_only else ('merge', exported, *_memory())
    command = [python_env.PYTHON, '-m', 'launcher.translations', *action]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, 'PYTHONPATH': str(ROOT)}, check=False).returncode


def _exported():
    """The folder with the exported templates; they do not depend on the catalogues themselves."""
    folder = EXPORTS / addons_digest(without='i18n')
    if not folder.exists():
        with ready(lambda known: _export(known, folder)):
            pass
    return folder


def _export(known, folder):
    database = f'i18n_{CHECKOUT}'
    known.drop(database)
    known.clone(known.addons_template(), database)
    shutil.rmtree(EXPORTS, ignore_errors=True)
    part = folder.with_name('part')
    part.mkdir(parents=True)
    with step('exporting the terms of our addons'):
        for addon in our_addons():
            command = ('i18n', 'export', '-c', databases.CONFIG, '-d', database, '-o', part / f'{addon}.pot', addon)
            known.run_odoo('i18n', f'the terms of {addon} could not be exported', *command)
    known.drop(database)
    part.rename(folder)


def _memory():
    catalogues = [odoo.LIBRARY / f'odoo/addons/{module}/i18n/zh_CN.po' for module in [*core_modules(), 'web', 'base']]
    return [catalogue for catalogue in catalogues if catalogue.exists()]
