from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .coordination_common import CoordinationCommon


@tagged('post_install', '-at_install')
class TestIssue(CoordinationCommon):
    """R7, R90, R59, R60: a problem has an owner and a day, and goes up one step at a time."""

    def test_opened_by_window_and_department(self):
        """R90: who works on the case writes the problem down; it lies with the item's unit and has a day."""
        for user in (self.agent, self.handler, self.leader, self.supervisor):
            with self.subTest(user.login):
                issue = self._issue(user)
                self.assertEqual((issue.unit_id, issue.owner_id), (self.unit, self.handler))
                self.assertEqual(str(issue.due_date), '2026-03-09')
                self.assertEqual(issue.sudo().activity_ids.user_id, self.handler)
        for user in (self.stranger, self.other_agent, self.auditor, self.manager, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._issue(user)

    def test_in_approval_and_construction(self):
        """R7: in the construction phase too, without an item; it lies with the unit that leads the case."""
        issue = self._issue(phase='construction', item_id=False, name="临时用电未接通")
        self.assertEqual((issue.phase, issue.unit_id), ('construction', self.window))

    def test_construction_goes_on_when_the_case_is_completed_but_not_when_it_is_withdrawn(self):
        """R7: the completion of the approval ends no problem of the construction; a withdrawn case has none."""
        issue = self._issue(phase='construction')
        self.project.sudo()._close('done')
        self.assertEqual(issue.state, 'open')
        self.project.sudo()._close('withdrawn', reason="撤回")
        self.assertEqual(issue.state, 'withdrawn')

    def test_item_of_another_case_refused(self):
        other = self._running(name="另一个项目")
        with self.assertRaisesRegex(ValidationError, "another case"), self.cr.savepoint():
            self._issue(item_id=other.item_ids[0].id)

    def test_solved_with_what_was_done(self):
        """R90: the unit or the agent solves it and says how; without that the dialog asks."""
        issue = self._issue()
        self.assertEqual(issue.action_resolve()['res_model'], 'daiban.issue.decision')
        self.assertEqual(issue.state, 'open')
        issue.with_user(self.handler).action_resolve("双方现场踏勘后调整三米")
        self.assertEqual((issue.state, issue.resolved_by_id), ('resolved', self.handler))
        self.assertTrue(issue.finished_on)
        self.assertFalse(issue.sudo().activity_ids)
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            issue.action_resolve("又一次")

    def test_up_the_ladder_one_step_at_a_time(self):
        """R59, R60: unit → center → government → city, each with its reason; supervision has it from the center."""
        issue = self._issue()
        issue.action_escalate("规划与住建各执一词")
        self.assertEqual((issue.level, issue.unit_id), ('center', self.ref('unit_center')))
        self.assertFalse(issue.owner_id)
        self.assertEqual(issue.sudo().activity_ids.user_id & (self.supervisor | self.chief),
                         self.supervisor | self.chief)
        for user in (self.agent, self.handler):
            with self.subTest(user.login), self.assertRaisesRegex(AccessError, "service center now"):
                issue.with_user(user).action_resolve("自己办了")
        record = issue.with_user(self.supervisor)
        record.action_take_over()
        self.assertEqual(issue.sudo().activity_ids.user_id, self.supervisor)
        with self.assertRaisesRegex(UserError, "already"):
            issue.with_user(self.chief).action_take_over()
        record.action_escalate("中心会商未达成一致")
        self.assertEqual((issue.level, issue.unit_id, issue.owner_id),
                         ('government', self.ref('unit_government'), self.supervisor))
        record.action_escalate("需市里定")
        self.assertEqual(issue.unit_id, self.ref('unit_city_center'))
        with self.assertRaisesRegex(UserError, "no level above"):
            record.action_escalate("再上")
        self.assertEqual(issue.escalation_ids.mapped('to_level'), ['center', 'government', 'city'])

    def test_skipped_step_is_kept_with_its_reason(self):
        """R60: a lower step may be left out only with a reason, and it stays visible that it was."""
        issue = self._issue()
        self.assertEqual(issue.action_escalate()['res_model'], 'daiban.issue.decision')
        with self.assertRaises(AccessError):
            issue.action_escalate("等不及", level='government')
        self.assertEqual((issue.level, issue.escalation_ids.ids), ('unit', []))
        issue.with_user(self.supervisor).action_escalate("区领导已批示", level='government')
        self.assertTrue(issue.escalation_ids.skipped)

    def test_center_without_a_meeting_counts_as_skipped(self):
        """R59 before R60: the government is asked after a meeting of the center, or it is noted that there was none."""
        first, second = self._issue(), self._issue(name="另一个问题")
        (first | second).action_escalate("部门间不一致")
        meeting = self._held(agenda_ids=[(0, 0, {'name': "红线", 'issue_id': second.id})])
        self.assertEqual(meeting.agenda_ids.issue_id, second)
        (first | second).with_user(self.supervisor).action_escalate("需区政府定")
        self.assertTrue(first.escalation_ids[-1].skipped)
        self.assertFalse(second.escalation_ids[-1].skipped)

    def test_never_down(self):
        issue = self._issue()
        issue.action_escalate("上报")
        with self.assertRaisesRegex(UserError, "goes up only"):
            issue.with_user(self.supervisor).action_escalate("退回", level='center')

    def test_by_hand_nothing_moves(self):
        issue = self._issue()
        for name, value in (('level', 'city'), ('state', 'resolved'), ('resolution', "好了")):
            with self.subTest(name), self.assertRaises(AccessError):
                issue[name] = value
        other = issue.with_user(self.leader)
        with self.assertRaises(AccessError):
            other.description = "别的部门改的"
        with self.assertRaises(AccessError):
            issue.escalation_ids.create({'issue_id': issue.id, 'reason': "x"})

    def test_late_is_told_once(self):
        issue = self._issue()
        with freeze_time('2026-03-10 02:00:00'):
            for _twice in range(2):
                list(self.env['daiban.issue']._clock_day_begins())
            told = issue.sudo().activity_ids.filtered(lambda one: one.user_id == self.leader)
            self.assertEqual(len(told), 1)

    def test_solved_when_all_resolutions_are_carried_out(self):
        """R61: the owner of the problem is asked when everything that was resolved about it is done."""
        issue = self._issue()
        meeting = self._held(agenda_ids=[(0, 0, {'name': "红线", 'issue_id': issue.id})])
        resolution = self._resolution(meeting)
        self.assertEqual((resolution.issue_id, resolution.item_id), (issue, self.item))
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()
        resolution.with_user(self.handler).done_note = "完成"
        resolution.with_user(self.handler).action_report()
        resolution.with_user(self.supervisor).action_accept()
        self.assertIn("is the problem solved", issue.sudo().activity_ids.summary)
