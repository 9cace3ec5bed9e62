from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestPreReview(CaseCommon):
    """R71, R72: the units of the five links look at a project before it is filed, and follow it early."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.case = cls._submitted()

    def _review(self, **vals):
        return self.env['daiban.pre.review'].with_user(self.supervisor).create({'project_id': self.case.id, **vals})

    def test_the_five_links_of_the_scheme(self):
        self.assertEqual(
            self.env['daiban.review.link'].search([]).mapped('name'), ["立项", "选址", "用地", "消防", "建设"])
        self.assertEqual(len(self._review().link_ids), 5)

    def test_before_filing_the_units_of_the_plan_are_asked(self):
        """The case has no items yet: its plan says who will decide."""
        review = self._review()
        review.action_ask()
        units = review.opinion_ids.unit_id
        self.assertEqual(units, self.drc | self.ref('unit_natural_resources') | self.housing)
        opinion = review.opinion_ids.filtered(lambda one: one.unit_id == self.housing)
        self.assertIn("建设（建筑工程施工许可证核发", opinion.subject)
        self.assertTrue(self.case.with_user(self.handler).has_access('read'))
        opinion.with_user(self.handler).write({'position': 'agree'})
        opinion.with_user(self.handler).action_give()
        self.assertEqual(opinion.state, 'given')

    def test_the_units_are_named_before_it_is_saved(self):
        """R71: whoever prepares it sees at once whom it will ask."""
        review = self.env['daiban.pre.review'].with_user(self.supervisor).new({
            'project_id': self.case.id, 'link_ids': [Command.set(self.env['daiban.review.link'].search([]).ids)]})
        self.assertIn(self.housing, review.unit_ids._origin)

    def test_who_is_not_asked_does_not_see_it(self):
        review = self._review()
        review.action_ask()
        self.assertFalse(review.with_user(self.stranger).has_access('read'))
        self.assertFalse(self.case.with_user(self.stranger).has_access('read'))

    def test_early_tasks_with_a_date(self):
        """R72"""
        review = self._review(early_due='2026-03-10')
        review.action_ask()
        tasks = self.case.sudo().support_task_ids.filtered(lambda task: task.kind == 'early')
        self.assertEqual(tasks.unit_id, review.opinion_ids.unit_id)
        self.assertEqual(({str(day) for day in tasks.mapped('due_date')}, set(tasks.mapped('state'))),
                         ({'2026-03-10'}, {'running'}))

    def test_only_what_is_still_to_be_filed(self):
        self.case.material_ids.action_verify()
        self.case.action_accept()
        self.case.action_start()
        item = self._item(self.case, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.with_user(self.handler).action_start()
        review = self._review(link_ids=[Command.set(self.ref('review_link_filing').ids)])
        with self.assertRaisesRegex(UserError, "nothing of this project is still to be filed"):
            review.action_ask()
        self.assertFalse(review.opinion_ids)

    def test_a_link_is_needed(self):
        with self.assertRaisesRegex(UserError, "at least one link"):
            self._review(link_ids=[Command.clear()]).action_ask()

    def test_joint_review_as_a_meeting_with_the_units_asked(self):
        review = self._review()
        review.action_ask()
        meeting = self.env['daiban.meeting'].browse(review.action_prepare_meeting()['res_id'])
        self.assertEqual((meeting.kind, meeting.project_ids), ('pre_approval_review', self.case))
        self.assertEqual(meeting.attendance_ids.unit_id, review.opinion_ids.unit_id)
        self.assertEqual(review.opinion_ids.meeting_id, meeting)
        self.assertEqual(review.action_prepare_meeting()['res_id'], meeting.id)

    def test_the_center_leads(self):
        """R71: 由区行政服务中心管委会牵头."""
        for user in (self.agent, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self.env['daiban.pre.review'].with_user(user).create({'project_id': self.case.id})

    def test_conclusion_keeps_who_said_nothing(self):
        review = self._review()
        review.action_ask()
        with self.assertRaisesRegex(UserError, "Conclusion"):
            review.action_conclude()
        with freeze_time('2026-03-06 02:00:00'):
            review.conclusion = "同意按图推进。"
            review.action_conclude()
        self.assertEqual(review.state, 'concluded')
        self.assertIn(self.housing.name, review.outcome_text)
        self.assertEqual(set(review.opinion_ids.mapped('state')), {'withdrawn'})
        with self.assertRaises(AccessError):
            review.conclusion = "改"
