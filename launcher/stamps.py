"""Doing a step once: a stamp holds the key it was done for, a lock keeps two launchers apart."""

import fcntl
import os
from contextlib import contextmanager

from .console import say, step
from .settings import LOCAL


def write_whole(path, text):
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f'{path.name}.part')
    part.write_text(text, encoding='utf-8')
    part.replace(path)


def once(name, key, title, build, built=None):
    """Call ``build`` unless it was done for the same key before (and ``built`` is still there)."""
    stamp = LOCAL / 'stamps' / name
    if stamp.exists() and stamp.read_text(encoding='utf-8') == key and (built is None or built.exists()):
        return
    with step(title):
        build()
    write_whole(stamp, key)


# the descriptor of the lock while this launcher holds it: its helpers inherit it, so that the next launcher
# waits for a helper that outlives a killed launcher (apt-get does)
inherited = []


@contextmanager
def setup_lock():
    """One launcher at a time prepares things; the kernel frees the lock when its holders are dead."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    with (LOCAL / 'lock').open('w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f'another ./daiban is preparing {LOCAL}: waiting for it ...')
            fcntl.flock(lock, fcntl.LOCK_EX)
        inherited.append(lock.fileno())
        try:
            yield
        finally:
            inherited.clear()


def hold(path, text=''):
    """Take the lock ``path`` for the life of this process and its children; None if someone has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    os.truncate(descriptor, 0)
    os.write(descriptor, text.encode())
    return descriptor


def holder(path):
    """What the holder of the lock ``path`` wrote into it; None if nobody holds it."""
    if not path.exists():
        return None
    with path.open(encoding='utf-8') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return lock.read()
    return None
