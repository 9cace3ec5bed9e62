"""python -m bench DATABASE CONFIG fill|measure|rivals|peer ITEMS [FIGURE…]: the last line is the answer as JSON."""

import json
import sys
import time

from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(database, settings, step, items, *only):
    config.parse_config(['-c', settings, '-d', database, '--log-level=error', '--max-cron-threads=0'])
    registry = Registry(database)
    steps = {'fill': fill, 'measure': measure, 'rivals': rivals, 'peer': peer}
    print(json.dumps(steps[step](registry, int(items), only)))


def fill(registry, items, _only):
    from .check import differences
    from .district import District

    with registry.cursor() as cr:
        env = api.Environment(cr, 1, {})
        begin = time.perf_counter()
        District(env).grow(items)
        seconds = time.perf_counter() - begin
        sample = env['daiban.project'].search([('state', '=', 'running')], order='id desc', limit=30)
        found = [str(difference) for difference in differences(env, sample)]
    with registry.cursor() as cr:
        cr.rollback()
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
    return {'fill': seconds, 'differences': found}


def measure(registry, items, only):
    from .figures import Figures

    figures = Figures(registry, items)
    result = {}
    for name in only:
        result.update(getattr(figures, name)())
    return result


def rivals(registry, _items, _only):
    from .rivals import Rivals

    return Rivals(registry).measure()


def peer(registry, tickets, _only):
    from .peer import Peer

    return Peer(registry, tickets).measure()


main(*sys.argv[1:])
