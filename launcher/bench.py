"""`bench`: a district of 1,000, 10,000 and 100,000 running items, and how long the product takes on it."""

import json
import os
import shutil
import zipfile
from typing import NamedTuple

from . import databases, odoo, python_env
from .console import Failure, say, step
from .process import failure
from .runtime import ready
from .settings import CACHE, CHECKOUT, LOCAL, LOG, REQUIREMENTS, ROOT
from .stamps import once

SIZES = (1_000, 10_000, 100_000)
PEERS = LOCAL / 'peers'


class Figure(NamedTuple):
    title: str
    unit: str
    target: float | None = None
    most: bool = False  # the target is a least, not a most
    factor: int = 1

    def text(self, value):
        if value is None:
            return '-'
        value *= self.factor
        return f'{value:,.0f}' if value >= 100 else f'{value:.3g}'

    def verdict(self, value):
        if self.target is None or value is None:
            return ''
        met = value * self.factor >= self.target if self.most else value * self.factor <= self.target
        return 'met' if met else 'MISSED'


FIGURES = {
    'engine_add': Figure('engine: due dates of plain clocks', '/s', 500_000, most=True),
    'engine_plain': Figure('engine: the same, folded from their event', '/s'),
    'engine_fold': Figure('engine: clocks of 5 events folded', '/s'),
    'recompute': Figure('spans and numbers from 5 events, stored', '/s'),
    'lights': Figure('daily light job, 2 % change', 's', 5),
    'escalation': Figure('  with the shipped rules of escalation', 's'),
    'preview': Figure('calendar change: look at what moves', 's'),
    'publish': Figure('calendar change that moves every clock', 's', 20),
    'publish_processor': Figure('  of it computing, Odoo and PostgreSQL', 's'),
    'publish_memory': Figure('  its memory', 'MB', 1000),
    'evaluation': Figure('yearly evaluation, 500 people, 20,000 ballots', 's', 30),
    'explain': Figure('explain one clock', 'ms', 50, factor=1000),
    'pause': Figure('pause or resume one clock', 'ms', factor=1000),
    'pause_button': Figure('  by the button: state, case, message, reminders', 'ms', factor=1000),
    'outlook': Figure('outlook and forecast of a case of 10 items', 'ms', factor=1000),
    'outlook_first': Figure('  the first of the day, history read anew', 'ms', factor=1000),
    'accept': Figure('accept a case with 20 items', 's', 1.5),
    'dry_run': Figure('dry run of a plan over 5,000 items', 's', 30),
    'import_preview': Figure('import of 5,000 running cases: the look at it', 's'),
    'import_cases': Figure('  applied, items, clocks and cards with them', 's', 60),
    'import_memory': Figure('  its memory', 'MB'),
    'import_event_log': Figure('event log as XES, events', '/s'),
    'list_supervisor': Figure('list of 80 items, supervisor', 'ms', 300, factor=1000),
    'list_handler': Figure('list of 80 items, handler', 'ms', 300, factor=1000),
    'list_agent': Figure('list of 80 items, agent', 'ms', 300, factor=1000),
    'list_mine': Figure("the handler's own list, p95", 'ms', 400, factor=1000),
    'home_handler': Figure('first page after login, handler, p95', 'ms', 300, factor=1000),
    'home_leader': Figure('first page after login, leader, p95', 'ms', 300, factor=1000),
    'home_supervisor': Figure('first page after login, supervisor, p95', 'ms', 300, factor=1000),
    'form': Figure('form of a case', 'ms', 500, factor=1000),
    'dashboard': Figure('slowest grouping of the board', 'ms', 1000, factor=1000),
    'sheet_district': Figure('dashboard of the district, all its requests', 's', 1),
    'sheet_coordination': Figure('dashboard of coordination, all its requests', 's', 1),
    'statistics': Figure('statistics for everybody, p95', 'ms', 1000, factor=1000),
    'archive': Figure('a case of 20 items as one file', 's', 3),
    'events': Figure('last 80 clock events, handler', 'ms', factor=1000),
    'portal': Figure('portal list, 200 own cases, p95', 'ms', 400, factor=1000),
}
# method of `bench.figures.Figures` -> the figures that it gives; publishing is alone in its process, for its memory
STEPS = {
    'engine': ('engine_add', 'engine_plain', 'engine_fold'),
    'recompute': ('recompute',),
    'lights': ('lights',),
    'escalation': ('escalation',),
    'evaluation': ('evaluation',),
    'explain': ('explain',),
    'pause': ('pause', 'pause_button'),
    'outlook': ('outlook', 'outlook_first'),
    'accept': ('accept',),
    'dry_run': ('dry_run',),
    'imports': ('import_preview', 'import_cases', 'import_memory', 'import_event_log'),
    'lists': ('list_supervisor', 'list_handler', 'list_agent'),
    'worklists': ('list_mine', 'home_handler', 'home_leader', 'home_supervisor'),
    'form': ('form',),
    'dashboards': ('dashboard',),
    'sheets': ('sheet_district', 'sheet_coordination'),
    'statistics': ('statistics',),
    'archive': ('archive',),
    'events': ('events',),
    'portal': ('portal',),
    'publish': ('preview', 'publish', 'publish_processor', 'publish_memory'),
}


def bench(items, only, peers):
    if only and only not in STEPS:
        raise Failure(f'there is no figure {only}', f'--only one of: {", ".join(STEPS)}')
    sizes = [size for size in SIZES if size < items] + [items]
    database = f'bench_{CHECKOUT}_{os.getpid()}'
    with ready(lambda known: known.clone(known.addons_template(), database)) as (known, _prepared):
        try:
            results = {size: _measure(known, database, size, only) for size in sizes}
            rivals = _run(known, database, 'rivals', items) if only in (None, 'engine') else {}
        finally:
            known.drop(database)
        if peers:
            rivals.update(_measure_peer(known))
    _print_table(results, only)
    _print_rivals(results[items], rivals, items)
    return 0


def _measure(known, database, size, only):
    with step(f'a district with {size:,} running items'):
        filled = _run(known, database, 'fill', size)
    if filled['differences']:
        raise Failure(f'the made district is not what the product derives: {filled["differences"][0]}')
    with step(f'measuring with {size:,} items'):
        wanted = [only] if only else [name for name in STEPS if name != 'publish']
        result = _run(known, database, 'measure', size, *wanted)
        if not only:
            result.update(_run(known, database, 'measure', size, 'publish'))
    return result


def _run(known, database, part, items, *only, config=databases.CONFIG):
    """One process of the package `bench`; the last line of its output is the answer."""
    LOG.mkdir(parents=True, exist_ok=True)
    path, log = LOG / f'bench-{part}.out', LOG / f'bench-{part}.log'
    command = [python_env.PYTHON, '-m', 'bench', database, config, part, items, *only]
    with path.open('wb') as output, log.open('wb') as errors:
        code = known.postgres.run(
            [str(word) for word in command], stdout=output, stderr=errors, cwd=ROOT, env={'PYTHONPATH': str(ROOT)})
    if code:
        raise failure(f'bench {part} failed', log.read_text(errors='replace'), f'see {log}')
    return json.loads(path.read_text().splitlines()[-1])


# --- the nearest open peer
def _measure_peer(known):
    once('peers', (REQUIREMENTS / 'peers.lock').read_text(), "OCA's helpdesk_mgmt_sla from PyPI", _fetch_peer, PEERS)
    config = PEERS / 'odoo.conf'
    lines = databases.CONFIG.read_text(encoding='utf-8')
    config.write_text(lines.replace(odoo.addons_path(), f'{odoo.addons_path()},{PEERS / "odoo/addons"}'))
    database = f'bench_{CHECKOUT}_{os.getpid()}_peer'
    known.clone(known.core_template(), database)
    try:
        with step("measuring OCA's helpdesk_mgmt_sla"):
            quiet = ('--stop-after-init', '--no-http', '--max-cron-threads=0', '--log-level=warn')
            known.run_odoo('peers', 'the peer could not be installed', 'server', '-c', config, '-d', database,
                           '-i', 'helpdesk_mgmt_sla', *quiet)
            return _run(known, database, 'peer', 1000, config=config)
    finally:
        known.drop(database)


def _fetch_peer():
    shutil.rmtree(PEERS, ignore_errors=True)
    folder = CACHE / 'peers'
    python_env.pip_download(folder, REQUIREMENTS / 'peers.lock')
    for wheel in folder.glob('odoo_addon_*.whl'):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(PEERS)


# --- what is printed
def _print_table(results, only):
    sizes = list(results)
    names = [name for name in FIGURES if not only or name in STEPS[only]]
    rows = [('', *(f'{size:,}' for size in sizes), 'unit', 'target', '')]
    for name in names:
        figure = FIGURES[name]
        values = [results[size].get(name) for size in sizes]
        target = '' if figure.target is None else f'{"≥" if figure.most else "<"} {figure.target:,}'
        rows.append((figure.title, *map(figure.text, values), figure.unit, target, figure.verdict(values[-1])))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) if not 0 < column <= len(sizes) else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths, strict=True)))
        print('  '.join(cells).rstrip())
    load = f'{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors'
    say(f'load of the machine {load}; each figure is the best of its runs')


def _print_rivals(ours, rivals, items):
    comparisons = [
        ('numpy.busday_offset, due dates /s', 'numpy', 'engine_add', False, 0),
        ('resource.calendar.plan_days, due dates /s', 'plan_days', 'engine_add', False, 0),
        ("OCA's SLA, deadlines recomputed /s", 'peer_recompute', 'recompute', False, 50),
        ("OCA's SLA, a ticket put on hold or back, ms", 'peer_pause', 'pause', True, 1),
        ('  the same; ours by the button', 'peer_pause', 'pause_button', True, 0),
        (f'plain SQL UPDATE of {items:,} due dates, s', 'sql', 'publish', True, 0),
    ]
    for title, name, mine, is_time, least in comparisons:
        if name in rivals and ours.get(mine):
            factor = 1000 if name == 'peer_pause' else 1
            ratio = rivals[name] / ours[mine] if is_time else ours[mine] / rivals[name]
            theirs, own = rivals[name] * factor, ours[mine] * factor
            target = f' (target {least}, {"met" if ratio >= least else "MISSED"})' if least else ''
            print(f'{title}: {theirs:,.4g}; ours {own:,.4g}, {ratio:.3g} times as fast{target}')
    if 'numpy_wrong' in rivals:
        print(f'numpy knows no make-up days: {rivals["numpy_wrong"]:.0%} of its dates are wrong')
