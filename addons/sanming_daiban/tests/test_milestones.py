from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .support_common import SupportCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-03-02 02:00:00')
class TestMilestones(SupportCommon):
    """R77: 确保如期供地，保障项目如期开工."""

    def setUp(self):
        super().setUp()
        self.project = self._accepted(category_id=self.social.id)
        self.case = self.project.with_user(self.agent)

    def _day(self):
        for _record in self.env['daiban.project']._clock_day_begins():
            pass
        for _record in self.env['daiban.support.task']._clock_day_begins():
            pass

    def _summaries(self, record, user):
        return record.sudo().activity_ids.filtered(lambda one: one.user_id == user).mapped('summary')

    def test_kept_and_slipped(self):
        """R77: planned and actual stand side by side; the slip is counted in working days."""
        self.case.planned_start_date = '2026-03-06'
        with freeze_time('2026-03-11 02:00:00'):
            self.assertTrue(self.case.milestone_late)
            self.assertIn(self.case, self.case.search([('milestone_late', '=', True)]))
            self.case.construction_started_on = '2026-03-10'
        self.assertEqual(self.case.start_slip, 2)
        self.assertFalse(self.case.milestone_late)

    def test_alarm_once(self):
        """R77: the agent and supervision are told, once; with another planned day, again."""
        self.case.planned_start_date = '2026-12-31'
        self._day()
        self.assertFalse(self.case.milestone_told, "nothing slips yet")
        self.case.planned_start_date = '2026-03-04'
        self._day()
        self.assertIn("can only start", self._summaries(self.project, self.agent)[-1])
        self.assertFalse(self._summaries(self.project, self.supervisor))
        with freeze_time('2026-03-05 02:00:00'):
            self._day()
            self._day()
        self.assertEqual(self._summaries(self.project, self.supervisor), ["The construction did not start as planned"])

    def test_the_land_is_the_item_of_the_land(self):
        """R77: where the case has an item of the land supply, its end is the actual day."""
        item = self.project._land_items()
        self.assertEqual(item.code, 'A03')
        self.assertFalse(self.case.land_delivered_on)
        item.sudo().state = 'assigned'
        item.sudo()._clock_start()
        with freeze_time('2026-03-05 02:00:00'):
            item.sudo()._clock_finish(along={'state': 'done'})
            self.assertEqual(self.case.land_delivered_on, date(2026, 3, 5))

    def test_what_has_happened_is_not_in_the_future(self):
        """Bad input: an actual day cannot lie in the future."""
        with self.assertRaisesRegex(ValidationError, "cannot lie in the future"), self.env.cr.savepoint():
            self.case.construction_started_on = '2026-03-03'

    def test_tasks_are_counted_back(self):
        """R74, R77: what an item needs is needed when that item must begin, and must begin so many days before."""
        task = self._task(self.project, 'survey')
        self.assertEqual(task.planned_due, self.project._items_start_by()[task.item_id.id])
        self.assertLess(task.start_by, task.planned_due)
        other = self._independent(partner_id=self.rival.id, planned_start_date='2026-09-30')
        self.assertEqual(self._task(other, 'road').planned_due, date(2026, 9, 30))
        self.assertEqual(self._task(other, 'road').start_by, date(2026, 7, 8))

    def test_who_is_told_that_it_must_begin(self):
        """R75, R77: the responsible person when it must begin; supervision too if it is mandatory."""
        project = self._independent(partner_id=self.rival.id, planned_start_date='2026-09-30')
        road, power = self._task(project, 'road'), self._task(project, 'power')
        with freeze_time('2026-07-08 02:00:00'):
            self._day()
            self._day()
            words = ["It must begin now to be done when it is needed"]
            self.assertEqual(self._summaries(road, road.user_id), words)
            self.assertEqual(self._summaries(road, self.supervisor), words)
            self.assertFalse(power.sudo().activity_ids)
        with freeze_time('2026-07-09 02:00:00'):
            self.assertTrue(road.is_late)
            late = road.search([('is_late', '=', True)])
            self.assertIn(road, late)
            self.assertNotIn(power, late)

    def test_who_is_told_that_it_is_overdue(self):
        """R77: a running task that is overdue is told to its person, the agent and supervision, once."""
        task = self._task(self._independent(partner_id=self.rival.id), 'power', self.utility)
        task.action_start()
        with freeze_time('2026-04-30 02:00:00'):
            self._day()
            self._day()
            for user in (self.utility, self.agent, self.supervisor):
                self.assertEqual(self._summaries(task, user).count("The support task is overdue"), 1, user.login)
