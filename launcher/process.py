"""Running other programs: quietly into a log, with a readable end when they fail."""

import re
import subprocess

from .console import Failure
from .settings import LOCAL, LOG
from .stamps import inherited

# what the tools say -> what the user can do about it
KNOWN_CAUSES = (
    (
        re.compile(r'No space left on device|Disk quota exceeded', re.IGNORECASE),
        'the disk is full',
        f'free some space for {LOCAL} and run the same command again: it goes on where it stopped',
    ),
    (
        re.compile(
            r'Temporary failure (in name resolution|resolving)|Could not resolve|Name or service not known'
            r'|Network is unreachable|Could not connect|Failed to (fetch|establish)'
            r'|error sending request|dns error',
            re.IGNORECASE,
        ),
        'the network or the server cannot be reached',
        'check the connection and the proxy (http_proxy, https_proxy, apt.conf), then run the same command again',
    ),
)


def tail(path, lines=5):
    return '\n'.join(path.read_text(encoding='utf-8', errors='replace').splitlines()[-lines:])


def failure(what, output, remedy=''):
    """The Failure for a program that ended badly, with a known cause if its output shows one."""
    for pattern, cause, known_remedy in KNOWN_CAUSES:
        if pattern.search(output):
            return Failure(f'{what}: {cause}', known_remedy)
    lines = output.strip().splitlines() or ['no output']
    telling = [line for line in lines if re.search('error|fatal|failed', line, re.IGNORECASE)] or lines
    return Failure(f'{what}: {telling[-1].strip()}', remedy)


def bound(command, end='KILL'):
    """``command``, ended by the kernel when this launcher dies, so that the next one finds nobody at work."""
    return ['setpriv', '--pdeathsig', end, *(str(word) for word in command)]


def run_logged(command, log_name, what, remedy='', **options):
    """Run ``command`` with its output in a log; raise a Failure that names the log when it fails."""
    LOG.mkdir(parents=True, exist_ok=True)
    log = LOG / f'{log_name}.log'
    with log.open('wb') as output:
        options.update(stdout=output, stderr=subprocess.STDOUT, pass_fds=inherited)
        process = subprocess.run(bound(command), check=False, **options)
    if process.returncode:
        raise failure(what, log.read_text(encoding='utf-8', errors='replace'), remedy or f'see {log}')
    return log


def output_of(command, what, remedy='', **options):
    """The standard output of ``command``; a Failure when it fails."""
    process = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if process.returncode:
        raise failure(what, process.stderr or process.stdout, remedy)
    return process.stdout
