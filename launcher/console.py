"""What the user sees: progress on standard error, and one ERROR line with its remedy."""

import sys
import threading
import time
from contextlib import contextmanager

HEARTBEAT_SECONDS = 15


class Failure(Exception):
    """Something that the user can mend: ``remedy`` says how."""

    def __init__(self, message, remedy=''):
        super().__init__(message)
        self.remedy = remedy

    def __str__(self):
        message = super().__str__().rstrip()
        if not self.remedy:
            return message
        return f'{message}{"" if message.endswith((".", "!")) else "."} Remedy: {self.remedy}'


def say(text):
    print(time.strftime('[%H:%M:%S]'), text, file=sys.stderr, flush=True)


def warn(text):
    say(f'WARNING: {text}')


@contextmanager
def step(title):
    """Announce a long step, show every few seconds that it is alive, and tell how long it took."""
    begin = time.monotonic()
    finished = threading.Event()

    def beat():
        while not finished.wait(HEARTBEAT_SECONDS):
            say(f'  ... still at it ({time.monotonic() - begin:.0f} s)')

    say(f'{title} ...')
    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        finished.set()
    say(f'  done in {time.monotonic() - begin:.1f} s')
