from datetime import date

from odoo.exceptions import UserError
from odoo.tests import RecordCapturer, tagged

from .clock_probe import MODEL, ClockProbeCase
from .test_clock_calendar import VECTORS_2026


@tagged('post_install', '-at_install')
class TestClockMixin(ClockProbeCase):

    def assertClock(self, probe, **expected):
        for name, value in expected.items():
            actual = probe[name]
            self.assertEqual(str(actual) if isinstance(actual, date) else actual, value, name)

    # === counting === #
    def test_vectors(self):
        """DESIGN §5.3: the start is not counted, make-up days are."""
        for start, limit, due in VECTORS_2026:
            self.travel(date(2026, *start))
            probe = self.probe(limit_days=limit)
            probe._clock_start()
            self.assertEqual(probe.due_date, date(2026, *due), (start, limit))

    def test_days_are_used_by_time_alone(self):
        probe = self.probe()
        probe._clock_start()
        self.assertClock(probe, used_days=0, remaining_days=10, due_date='2026-03-16', light='green')
        self.travel('2026-03-10')
        self.assertClock(probe, used_days=6, remaining_days=4)

    def test_a_supplement_pause_moves_the_due_date(self):
        probe = self.probe()
        probe._clock_start()
        self.travel('2026-03-04')
        probe._clock_pause(self.reason, document_number="补正〔2026〕1号")
        self.assertClock(probe, paused=True, due_date=False, holder_kind='enterprise', remaining_days=8, light='grey')
        self.travel('2026-03-11')
        self.assertClock(probe, used_days=2)
        probe._clock_resume()
        self.assertClock(probe, paused=False, due_date='2026-03-23', used_days=2, holder_kind='nobody')

    def test_a_claimed_pause_keeps_counting_until_it_is_complete(self):
        """A pause that lacks its document or its approval stops nothing."""
        probe = self.probe(limit_days=20)
        probe._clock_start()
        probe._clock_pause(self.review)
        self.travel('2026-03-05')
        self.assertClock(probe, paused=False, pause_claimed=True, used_days=3)
        probe._clock_complete_pause(document_number="评审〔2026〕1号")
        self.assertClock(probe, paused=False, pause_claimed=True)
        self.travel('2026-03-06')
        probe._clock_complete_pause(approved_by=self.leader)
        self.travel('2026-03-10')
        self.assertClock(probe, paused=True, pause_claimed=False, used_days=4)

    def test_a_pause_past_its_maximum_counts_again_by_itself(self):
        probe = self.probe(limit_days=20)
        probe._clock_start()
        probe._clock_pause(self.review, document_number="评审〔2026〕1号", approved_by=self.leader)
        self.assertClock(probe, pause_ends_on='2026-03-30', paused=True)
        self.travel('2026-04-01')
        self.assertClock(probe, used_days=2, paused=False)
        probe._clock_recompute()
        self.assertClock(probe, used_days=2, due_date='2026-04-28', pause_ends_on=False)

    def test_overlapping_pauses_count_once(self):
        probe = self.probe()
        probe._clock_start()
        for day, action in [
            ('2026-03-03', lambda: probe._clock_pause(self.free)),
            ('2026-03-05', lambda: probe._clock_pause(self.reason, document_number="1")),
            ('2026-03-09', lambda: probe._clock_resume(reason=self.free)),
        ]:
            self.travel(day)
            action()
        self.assertClock(probe, paused=True, used_days=1)
        self.travel('2026-03-11')
        probe._clock_resume()
        self.assertClock(probe, paused=False, used_days=1, due_date='2026-03-24')

    def test_natural_days(self):
        probe = self.probe(limit_days=30, limit_unit='natural')
        probe._clock_start()
        self.assertClock(probe, due_date='2026-04-01')

    def test_two_limits_from_one_stream(self):
        """The promise is in working days, the law may count natural ones."""
        probe = self.probe(statutory_limit=60, statutory_limit_unit='natural')
        probe._clock_start()
        self.travel('2026-03-12')
        probe._clock_pause(self.free)
        self.travel('2026-03-22')
        probe._clock_resume()
        self.assertClock(probe, due_date='2026-03-24', statutory_due_date='2026-05-11')
        self.assertEqual(probe.statutory_remaining_days, 50)

    def test_due_dates_in_an_unpublished_year_are_provisional(self):
        probe = self.probe(limit_days=60)
        self.travel('2026-11-23')
        probe._clock_start()
        self.assertClock(probe, deadline_provisional=True)
        self.assertEqual(probe.due_date.year, 2027)

    # === the end === #
    def test_the_last_day_is_on_time(self):
        probe, late = self.probe(limit_days=5), self.probe(limit_days=5)
        (probe + late)._clock_start()
        self.travel('2026-03-09')
        probe._clock_finish()
        self.travel('2026-03-10')
        late._clock_finish()
        self.assertClock(probe, finished_late=False, used_days=5, light='grey')
        self.assertClock(late, finished_late=True, used_days=6)

    def test_lights(self):
        """yellow when remaining ≤ max(1, 20 % of the limit), orange on the last day, red after it."""
        probe = self.probe()
        probe._clock_start()
        for day, light in [('2026-03-02', 'green'), ('2026-03-11', 'green'), ('2026-03-12', 'yellow'),
                           ('2026-03-13', 'yellow'), ('2026-03-16', 'orange'), ('2026-03-17', 'red')]:
            self.travel(day)
            self.assertEqual(probe._clock_light(), light, day)
            self.assertEqual(self.env[MODEL].search([('light', '=', light)]), probe, day)
            self.assertFalse(self.env[MODEL].search([('light', '!=', light)]), day)

    def test_a_pause_hides_no_delay(self):
        probe = self.probe(limit_days=1)
        probe._clock_start()
        self.travel('2026-03-05')
        probe._clock_pause(self.free)
        self.assertClock(probe, light='red')

    def test_the_daily_job_writes_only_what_changes(self):
        probes = self.probe() + self.probe(limit_days=3) + self.probe(limit_days=60)
        probes._clock_start()
        self.travel('2026-03-05')
        self.assertEqual(probes.mapped('light'), ['green', 'green', 'green'])
        with RecordCapturer(self.env['daiban.clock.event']) as events:
            self.assertEqual(list(self.env['daiban.clock.mixin']._turn_lights()), [(1, 0)])
            self.assertEqual(list(self.env['daiban.clock.mixin']._turn_lights()), [])
        self.assertEqual(probes.mapped('light'), ['green', 'orange', 'green'])
        self.assertFalse(events.records)

    def test_the_daily_job_wakes_what_was_paused_too_long(self):
        probe = self.probe()
        probe._clock_start()
        probe._clock_pause(self.review, document_number="1", approved_by=self.leader)
        self.travel('2026-03-31')
        list(self.env['daiban.clock.mixin']._turn_lights())
        self.assertClock(probe, light='green', due_date='2026-04-14', holder_kind='nobody')

    # === holders === #
    def test_the_ball_is_with_someone_before_the_clock_runs(self):
        probe = self.probe()
        probe._clock_handover('window')
        self.travel('2026-03-04')
        probe._clock_handover('unit', unit=self.unit, user=self.leader)
        self.travel('2026-03-06')
        probe._clock_start(holder_kind='unit', unit=self.unit, user=self.handler)
        self.assertClock(probe, holder_kind='unit', holder_since='2026-03-06', used_days=0)
        self.assertEqual(probe.holder_user_id, self.handler)
        spans = self.env['daiban.clock.span'].search([('res_model', '=', MODEL), ('res_id', '=', probe.id)])
        self.assertEqual(spans.mapped('state'), ['waiting', 'waiting', 'counting'])
        self.assertEqual(spans.mapped('date_to'), [date(2026, 3, 4), date(2026, 3, 6), False])

    def test_each_record_its_own_holder_in_one_call(self):
        probes = self.probe() + self.probe()
        other = self.unit.sudo().create({'name': "另一局", 'code': 'probe_other'})
        probes._clock_handover('unit', unit=dict(zip(probes.ids, (self.unit, other), strict=True)))
        self.assertEqual(probes.mapped('holder_unit_id'), self.unit + other)

    # === extensions and corrections === #
    def test_an_extension_moves_both_due_dates_once(self):
        probe = self.probe(statutory_limit=20)
        probe._clock_start()
        probe._clock_extend(5, approved_by=self.leader)
        self.assertClock(probe, due_date='2026-03-23', statutory_due_date='2026-04-07', extension_days=5)
        with self.assertRaisesRegex(UserError, "once already"):
            probe._clock_extend(1, approved_by=self.leader)

    def test_a_correction_is_as_if_it_had_never_been(self):
        probe = self.probe()
        probe._clock_start()
        before = probe.read(['due_date', 'used_days', 'light', 'holder_kind', 'pause_since'])
        event = probe._clock_pause(self.free)
        probe._clock_void(event, self.leader, "误操作")
        self.assertEqual(probe.read(['due_date', 'used_days', 'light', 'holder_kind', 'pause_since']), before)

    def test_reopening_runs_on_as_if_never_finished(self):
        probe = self.probe()
        probe._clock_start()
        self.travel('2026-03-04')
        probe._clock_finish()
        self.travel('2026-03-06')
        probe._clock_reopen(self.leader, "误办结")
        self.assertClock(probe, finished_on=False, used_days=4, light='green')

    def test_a_late_entry_is_flagged(self):
        probe = self.probe()
        event = probe._clock_start(date='2026-02-26')
        self.assertTrue(event.late_entry)
        self.assertClock(probe, used_days=3)

    # === refusals === #
    def assertRefused(self, words, method, *args, **kwargs):
        count = self.env['daiban.clock.event'].sudo().search_count([])
        with self.assertRaisesRegex(UserError, words):
            method(*args, **kwargs)
        self.assertEqual(self.env['daiban.clock.event'].sudo().search_count([]), count)

    def test_what_a_clock_cannot_take_is_refused(self):
        probe = self.probe()
        self.assertRefused("not been started", probe._clock_pause, self.free)
        self.assertRefused("not been started", probe._clock_finish)
        self.assertRefused("in the future", probe._clock_start, date='2026-03-03')
        probe._clock_start()
        self.assertRefused("already started", probe._clock_start)
        self.assertRefused("was started on", probe._clock_pause, self.free, date='2026-03-01')
        self.assertRefused("not paused", probe._clock_resume)
        self.assertRefused("not paused", probe._clock_complete_pause, document_number="1")
        self.assertRefused("10 days at most", probe._clock_extend, 11, approved_by=self.leader)
        self.assertRefused("approval of the leader", probe._clock_extend, 5)
        self.assertRefused("cannot approve", probe._clock_extend, 5, approved_by=self.handler)
        probe._clock_pause(self.free)
        self.assertRefused("already paused", probe._clock_pause, self.free)
        probe._clock_resume()
        self.travel('2026-03-04')
        probe._clock_pause(self.free)
        self.assertRefused("begins", probe._clock_resume, date='2026-03-03')
        self.assertRefused("entry of 2026-03-04", probe._clock_finish, date='2026-03-03')
        event = probe._clock_finish()
        self.assertRefused("was finished", probe._clock_resume)
        self.assertRefused("another person", probe._clock_void, event, None)
        self.assertRefused("cannot approve", probe._clock_void, event, self.handler)

    def test_one_refusal_refuses_the_batch(self):
        probes = self.probe() + self.probe()
        probes[1]._clock_start()
        self.assertRefused("already started", probes._clock_start)
        self.assertFalse(probes[0].started_on)

    def test_stored_numbers_cannot_be_typed(self):
        probe = self.probe()
        for values in ({'due_date': '2027-01-01'}, {'light': 'green'}, {'clock_used': 0}, {'holder_since': False}):
            with self.assertRaisesRegex(UserError, "cannot be typed"):
                probe.write(values)
        probe._clock_start()
        with self.assertRaisesRegex(UserError, "already running"):
            probe.limit_days = 99

    def test_a_record_with_a_history_is_not_deleted(self):
        probe = self.probe()
        probe._clock_start()
        with self.assertRaisesRegex(UserError, "history"):
            probe.sudo().unlink()

    def test_many_records_take_the_same_number_of_queries(self):
        def queries(number):
            probes = self.env[MODEL].with_user(self.handler).create([{'limit_days': 10}] * number)
            self.env.flush_all()
            count = self.cr.sql_log_count
            probes._clock_start()
            probes.flush_recordset()
            return self.cr.sql_log_count - count
        queries(1)
        few, many = queries(5), queries(50)
        self.assertLessEqual(many, few + 3)
