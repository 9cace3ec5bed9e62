"""What several test files use."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def launcher_environment(**environment):
    """As in a user's shell: under pytest the PG... variables name the private cluster."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(('PG', 'PYTEST'))}
    return {**own, **environment}


def daiban(*arguments, stdin='', **environment):
    return subprocess.run(
        [ROOT / 'daiban', *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=launcher_environment(**environment),
    )
