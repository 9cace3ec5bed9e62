"""`up`, from a database that is not there to a clean end, and the commands that work on a database."""

import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from common import ROOT, daiban, launcher_environment

DATABASE = 'launcher_test'
START_SECONDS = 600


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return str(probe.getsockname()[1])


def sql(statement, database=DATABASE):
    done = daiban('psql', '--db', database, '-At', '-c', statement)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def get(url, language):
    request = urllib.request.Request(url, headers={'Accept-Language': language})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


class Server:
    """A running `./daiban up`; `greeting` is what it printed once it served."""

    def __init__(self):
        self.port = free_port()
        self.url = f'http://localhost:{self.port}'
        self.process = subprocess.Popen(
            [ROOT / 'daiban', 'up', '--db', DATABASE, '--port', self.port],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=launcher_environment(),
        )
        self.greeting = self._read_greeting()

    def _read_greeting(self):
        """Up to the line that tells how to stop; a server that ends closes its output."""
        lines = []
        deadline = time.monotonic() + START_SECONDS
        for line in self.process.stdout:
            lines.append(line)
            if 'Ctrl-C stops the server' in line or time.monotonic() > deadline:
                break
        return ''.join(lines)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        rest, _errors = self.process.communicate(timeout=60)
        return rest


@pytest.fixture(scope='module')
def server():
    if sql(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'", 'postgres'):
        sql(f'DROP DATABASE {DATABASE} WITH (FORCE)', 'postgres')
    server = Server()
    yield server
    if server.process.poll() is None:
        server.stop()


def test_up_serves_the_login_page_in_chinese(server):
    assert server.url in server.greeting
    assert '登录' in get(f'{server.url}/web/login', 'zh-CN')


def test_a_second_up_says_so_and_gives_the_url(server):
    done = daiban('up', '--db', DATABASE)
    assert done.returncode == 0
    assert f'already running: {server.url}' in done.stderr


def test_its_port_is_busy_for_another_database(server):
    done = daiban('up', '--db', 'launcher_other', '--port', server.port)
    assert done.returncode == 1
    assert f'ERROR: port {server.port} is in use' in done.stderr


def test_the_greeting_names_a_login_for_each_demo_user(server):
    demo = sql(
        """
        SELECT u.login FROM res_users u
          JOIN ir_model_data d ON d.model = 'res.users' AND d.res_id = u.id
         WHERE u.active AND d.module LIKE 'sanming_daiban%'
        """
    )
    for login in ['admin', *demo.splitlines()]:
        assert f'\n  {login} ' in server.greeting


def test_the_database_is_of_the_district(server):
    """R1: Chinese first, the district's time, yuan; English is there for whoever wants it."""
    script = """
user = env.ref('base.user_admin')
print('found', user.lang, user.tz, user.company_id.currency_id.name, sorted(env['res.lang'].search([]).mapped('code')))
"""
    done = daiban('shell', '--db', DATABASE, stdin=script)
    assert "found zh_CN Asia/Shanghai CNY ['en_US', 'zh_CN']" in done.stdout, done.stderr


def test_both_addons_are_installed_with_demo_data_and_nothing_of_odoo_s_own(server):
    rows = sql("SELECT name FROM ir_module_module WHERE state = 'installed' AND demo ORDER BY name")
    assert rows.split() == ['sanming_daiban', 'sanming_daiban_eval']


def test_a_script_that_fails_fails_the_command(server):
    assert daiban('shell', '--db', DATABASE, stdin='raise ValueError').returncode != 0


def test_update_works_beside_the_server(server):
    done = daiban('update', '--db', DATABASE)
    assert done.returncode == 0, done.stderr
    assert '登录' in get(f'{server.url}/web/login', 'zh-CN')


def test_what_is_confirmed_is_on_the_disk(server):
    assert sql('SHOW fsync') == sql('SHOW full_page_writes') == sql('SHOW synchronous_commit') == 'on'


def test_ctrl_c_ends_it_cleanly(server):
    """Last of its module: the others need the server."""
    rest = server.stop()
    assert server.process.returncode == 0
    assert rest.endswith('stopped\n')
    assert 'Traceback' not in rest
