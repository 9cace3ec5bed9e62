"""`python3 -m launcher.image`: the runtime part of the container image, from the same pins as `./daiban up`.

Odoo and its Python packages are left in DAIBAN_LOCAL, compiled, without tools, caches or package lists.
"""

import compileall
import os
import py_compile
import shutil
import sys

from . import odoo, python_env
from .console import Failure, step
from .settings import CACHE, LOCAL

LEFTOVERS = (CACHE, LOCAL / 'apt', LOCAL / 'log', LOCAL / 'stamps', python_env.TOOLS)


def build():
    CACHE.mkdir(parents=True, exist_ok=True)
    odoo.provide()
    python_env.provide('runtime.lock')
    with step('compiling Python'):
        # the account that serves may not write there; nothing in an image changes, so no source need be looked at
        compileall.compile_dir(
            LOCAL, quiet=2, workers=os.cpu_count(), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
    for folder in LEFTOVERS:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    os.environ['LC_ALL'] = 'C.UTF-8'
    try:
        build()
    except Failure as error:
        sys.exit(f'ERROR: {error}')
