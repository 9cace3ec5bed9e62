from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon

MONDAY = '2026-03-02 02:00:00'


def at(day):
    """Mid-morning of that day in the district."""
    return freeze_time(f'{day} 02:00:00')


@tagged('post_install', '-at_install')
class TestNoticeGuard(CaseCommon):
    """行政许可法 32: told within five working days, or accepted as of the day of receipt."""

    def setUp(self):
        super().setUp()
        with freeze_time(MONDAY):
            self.project = self._submitted()

    def daily_job(self, day):
        self.env.invalidate_all()  # a job has a transaction of its own
        with at(day):
            return list(self.project._clock_day_begins())

    def supplement(self, served, answered):
        with at(served):
            self.project.action_request_supplement()
        with at(answered):
            self.project.action_submit()

    def reminders(self):
        guard = self.env.ref('sanming_daiban.activity_guard')
        return self.project.sudo().activity_ids.filtered(lambda activity: activity.activity_type_id == guard)

    def test_nothing_happens_within_the_five_days(self):
        self.daily_job('2026-03-09')
        self.assertEqual(self.project.state, 'submitted')
        self.assertFalse(self.project.accepted_by_lapse)

    def test_silence_accepts_as_of_the_receipt(self):
        """行政许可法 32: written, reported, with agent, card and items, as of the day of receipt, not of day six."""
        self.daily_job('2026-03-10')
        project = self.project
        self.assertEqual((project.state, project.accepted_on), ('accepted', date(2026, 3, 2)))
        self.assertTrue(project.accepted_by_lapse and project.card_id and project.item_ids)
        self.assertEqual(project.agent_id, self.agent)
        letter = project.notice_ids
        self.assertEqual((letter.kind, letter.state), ('lapse', 'served'))
        self.assertTrue(letter.note)
        supervision = self.env.ref('sanming_daiban.activity_supervision')
        told = project.sudo().activity_ids.filtered(lambda activity: activity.activity_type_id == supervision)
        self.assertIn(self.supervisor, told.user_id)
        found = project.with_user(self.supervisor).search([('accepted_by_lapse', '=', True)])
        self.assertIn(project, found)

    def test_job_is_idempotent_and_right_when_late(self):
        for day in ('2026-04-20', '2026-04-20', '2026-04-21'):
            self.daily_job(day)
        self.assertEqual(self.project.accepted_on, date(2026, 3, 2))
        self.assertEqual(len(self.project.notice_ids), 1)
        self.assertTrue(self.project.finished_late)

    def test_clerk_who_comes_before_the_late_job(self):
        """The law has decided, whichever button is pressed first after the fifth day."""
        reason = self.env.ref('sanming_daiban.reject_outside_district')
        for press in (self.project.action_request_supplement, self.project.action_prepare_notice,
                      self.project.action_accept, lambda: self.project.action_reject(reason, "不在本区")):
            with self.subTest(press), at('2026-03-10'), self.env.cr.savepoint() as savepoint:
                told = press()
                self.assertEqual(told['tag'], 'display_notification')
                self.assertTrue(self.project.accepted_by_lapse)
                self.assertEqual((self.project.state, self.project.accepted_on), ('accepted', date(2026, 3, 2)))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_notice_prepared_in_time_and_served_too_late(self):
        with at('2026-03-06'):
            self.project.action_prepare_notice()
        notice = self.project.notice_ids
        with at('2026-03-10'):
            notice.action_serve()
        self.assertEqual((self.project.state, self.project.notice_ids.mapped('kind')), ('accepted', ['lapse']))

    def test_one_failing_case_keeps_no_other_waiting(self):
        with freeze_time(MONDAY):
            other = self._submitted()
        self.patch(type(self.project), '_freeze_plan', lambda records: self._fail_for(records))
        with self.assertLogs('odoo.addons.sanming_daiban.models.clock.daiban_clock_daily_mixin', 'ERROR'):
            self.daily_job('2026-03-10')
        self.assertEqual((self.project.state, other.state), ('submitted', 'accepted'))

    def _fail_for(self, records):
        if records == self.project:
            raise UserError("no plan")  # pylint: disable=translation-required

    def test_the_time_of_the_enterprise_does_not_lapse(self):
        """R28: while the notice is with the enterprise the guard rests, for as long as it takes."""
        with at('2026-03-05'):
            self.project.action_request_supplement()
        self.daily_job('2026-06-01')
        self.assertEqual(self.project.state, 'supplement')

    def test_fresh_five_days_from_the_supplement(self):
        self.supplement('2026-03-05', '2026-03-16')
        self.assertEqual(self.project.due_date, date(2026, 3, 23))
        self.assertEqual(self.project.received_on, date(2026, 3, 16))
        self.daily_job('2026-03-23')
        self.assertEqual(self.project.state, 'submitted')
        self.daily_job('2026-03-24')
        self.assertEqual(self.project.accepted_on, date(2026, 3, 16))
        self.assertEqual(self.project.submitted_on, date(2026, 3, 2))
        self.assertEqual(self.env['daiban.project']._verify_clocks(), [])

    def test_window_is_reminded_on_the_last_days_once_each(self):
        expected = {'2026-03-03': 0, '2026-03-04': 0, '2026-03-05': 1, '2026-03-06': 1, '2026-03-09': 1}
        for day, number in expected.items():
            self.daily_job(day)
            first = self.reminders()
            self.daily_job(day)
            self.assertEqual(self.reminders(), first, day)
            self.assertEqual(len(first), number, day)
        self.assertEqual(first.user_id, self.agent)
        self.assertEqual(first.date_deadline, date(2026, 3, 9))
        with at('2026-03-09'):
            self.project.material_ids.action_verify()
            self.project.action_accept()
        self.assertFalse(self.reminders())

    def test_reminded_again_after_the_supplement(self):
        self.daily_job('2026-03-05')
        self.supplement('2026-03-05', '2026-03-16')
        self.assertFalse(self.reminders())
        self.daily_job('2026-03-19')
        self.assertEqual(self.reminders().date_deadline, date(2026, 3, 23))

    def test_the_real_job(self):
        """The scheduled action finds it."""
        with at('2026-03-10'), self.enter_registry_test_mode():
            self.env.flush_all()
            self.env.ref('sanming_daiban.ir_cron_turn_lights').method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.project.accepted_by_lapse)

    def test_nobody_sets_it_by_hand(self):
        for vals in ({'accepted_by_lapse': True}, {'received_on': '2026-01-01'}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.project.write(vals)
