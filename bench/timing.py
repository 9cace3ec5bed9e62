"""Stopwatch and memory. Others use the machine too: what counts is the best of several runs."""

import gc
import os
import time
from contextlib import contextmanager
from pathlib import Path


def stopwatch(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best(work, runs=5):
    gc.collect()
    return min(stopwatch(work) for _ in range(runs))


class Memory:
    peak = 0


@contextmanager
def peak_memory():
    """The most resident memory of this process meanwhile, in MB."""
    Path('/proc/self/clear_refs').write_text('5')
    memory = Memory()
    yield memory
    status = Path('/proc/self/status').read_text()
    memory.peak = int(status.split('VmHWM:')[1].split()[0]) / 1024


def processor_seconds(registry):
    """What this process and the servers of its connections have computed so far: it says more on a busy machine."""
    with registry.cursor() as cr:
        cr.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        servers = [Path(f'/proc/{pid}/stat') for pid, in cr.fetchall()]
    ticks = sum(sum(map(int, path.read_text().rsplit(')')[-1].split()[11:13])) for path in servers if path.exists())
    return time.process_time() + ticks / os.sysconf('SC_CLK_TCK')
