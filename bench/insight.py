"""What a leader opens: the dashboards as the web client asks for them, the public statistics, a case as one file."""

import random
import statistics
from concurrent.futures import ThreadPoolExecutor

from .browser import Browser
from .timing import best

DASHBOARDS = {'district': 'spreadsheet_dashboard_district', 'coordination': 'spreadsheet_dashboard_coordination'}
RUNS = 5
CONNECTIONS = 6  # of a browser to one server
PAPER_BYTES = 300_000  # of a scanned paper, which does not get smaller


class Insight:
    """What `figures.Figures` measures of it; its `registry` and `_in_transaction`."""

    def dashboards(self):
        """The groupings of the board: lights by unit, cases by stage, due dates by week."""
        browser = Browser(self.registry, 'bench_supervisor')
        return {'dashboard': max(browser.group(model, groupby) for model, groupby in (
            ('daiban.item', ['unit_id', 'light']), ('daiban.item', ['due_date:week']),
            ('daiban.project', ['stage_id', 'category_id'])))}

    def sheets(self):
        """Each dashboard as a supervisor opens it: the sheet, the fields of its models, then every request of its
        pivots and charts, so many at once as a browser sends."""
        browser = Browser(self.registry, 'bench_supervisor')
        return {f'sheet_{name}': self._sheet(browser, xmlid) for name, xmlid in DASHBOARDS.items()}

    def _sheet(self, browser, xmlid):
        with self.registry.cursor() as cr:
            number = self._environment(cr).ref(f'sanming_daiban.{xmlid}').id
        content = browser.json(f'/spreadsheet/dashboard/data/{number}')['snapshot']
        fields = {model: browser.call(model, 'fields_get') for model in _models(content)}
        requests = [*_pivots(content, fields), *_charts(content)]
        assert requests, "a dashboard that asks for nothing"

        def opened():
            browser.json(f'/spreadsheet/dashboard/data/{number}')
            list(pool.map(lambda model: browser.call(model, 'fields_get'), fields))
            list(pool.map(lambda one: browser.call(one[0], one[1], **one[2]), requests))
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            opened()  # what is loaded once for all is there
            return best(opened, RUNS)

    def archive(self):
        """The button of the agent on a running case with 20 items: its scanned materials, letters, card, the proofs of
        its clocks and the index, all of them as one file."""
        return {'archive': self._in_transaction(self._archive, runs=5, login='bench_agent')}

    def _archive(self, env):
        accept = self._accept(env)
        accept()
        case = env['daiban.project'].search([('state', '=', 'accepted')], order='id desc', limit=1)
        assert len(case.item_ids) >= 20, case.item_ids
        case.action_start()
        source = random.Random(7)
        env['ir.attachment'].sudo().create([{
            'name': f'{number:02}.pdf', 'raw': b'%PDF-1.4 ' + source.randbytes(PAPER_BYTES),
            'mimetype': 'application/pdf', 'res_model': 'daiban.material', 'res_id': material.id,
        } for number, material in enumerate(case.material_ids)])
        env.flush_all()
        env.invalidate_all()

        def make():
            case.action_make_archive()
            env.cr.flush()
            found = env['daiban.archive'].search([('project_id', '=', case.id)])
            assert found.paper_count > len(case.material_ids), found.paper_count
        return make

    def statistics(self):
        """The page for everybody, with the bulletin of the last month on it."""
        with self.registry.cursor() as cr:
            bulletins = self._environment(cr)['daiban.bulletin']
            if not bulletins.search_count([('state', '=', 'published')]):
                bulletins.create({}).action_publish()
        times = Browser(self.registry).page('/daiban/statistics', runs=20)
        return {'statistics': statistics.quantiles(times, n=20)[-1]}


def _models(content):
    charts = [chart['metaData']['resModel'] for chart in _odoo_charts(content)]
    return list(dict.fromkeys([pivot['model'] for pivot in content['pivots'].values()] + charts))


def _odoo_charts(content):
    figures = [figure['data'] for sheet in content['sheets'] for figure in sheet.get('figures', ())]
    return [data for data in figures if data['type'].startswith('odoo_')]


def _pivots(content, fields):
    for pivot in content['pivots'].values():
        rows, columns = ([_groupby(one) for one in pivot[side]] for side in ('rows', 'columns'))
        sets = [rows[:row] + columns[:column] for row in range(len(rows) + 1) for column in range(len(columns) + 1)]
        yield pivot['model'], 'formatted_read_grouping_sets', {
            'domain': pivot['domain'], 'grouping_sets': sets, 'order': ','.join(rows + columns), 'aggregates': [
                *(_aggregate(measure, fields[pivot['model']]) for measure in pivot['measures']), '__count']}


def _groupby(dimension):
    return ':'.join(filter(None, (dimension['fieldName'], dimension.get('granularity'))))


def _aggregate(measure, fields):
    name = measure['fieldName']
    return name if name == '__count' else f'{name}:{measure.get("aggregator") or fields[name]["aggregator"]}'


def _charts(content):
    for chart in _odoo_charts(content):
        data = chart['metaData']
        aggregates = ['__count'] if data['measure'] == '__count' else ['__count', f'{data["measure"]}:sum']
        yield data['resModel'], 'formatted_read_group', {
            'domain': chart['searchParams']['domain'], 'groupby': data['groupBy'], 'aggregates': aggregates,
            'context': {'fill_temporal': True}}
