from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestDaily(CaseCommon):
    """DESIGN 5.3: the daily job runs while the office is open, and is missed when it does not."""

    def setUp(self):
        super().setUp()
        self.mixin = self.env['daiban.clock.mixin']
        self.parameters = self.env['ir.config_parameter']

    def test_nobody_is_written_to_on_a_rest_day(self):
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-02-28')
        with freeze_time('2026-03-07 00:05:00'):
            self.mixin._cron_turn_lights()
            self.assertFalse(self.mixin._lights_late())
        self.assertEqual(self.parameters.get_param('sanming_daiban.lights_turned_on'), '2026-02-28')

    def test_nobody_is_written_to_outside_working_hours(self):
        """A publication in the evening, or a server that comes back at night, waits for the morning."""
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-02-28')
        for moment, runs in (('2026-03-02 12:00:00', False), ('2026-03-02 23:50:00', False),
                             ('2026-03-03 00:05:00', True), ('2026-03-03 09:55:00', True)):
            with freeze_time(moment):
                self.mixin._cron_turn_lights()
            turned = self.parameters.get_param('sanming_daiban.lights_turned_on')
            self.assertEqual(turned, '2026-03-03' if runs else '2026-02-28', moment)

    def test_every_page_of_supervisors_and_managers_says_so(self):
        """Also when all jobs are dead: the page asks, not a job."""
        self.parameters.set_param('sanming_daiban.lights_turned_on', '2026-03-02')

        def warnings():
            return [
                bool(self.env['daiban.clock.mixin'].with_user(user)._lights_warning()) for user in (
                    self.supervisor, self.manager)]
        with freeze_time('2026-03-03 00:30:00'):
            self.assertEqual(warnings(), [False, False])
        with freeze_time('2026-03-03 01:30:00'):
            self.assertEqual(warnings(), [True, True])
            self.mixin._note_lights_turned()
            self.assertEqual(warnings(), [False, False], "it has run, or was installed today")

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
