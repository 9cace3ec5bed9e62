"""`lint`: everything is looked at, also after a finding."""

import os
import subprocess
from xml.etree import ElementTree

from . import runtime
from .console import say
from .i18n import i18n
from .python_env import VENV
from .settings import ADDONS, ROOT, our_addons
from .stamps import setup_lock

NOT_OURS = (
    'missing-readme',  # the README of both addons is the one at the top
    'bad-builtin-groupby',  # itertools.groupby is right for what is sorted
    'super-method-mismatch',  # super().write in another method is how a guard of write is passed
    'missing-return',
    'consider-merging-classes-inherited',  # each topic adds its own to a case in a file of its own
    'no-wizard-in-models',  # settings stand beside the models whose numbers they keep
)
SCRIPTS = ('daiban', '.ci/run')


def lint():
    with setup_lock():
        runtime.provide_programs()
    checks = {
        'ruff': _ruff,
        'pylint-odoo': _pylint,
        'XML is well formed': _xml,
        'shell scripts': _shell,
        'Chinese is complete': lambda: i18n(check_only=True) == 0,
    }
    failed = []
    for name, passes in checks.items():
        say(f'lint: {name}')
        if not passes():
            failed.append(name)
    say(f'lint failed: {", ".join(failed)}' if failed else 'lint: all clean')
    return 1 if failed else 0


def _passes(*command):
    environment = {**os.environ, 'PATH': f'{VENV / "bin"}:{os.environ["PATH"]}'}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def _ruff():
    return _passes('ruff', 'check', '--quiet', '--output-format=concise')


def _pylint():
    # its other settings are in pyproject.toml, but only here can single checks be left out
    options = ('--rcfile=pyproject.toml', f'--disable={",".join(NOT_OURS)}')
    return _passes('pylint', *options, *(f'addons/{addon}' for addon in our_addons()))


def _xml():
    passes = True
    for path in sorted(ADDONS.rglob('*.xml')):
        try:
            ElementTree.parse(path)
        except ElementTree.ParseError as error:
            print(f'{path.relative_to(ROOT)}: {error}')
            passes = False
    return passes


def _shell():
    scripts = [ROOT / name for name in SCRIPTS] + sorted(ROOT.glob('*/*.sh'))
    results = [_passes('bash', '-n', str(script)) for script in scripts if script.exists()]
    return all(results)
