from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestDaily(CaseCommon):
    """Issue 3, point 7: the daily job turns the lights, rules that anybody can edit do the rest."""

    def setUp(self):
        super().setUp()
        self.mixin = self.env['daiban.clock.mixin']
        self.parameters = self.env['ir.config_parameter']
        with freeze_time('2026-03-02 04:00:00'):
            item = self._running().item_ids.filtered(lambda item: item.state == 'dispatched')[:1]
            item.with_user(self.leader).action_assign(self.handler)
            item.with_user(self.handler).action_start()
            self.item = item.sudo()
            self.item.limit_days = 5

    def _day(self, day):
        """The daily job of that day; what it tells people."""
        before = self.item.activity_ids
        with freeze_time(f'{day} 00:05:00'):
            list(self.mixin._turn_lights())
        return [(activity.user_id, self.item.light) for activity in self.item.activity_ids - before]

    def test_handler_then_leader_are_told_once_each(self):
        self.assertEqual(self._day('2026-03-03'), [])
        self.assertEqual(self._day('2026-03-06'), [(self.handler, 'yellow')])
        self.assertEqual(self._day('2026-03-07'), [])
        self.assertEqual(self._day('2026-03-09'), [(self.leader, 'orange')])
        self.assertEqual(self._day('2026-03-10'), [(self.leader, 'red')])
        self.assertEqual(self._day('2026-03-11'), [])

    def test_nobody_is_written_to_on_a_rest_day(self):
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-02-28')
        with freeze_time('2026-03-07 00:05:00'):
            self.mixin._cron_turn_lights()
            self.assertFalse(self.mixin._lights_late())
        self.assertEqual(self.parameters.get_param('sanming_daiban.lights_turned_on'), '2026-02-28')

    def test_supervisors_learn_once_that_the_job_did_not_run(self):
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-03-02')
        messages = self.env['mail.message'].search([], order='id desc', limit=1).id
        with freeze_time('2026-03-03 00:30:00'):
            self.assertFalse(self.mixin._lights_late())
        with freeze_time('2026-03-03 02:00:00'):
            self.assertTrue(self.mixin._lights_late())
            self.mixin._cron_watch_lights()
            self.mixin._cron_watch_lights()
        told = self.env['mail.message'].search([
            ('id', '>', messages), ('partner_ids', 'in', self.supervisor.partner_id.ids)])
        self.assertEqual(len(told), 1)
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-03-03')
        with freeze_time('2026-03-03 02:00:00'):
            self.assertFalse(self.mixin._lights_late())
