"""The launcher: each failure is one line with its remedy, and nothing half done is taken for whole."""

import os
import socket
import sys
from pathlib import Path

import pytest
from common import daiban

from launcher import archive, console, process, settings, stamps


def assert_one_clear_error(done, *words):
    """One ERROR line that names the trouble and the remedy, and no traceback."""
    errors = [line for line in done.stderr.splitlines() if line.startswith('ERROR: ')]
    assert done.returncode == 1, done.stderr
    assert len(errors) == 1, done.stderr
    assert 'Remedy: ' in errors[0]
    assert 'Traceback' not in done.stderr
    for word in words:
        assert word in errors[0]


# === what is wrong on the user's machine ===


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


def test_databases_of_an_old_postgresql_are_not_touched(tmp_path):
    data = tmp_path / 'pg/data'
    data.mkdir(parents=True)
    (data / 'PG_VERSION').write_text('9\n')
    (tmp_path / 'pg.home').write_text(str(tmp_path / 'pg'))
    done = daiban('doctor', DAIBAN_LOCAL=str(tmp_path))
    (line,) = [line for line in done.stdout.splitlines() if 'PostgreSQL 9' in line]
    assert 'WRONG' in line
    assert 'Remedy: apt-get install postgresql-9' in line
    assert (data / 'PG_VERSION').exists()


def test_a_strange_database_name_is_refused():
    done = daiban('psql', '--db', 'x"; DROP TABLE y; --')
    assert done.returncode == 2
    assert 'letters, digits' in done.stderr


@pytest.mark.parametrize(
    ('output', 'cause'),
    [
        ('tar: ./usr: Cannot write: No space left on device', 'the disk is full'),
        ("E: Failed to fetch http://deb.example/x  Could not resolve 'deb.example'", 'cannot be reached'),
        ('error: Failed to fetch: `https://pypi.example/simple/uv/`', 'cannot be reached'),
    ],
)
def test_known_causes_are_told_with_their_remedy(output, cause):
    error = process.failure('fetching failed', output)
    assert cause in str(error)
    assert 'Remedy: ' in str(error)


def test_a_program_that_fails_shows_its_last_line_and_the_log():
    with pytest.raises(console.Failure, match='it broke: out of luck.*Remedy: see .*unlucky.log'):
        process.run_logged([sys.executable, '-c', 'raise SystemExit("out of luck")'], 'unlucky', 'it broke')


def test_each_listed_command_exists():
    """`./daiban` lists its commands, and each of them explains itself."""
    listed = daiban('--help').stdout.partition('COMMAND\n')[2].split('\n')
    names = [line.split()[0] for line in listed if line.startswith('    ') and line[4] != ' ']
    assert {'up', 'test', 'update', 'shell', 'psql', 'i18n', 'lint', 'doctor', 'clean'} <= set(names)
    for name in names:
        assert daiban(name, '--help').returncode == 0


# === steps that were interrupted ===


@pytest.fixture
def local(tmp_path, monkeypatch):
    for module in (stamps, settings):
        monkeypatch.setattr(module, 'LOCAL', tmp_path)
    return tmp_path


def test_a_step_is_done_once_for_its_key(local):
    done = []
    for key in ('a', 'a', 'b'):
        stamps.once('step', key, 'a step', lambda key=key: done.append(key))
    assert done == ['a', 'b']


def test_a_step_that_broke_is_done_again(local):
    done = []

    def breaks():
        done.append('broken')
        raise console.Failure('no luck')

    with pytest.raises(console.Failure):
        stamps.once('step', 'a', 'a step', breaks)
    stamps.once('step', 'a', 'a step', lambda: done.append('whole'))
    assert done == ['broken', 'whole']


def test_a_step_whose_result_vanished_is_done_again(local):
    result = local / 'result'
    for _round in range(2):
        stamps.once('step', 'a', 'a step', result.touch, built=result)
        result.unlink()
        stamps.once('step', 'a', 'a step', result.touch, built=result)
    assert result.exists()


def test_a_lock_tells_who_holds_it_and_is_free_after_him(tmp_path):
    path = tmp_path / 'lock'
    assert stamps.holder(path) is None
    first = stamps.hold(path, 'first')
    assert stamps.hold(path, 'second') is None
    assert stamps.holder(path) == 'first'
    os.close(first)
    assert stamps.holder(path) is None


# === the archive ===


def test_the_tested_odoo_is_taken_while_it_is_offered():
    assert archive.choose_odoo(['19.0.2+dfsg-1', settings.ODOO_TESTED]) == settings.ODOO_TESTED


def test_else_the_first_of_the_series_and_never_of_another():
    assert archive.choose_odoo(['20.0+dfsg-1', '19.1-1', '1:19.0.3-2', '19.0.2+dfsg-1']) == '1:19.0.3-2'
    with pytest.raises(console.Failure, match='Remedy: ODOO_DEB='):
        archive.choose_odoo(['20.0+dfsg-1', '19.1-1', '19.01-1'])


@pytest.fixture
def downloads(tmp_path, monkeypatch):
    """apt-get download that writes the next of these texts."""
    texts = []

    def download(command, _log, _what, cwd):
        name = command[-1].replace('=', '_')
        (Path(cwd) / f'{name}_all.deb').write_text(texts.pop(0))

    monkeypatch.setattr(archive, 'CACHE', tmp_path)
    monkeypatch.setattr(archive, 'IS_ROOT', False)
    monkeypatch.setattr(archive, 'run_logged', download)
    return texts


def test_a_package_is_downloaded_once(downloads):
    downloads.append('whole')
    for _round in range(2):
        assert archive.fetch('odoo-19', '19.0').read_text() == 'whole'


def test_a_half_written_package_is_downloaded_again(downloads):
    downloads += ['whole', 'whole again']
    archive.fetch('odoo-19', '19.0').write_text('who')
    assert archive.fetch('odoo-19', '19.0').read_text() == 'whole again'


# === what decides whether a template is up to date ===


def test_the_digest_sees_each_change_of_an_addon(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, 'ADDONS', tmp_path)
    catalogue = tmp_path / 'x/i18n/zh_CN.po'
    catalogue.parent.mkdir(parents=True)
    empty = settings.addons_digest()
    seen = {empty}
    for text in ('a', 'b'):
        catalogue.write_text(text)
        seen.add(settings.addons_digest())
    catalogue.rename(catalogue.with_name('zh_TW.po'))
    seen.add(settings.addons_digest())
    assert len(seen) == 4
    assert settings.addons_digest(without='i18n') == empty
