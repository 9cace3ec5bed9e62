import base64
from contextlib import contextmanager
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .clock_probe import ClockProbeCase
from .test_clock_notice_parser import NOTICE_2026

NOTICE_2027 = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）上班。"""


@tagged('post_install', '-at_install')
class TestPublication(ClockProbeCase):

    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, 'calendar_manager', groups='sanming_daiban.group_manager')
        self.publications = self.env['daiban.calendar.publication'].with_user(self.manager)

    def _closure(self, *days):
        return self.publications.create({
            'kind': 'closure', 'year': 2026, 'source': "区防指〔2026〕1号",
            'line_ids': [(0, 0, {'date': day, 'name': "台风停工"}) for day in days]})

    def _notice(self, text=NOTICE_2027, year=2027):
        publication = self.publications.create({'year': year, 'source': "国办发明电〔2026〕9号", 'notice_text': text})
        publication.action_read_text()
        return publication

    def test_the_next_year_is_the_one_to_publish(self):
        self.assertEqual(self.publications.create({}).year, 2027)

    def test_the_text_of_the_notice_becomes_days(self):
        publication = self._notice()
        self.assertEqual(len(publication.line_ids), 11)
        self.assertEqual(publication.line_ids.filtered(lambda line: line.kind == 'workday').date, date(2027, 2, 13))

    def test_number_and_date_of_the_document_come_with_its_text(self):
        publication = self.publications.create({
            'year': 2026, 'notice_text': NOTICE_2026.replace("经国务院批准", "国办发明电〔2025〕7号 经国务院批准")})
        publication.action_read_text()
        self.assertEqual((publication.source, publication.issued_on), ("国办发明电〔2025〕7号", date(2025, 11, 4)))
        publication.source = "国办发明电〔2025〕8号"
        publication.action_read_text()
        self.assertEqual(publication.source, "国办发明电〔2025〕8号", "what was typed stays")

    def test_a_closure_takes_its_year_from_its_days(self):
        closure = self.publications.create({
            'kind': 'closure', 'source': "1号", 'line_ids': [(0, 0, {'date': '2026-07-14', 'name': "台风停工"})]})
        self.assertEqual(closure.year, 2026)
        closure.line_ids = [(5,), (0, 0, {'date': '2027-07-14', 'name': "台风停工"})]
        self.assertEqual(closure.year, 2027)

    def test_what_cannot_be_right_is_said_and_changes_nothing(self):
        publication = self._notice()
        for text, words in [(NOTICE_2026, "another year"), ("一、元旦：1月1日（周四）放假。", "weekday"),
                            ("一、元旦：1月1日至3日放假，共4天。", "number of days"), ("通知", "no day")]:
            publication.notice_text = text
            with self.assertRaisesRegex(UserError, words):
                publication.action_read_text()
        self.assertEqual(len(publication.line_ids), 11)

    def test_a_file(self):
        publication = self.publications.create({'year': 2027, 'source': "1号"})
        for text, words in [("a,b\n", "first line"), ("date,kind,name\n2026-05-01,restday,x\n", "another year"),
                            ("date,kind,name\n2027-05-01,free,x\n", "not: free"),
                            ("date,kind,name\n2027-05-01,restday,x\n2027-05-01,restday,x\n", "twice")]:
            publication.csv_file = base64.b64encode(text.encode())
            with self.assertRaisesRegex(UserError, words):
                publication.action_read_csv()
        text = "\ufeffdate,kind,name\n2027-05-01,restday,劳动节\n2027/05/08,班,劳动节\n"
        publication.csv_file = base64.b64encode(text.encode())
        publication.action_read_csv()
        self.assertEqual(publication.line_ids.mapped('kind'), ['restday', 'workday'])
        with self.assertRaises(ValidationError):
            publication.line_ids = [(0, 0, {'date': '2026-05-01', 'name': "x"})]

    def test_the_preview_says_what_moves_and_changes_nothing(self):
        due_soon, later, paused = self.probe(limit_days=2), self.probe(limit_days=10), self.probe()
        (due_soon + later + paused)._clock_start()
        paused._clock_pause(self.free)
        self.travel('2026-03-05')
        publication = self._closure('2026-03-04', '2026-03-09')
        publication.action_preview()
        self.assertEqual((publication.clock_count, publication.moved_count, publication.overdue_count), (3, 2, 0))
        impact = publication.sudo().impact_ids.filtered(lambda impact: impact.res_id == later.id)
        self.assertEqual((impact.old_due_date, impact.new_due_date), (date(2026, 3, 16), date(2026, 3, 18)))
        self.assertEqual(later.due_date, date(2026, 3, 16))

    def test_a_working_weekend_makes_what_it_makes_overdue(self):
        probe = self.probe(limit_days=5)
        probe._clock_start()
        self.travel('2026-03-09')
        publication = self.publications.create({
            'kind': 'closure', 'year': 2026, 'source': "1号",
            'line_ids': [(0, 0, {'date': '2026-03-07', 'kind': 'workday', 'name': "补班"})]})
        publication.action_preview()
        self.assertEqual((publication.moved_count, publication.overdue_count), (1, 1))

    def test_publishing_recomputes_running_clocks_and_leaves_finished_ones(self):
        running, finished = self.probe(), self.probe(limit_days=1)
        (running + finished)._clock_start()
        self.travel('2026-03-04')
        finished._clock_finish()
        judged = finished.read(['due_date', 'used_days', 'finished_late'])
        self._closure('2026-03-03', '2026-03-09')._put_into_force()
        self.assertEqual(running.due_date, date(2026, 3, 18))
        self.assertEqual(running.used_days, 1)
        self.assertEqual(finished.read(['due_date', 'used_days', 'finished_late']), judged)
        day = self.env['daiban.calendar.day'].search([('date', '=', '2026-03-09')])
        self.assertTrue(day.is_local)
        self.assertEqual(self.env['daiban.calendar.year']._work_calendar().source(day.date), "区防指〔2026〕1号")

    def test_a_notice_replaces_its_year_and_makes_it_firm(self):
        probe = self.probe(limit_days=60)
        self.travel('2026-11-23')
        probe._clock_start()
        self.assertTrue(probe.deadline_provisional)
        self._notice()._put_into_force()
        self.assertFalse(probe.deadline_provisional)
        self.assertEqual(probe.due_date, date(2027, 2, 22))
        year = self.env['daiban.calendar.year'].search([('year', '=', 2027)])
        self.assertEqual((year.state, len(year.day_ids)), ('published', 11))

    def test_a_closure_outlives_the_notice(self):
        self.publications.create({
            'kind': 'closure', 'year': 2027, 'source': "1号",
            'line_ids': [(0, 0, {'date': '2027-03-03', 'name': "台风停工"})]})._put_into_force()
        self._notice()._put_into_force()
        self.assertFalse(self.env['daiban.calendar.year']._work_calendar().is_workday(date(2027, 3, 3)))

    def test_only_what_was_looked_at_is_published(self):
        publication = self._closure('2026-03-09')
        with self.assertRaisesRegex(UserError, "Preview"):
            publication.action_publish()
        publication.action_preview()
        publication.line_ids = [(0, 0, {'date': '2026-03-10', 'name': "台风停工"})]
        self.assertEqual((publication.state, publication.impact_ids.ids), ('draft', []))
        publication.action_preview()
        publication.action_publish()
        self.assertEqual(publication.state, 'publishing')
        with self.assertRaises(UserError):
            publication.line_ids = [(5,)]
        with self.assertRaises(UserError):
            publication.unlink()

    def test_only_the_manager_publishes(self):
        with self.assertRaises(AccessError):
            self.publications.with_user(self.handler).create({'year': 2027})

    def test_a_failed_run_leaves_the_calendar_whole(self):
        publication = self._closure('2026-03-09')
        publication.action_preview()
        publication.action_publish()
        before = self.env['daiban.calendar.day'].search_count([])

        @contextmanager
        def savepoint():
            with self.cr.savepoint():
                yield self.cr
        self.patch(type(self.env['daiban.clock.mixin']), '_clock_recompute_all', _fail)
        self.patch(self.registry, 'cursor', savepoint)
        self.patch(type(self.env['daiban.calendar.revision']), '_read_committed', lambda *_args: None)
        with self.assertLogs('odoo.addons.sanming_daiban', 'ERROR'):
            publication._cron_publish()
        publication.invalidate_recordset()
        self.assertEqual((publication.state, publication.failure), ('draft', "power cut"))
        self.assertEqual(self.env['daiban.calendar.day'].search_count([]), before)
        self.assertTrue(self.env['daiban.calendar.year']._work_calendar().is_workday(date(2026, 3, 9)))


def _fail(*_args):
    raise RuntimeError("power cut")
