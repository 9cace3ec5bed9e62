"""The launcher: each failure is one line with its remedy."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def daiban(*arguments, **environment):
    return subprocess.run(
        [ROOT / 'daiban', *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def assert_one_clear_error(done, *words):
    """One ERROR line that names the trouble and the remedy, and no traceback."""
    errors = [line for line in done.stderr.splitlines() if line.startswith('ERROR: ')]
    assert done.returncode == 1, done.stderr
    assert len(errors) == 1, done.stderr
    assert 'Remedy: ' in errors[0]
    assert 'Traceback' not in done.stderr
    for word in words:
        assert word in errors[0]


def test_a_busy_port_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(('127.0.0.1', 0))
        other.listen()
        port = other.getsockname()[1]
        done = daiban('up', '--port', str(port), DAIBAN_LOCAL=str(tmp_path))
    assert_one_clear_error(done, f'port {port} is in use', f'--port {port + 1}')


def test_a_wrong_python_is_refused():
    assert_one_clear_error(daiban('up', DAIBAN_PYTHON='false'), 'Python 3.11', 'DAIBAN_PYTHON=')


@pytest.mark.parametrize('series', ['18.0', '20.0'])
def test_a_source_tree_of_another_series_is_refused(tmp_path, series):
    (tmp_path / 'odoo').mkdir()
    (tmp_path / 'odoo/release.py').write_text(f'series = {series!r}\n')
    done = daiban('shell', ODOO_SRC=str(tmp_path), DAIBAN_LOCAL=str(tmp_path / 'local'))
    assert_one_clear_error(done, f'Odoo {series}')
