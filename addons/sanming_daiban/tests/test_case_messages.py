from odoo.tests import freeze_time, tagged
from odoo.tools import format_date, mute_logger

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseMessages(CaseCommon):
    """Each turn is told to the enterprise in plain words, with the next step and its date; work goes to the staff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.enterprise.write({'email': 'owner@example.com', 'lang': 'en_US'})

    def turns(self, project):
        """Subjects of the messages that the enterprise got, oldest first."""
        comment = self.env.ref('mail.mt_comment')
        messages = project.sudo().message_ids.filtered(lambda message: message.subtype_id == comment)
        self.assertTrue(all(self.owner.partner_id in message.notified_partner_ids for message in messages))
        return [message.subject for message in messages.sorted('id')]

    def activities(self, record, user):
        return record.sudo().activity_ids.filtered(lambda activity: activity.user_id == user).mapped('summary')

    def test_every_turn_of_a_case_is_told(self):
        project = self._submitted()
        project.action_request_supplement()
        project.action_submit()
        project.material_ids.action_verify()
        project.action_accept()
        project.action_start()
        subjects = self.turns(project)
        for number, words in enumerate(("received your request", "complete your request", "received your supplement",
                                        "accepted", "reached the stage")):
            self.assertIn(words, subjects[number])

    def test_next_step_with_its_date(self):
        project = self._submitted()
        self.assertIn(format_date(self.env, project.due_date, date_format='long'), project._turn_next())
        running = self._running()
        active = running.sudo().item_ids.filtered('is_active')
        self.assertIn(active[0].name, running.sudo()._turn_next())

    def test_a_stage_is_told_once(self):
        project = self._running()
        stages = [subject for subject in self.turns(project) if "reached the stage" in subject]
        self.assertEqual(len(stages), 1)
        self._finish(self._item(project, 'A01'))
        told = [subject for subject in self.turns(project) if "reached the stage" in subject]
        self.assertEqual(len(told), len(set(told)))

    def test_a_pause_for_the_enterprise_is_told_and_a_claimed_one_asks_the_leader(self):
        project = self._running()
        item = self._item(project, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.action_start()
        reason = self.env['daiban.pause.reason'].search([('holder', '=', 'enterprise')], limit=1)
        reason.needs_approval = True
        item.action_pause(reason)
        self.assertIn("waits for you", self.turns(project)[-1])
        self.assertIn("Approve the pause or have the work go on", self.activities(item, self.leader))
        item.with_user(self.leader).action_approve_pause()
        self.assertNotIn("Approve the pause or have the work go on", self.activities(item, self.leader))

    def test_withdrawal_reaches_the_agent_and_whoever_works_on_it(self):
        project = self._running()
        item = self._item(project, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        project.with_user(self.owner)._portal_withdraw("项目调整")
        self.assertIn("withdrew", self.turns(project)[-1])
        self.assertIn("The enterprise has withdrawn its request", self.activities(project, self.agent))
        self.assertIn("Stop: the case was closed", self.activities(item, self.handler))

    def test_termination_is_told(self):
        project = self._running()
        project.action_terminate("项目取消", 'cancelled')
        self.assertIn("has ended", self.turns(project)[-1])
        self.assertIn("项目取消", project.sudo().message_ids.filtered('subject')[:1].body)

    def test_what_comes_in_is_work_for_the_window_until_it_is_decided(self):
        project = self._submitted(agent_id=self.agent.id)
        self.assertEqual(self.activities(project, self.agent), ["New request: examine it"])
        self.assertEqual(project.sudo().activity_ids.date_deadline, project.due_date)
        project.action_request_supplement()
        self.assertFalse(self.activities(project, self.agent))
        project.action_submit()
        self.assertEqual(self.activities(project, self.agent), ["Supplement received: examine it"])
        project.material_ids.action_verify()
        project.action_accept()
        self.assertFalse(self.activities(project, self.agent))

    def test_a_template_that_cannot_be_filled_in_does_not_stop_the_case(self):
        """Odoo checks a template when it is written, with any case; it may still fail with another one."""
        self.ref('mail_template_project_accepted').body_html = '<p t-out="1 // (object.name != \'坏\')"/>'
        with mute_logger('odoo.addons.mail.models.mail_render_mixin',
                         'odoo.addons.sanming_daiban.models.case.daiban_project_message'):
            project = self._accepted(name="坏")
        self.assertEqual(project.state, 'accepted')
        self.assertIn("We hand it to the departments", project.sudo().message_ids.filtered('body')[0].body)

    def test_an_archived_template_switches_its_turn_off(self):
        self.ref('mail_template_project_received').active = False
        self.assertEqual(self.turns(self._submitted()), [])
