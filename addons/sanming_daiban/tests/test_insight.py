import io
import json

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import file_open

from .case_common import CaseCommon

DASHBOARDS = ('district', 'coordination')


@tagged('post_install', '-at_install')
class TestInsight(CaseCommon, HttpCase):
    """Issue 7: reports, bulletin, ledger, dashboards and public statistics from the facts of the cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time('2026-03-02 02:00:00'):
            cls.case = cls._running()
            cls.waiting = cls._running(name="另一项目")
        with freeze_time('2026-03-04 02:00:00'):
            while open_items := cls.case.item_ids.filtered(lambda item: item.state == 'dispatched'):
                for item in open_items:
                    cls._finish(item)
        with freeze_time('2026-03-06 02:00:00'):
            cls.case.with_user(cls.agent).action_complete()
        cls.startClassPatcher(freeze_time('2026-04-01 02:00:00'))

    def bulletin(self, **vals):
        return self.env['daiban.bulletin'].with_user(self.supervisor).create({'month': '2026-03-15', **vals})

    def test_a_case_counts_once_and_rates_only_what_was_completed(self):
        report = self.env['daiban.case.report'].with_user(self.supervisor)
        cases = [('project_id', 'in', (self.case | self.waiting).ids)]
        count, running, done, saved, rate = report._read_group(cases, [], [
            'case_count:sum', 'running_count:sum', 'done_count:sum', 'saved_days:sum', 'on_time_rate:avg'])[0]
        self.assertEqual((count, running, done, rate), (2, 1, 1, 100))
        self.assertEqual(saved, self.case.base_limit - self.case.budget_used)
        self.assertEqual(self.case.days_at_close, self.case.budget_used)
        self.assertEqual(self.waiting.days_at_close, 0)

    def test_an_item_is_late_now_or_was_late(self):
        report = self.env['daiban.item.report'].with_user(self.supervisor)
        rows = report.search([('project_id', '=', self.case.id)])
        self.assertEqual(sum(rows.mapped('done_count')), len(rows))
        self.assertEqual(set(rows.mapped('on_time_rate')), {100})
        self.assertEqual(set(rows.filtered('start_days').mapped('start_days')), {2})

    def test_reports_show_what_one_may_see(self):
        rows = self.env['daiban.item.report'].with_user(self.stranger).search([])
        self.assertFalse(rows & self.env['daiban.item.report'].search([('project_id', '=', self.case.id)]))
        self.assertFalse(self.env['daiban.case.report'].with_user(self.other_agent).search(
            [('project_id', '=', self.case.id)]))

    def test_bulletin_shows_the_month_beside_the_month_before(self):
        requests, accepted, completed, *_rest = self.bulletin()._sections()[0]['rows']
        self.assertEqual([row[1:] for row in (requests, accepted, completed)], [[2, 0, 2], [2, 0, 2], [1, 0, 1]])

    def test_published_figures_stay(self):
        bulletin = self.bulletin()
        bulletin.action_publish()
        before = bulletin._sections()
        with freeze_time('2026-03-20 02:00:00'):
            self._accepted(name="迟到的项目")
        self.assertEqual(bulletin._sections(), before)
        for values in ({'remark': "改"}, {'month': '2026-02-01'}, {'state': 'draft'}):
            with self.assertRaises(AccessError):
                bulletin.write(values)
        with self.assertRaises(UserError):
            bulletin.action_publish()
        with self.assertRaises(UserError):
            bulletin.unlink()

    def test_a_running_month_is_not_published(self):
        with self.assertRaises(UserError):
            self.bulletin(month='2026-04-10').action_publish()

    def test_who_reads_and_who_publishes(self):
        bulletin = self.bulletin()
        self.assertFalse(bulletin.with_user(self.handler).has_access('read'))
        for user in (self.agent, self.handler, self.auditor):
            with self.assertRaises(AccessError):
                bulletin.with_user(user).action_publish()
        bulletin.action_publish()
        self.assertTrue(bulletin.with_user(self.handler).has_access('read'))
        self.assertFalse(bulletin.with_user(self.owner).has_access('read'))

    def test_bulletin_and_ledger_as_sheet_and_paper(self):
        bulletin = self.bulletin()
        book = load_workbook(io.BytesIO(bulletin._xlsx()))
        self.assertEqual(len(book.sheetnames), len(bulletin._sections()))
        self.assertTrue(bulletin._pdf().startswith(b'%PDF'))
        ledger = self.env['daiban.ledger'].with_user(self.agent).create({'date_from': '2026-03-01'})
        self.assertTrue(ledger._pdf().startswith(b'%PDF'))
        sheet = load_workbook(io.BytesIO(ledger._xlsx())).active
        numbers = {sheet.cell(row=row, column=2).value for row in range(3, sheet.max_row + 1)}
        self.assertLessEqual({self.case.number, self.waiting.number}, numbers)

    def test_ledger_holds_what_its_reader_sees(self):
        ledger = self.env['daiban.ledger'].with_user(self.other_agent).create({'date_from': '2026-03-01'})
        self.assertNotIn(self.case, self.env['daiban.project'].with_user(self.other_agent).search(ledger._domain()))
        self.assertFalse(ledger.with_user(self.agent).has_access('read'))
        with self.assertRaises(UserError):
            self.env['daiban.ledger'].with_user(self.agent).create(
                {'date_from': '2020-01-01', 'date_to': '2020-01-02'}).action_xlsx()

    def test_small_counts_are_never_public(self):
        self.assertFalse(self.env['daiban.bulletin']._public_statistics())
        self.bulletin().action_publish()
        shown = self.env['daiban.bulletin'].with_user(self.env.ref('base.public_user'))._public_statistics()
        self.assertEqual((shown['year']['submitted'], shown['year']['done'], shown['year']['on_time']), (None,) * 3)
        page = self.url_open('/daiban/statistics')
        self.assertEqual(page.status_code, 200)
        self.assertNotIn(self.enterprise.name, page.text)

    def test_files_only_for_readers(self):
        bulletin = self.bulletin()
        for login, form, status in ((self.supervisor.login, 'xlsx', 200), (self.handler.login, 'xlsx', 404),
                                    (self.owner.login, 'pdf', 404), (self.supervisor.login, 'exe', 404)):
            self.authenticate(login, login)
            answer = self.url_open(f'/daiban/bulletin/{bulletin.id}/{form}')
            self.assertEqual(answer.status_code, status, (login, form))

    def test_dashboards_ask_only_for_what_there_is(self):
        """Every pivot and chart can be computed, as the supervisor who looks at it."""
        for name in DASHBOARDS:
            with file_open(f'sanming_daiban/data/insight/{name}_dashboard.json') as file:
                board = json.load(file)
            asked = [
                (pivot['model'], [row['fieldName'] for row in pivot['rows']], [
                    measure['fieldName'] for measure in pivot['measures']], pivot['domain'], pivot['fieldMatching'])
                for pivot in board['pivots'].values()]
            asked += [
                (figure['data']['metaData']['resModel'], figure['data']['metaData']['groupBy'], [
                    figure['data']['metaData']['measure']], figure['data']['searchParams']['domain'],
                 figure['data']['fieldMatching'])
                for figure in board['sheets'][0]['figures'] if 'metaData' in figure['data']]
            for model, groupby, measures, domain, matching in asked:
                records = self.env[model].with_user(self.supervisor)
                figures = [measure if measure == '__count' else f'{measure}:{records._fields[measure].aggregator}'
                           for measure in measures]
                records.formatted_read_group(domain, groupby, figures)
                for filtered in matching.values():
                    self.assertIn(filtered['chain'], records._fields, (name, model))
            for menu in board['chartOdooMenusReferences'].values():
                self.assertTrue(self.env.ref(menu).action)
