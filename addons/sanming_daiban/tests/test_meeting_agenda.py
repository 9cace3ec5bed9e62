from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .coordination_common import CoordinationCommon


@tagged('post_install', '-at_install')
class TestMeetingAgenda(CoordinationCommon):
    """R59, R64: the system proposes what should be taken up, with the facts from the clock."""

    def _kinds(self):
        return [(point['kind'], point['items']) for point in self.project.sudo()._agenda_points()]

    def test_what_nobody_moves_is_stuck_after_more_than_n_days(self):
        """Assigned on 2 March and not begun: on 9 March it has stood still for 5 working days, on the 10th for 6."""
        with freeze_time('2026-03-09 02:00:00'):
            self.assertNotIn(('stuck', self.item.sudo()), self._kinds())
        with freeze_time('2026-03-10 02:00:00'):
            self.assertIn(('stuck', self.item.sudo()), self._kinds())
            self.env['ir.config_parameter'].sudo().set_param('sanming_daiban.agenda_stuck_days', 10)
            self.assertNotIn(('stuck', self.item.sudo()), self._kinds())

    def test_red_and_not_stuck_while_the_limit_runs(self):
        self.item.action_start()
        due = self.item.due_date
        with freeze_time(f'{due} 02:00:00'):
            self.assertFalse([kind for kind, items in self._kinds() if items == self.item.sudo()])
        with freeze_time('2026-04-20 02:00:00'):
            self.assertIn(('red', self.item.sudo()), self._kinds())

    def test_facts_say_what_since_when_who_and_how_many_days(self):
        self.item.action_start()
        with freeze_time('2026-04-20 02:00:00'):
            facts = self.item.sudo()._agenda_facts()
        for words in (self.item.name, self.unit.name, self.handler.name, "2026年3月2日", "too many"):
            self.assertIn(words, facts)

    def test_proposed_once(self):
        """A second click adds nothing; what was written by hand stays."""
        meeting = self._meeting()
        with freeze_time('2026-03-10 02:00:00'):
            meeting.action_propose_agenda()
            lines = meeting.agenda_ids
            self.assertTrue(lines.filtered(lambda line: line.kind == 'stuck' and line.item_ids == self.item.sudo()))
            self.assertIn("统一红线", lines.mapped('name'))
            lines.filtered('proposed')[0].facts = "我改过的事实"
            meeting.with_user(self.chief).action_propose_agenda()
            self.assertEqual(meeting.agenda_ids, lines)
            self.assertIn("我改过的事实", lines.mapped('facts'))

    def test_problems_go_to_the_meeting_of_their_level(self):
        """R59, R60: the center takes up those of units and its own, the government those that were escalated to it."""
        self._issue(name="部门问题")
        issue = self._issue(name="政府问题")
        issue.with_user(self.supervisor).action_escalate("直接请示", level='government')
        center, government = self._meeting(), self._meeting(kind='government_meeting')
        (center | government).action_propose_agenda()
        self.assertIn("部门问题", center.agenda_ids.mapped('name'))
        self.assertNotIn("政府问题", center.agenda_ids.mapped('name'))
        self.assertIn("政府问题", government.agenda_ids.mapped('name'))
        self.assertNotIn("部门问题", government.agenda_ids.mapped('name'))

    def test_participants_from_the_agenda(self):
        """R64: the agency unit and the approving departments that hold the points."""
        meeting = self._meeting(attendance_ids=False)
        meeting.agenda_ids.item_ids = self.item
        meeting.action_propose_participants()
        self.assertEqual(meeting.attendance_ids.unit_id, self.unit | self.window)
        self.assertEqual(meeting.attendance_ids.user_id, self.leader | self.agent)

    def test_other_topics_add_points_of_any_kind(self):
        """What another topic proposes is taken, also of a kind that is not on the list."""
        meeting = self._meeting(agenda_ids=False)
        meeting._add_points(self.project, [
            {'kind': 'opinion', 'items': self.item, 'text': "两家意见相反"},
            {'kind': 'something new', 'items': self.item, 'text': "新的情形"}])
        self.assertEqual(meeting.agenda_ids.mapped('kind'), ['opinion', 'other'])
        self.assertEqual(meeting.agenda_ids.project_id, self.project)

    # === Over all cases ===

    def _candidates(self, user=None):
        self.env.flush_all()
        return self.env['daiban.agenda.candidate'].with_user(user or self.supervisor).search([
            ('project_id', '=', self.project.id)])

    def test_list_over_all_cases_is_what_the_case_says(self):
        """The list from the database and the points of the case are the same."""
        self.item.action_start()
        self._issue().action_escalate("上报")
        for day in ('2026-03-09', '2026-03-10', '2026-04-20'):
            with self.subTest(day), freeze_time(f'{day} 02:00:00'):
                self.env.invalidate_all()
                expected = {(point['kind'], (point.get('issue') or point['items']).id)
                            for point in self.project.sudo()._agenda_points()
                            if point['kind'] in ('red', 'stuck', 'issue')}
                found = {(one.kind, (one.issue_id or one.item_id).id) for one in self._candidates()}
                self.assertEqual(found, expected)

    def test_taken_up_from_the_list(self):
        """From the list into a new meeting, with the facts; what is on an agenda is marked."""
        with freeze_time('2026-03-10 02:00:00'):
            candidates = self._candidates().filtered(lambda one: one.item_id == self.item)
            self.assertFalse(candidates.on_agenda)
            self.assertEqual(candidates.days, 6)
            dialog = self.env['daiban.take.up'].with_user(self.supervisor).with_context(
                active_ids=candidates.ids).create({'name': "集中协调"})
            meeting = self.env['daiban.meeting'].browse(dialog.action_confirm()['res_id'])
            self.assertEqual(meeting.agenda_ids.item_ids, self.item)
            self.assertEqual(meeting.project_ids, self.project)
            self.env.invalidate_all()
            self.assertTrue(self._candidates().filtered(lambda one: one.item_id == self.item).on_agenda)

    def test_meeting_for_no_case_takes_what_waits_longest(self):
        meeting = self._meeting(project_ids=False, agenda_ids=False)
        with freeze_time('2026-03-10 02:00:00'):
            self.env.flush_all()
            meeting.action_propose_agenda()
            self.assertIn(self.item, meeting.agenda_ids.item_ids)

    def test_only_supervision_and_audit_see_the_list(self):
        for user in (self.agent, self.handler, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._candidates(user)
        self._candidates(self.auditor)

    def test_not_after_it_was_held(self):
        with self.assertRaises(UserError):
            self._held().action_propose_agenda()

    def test_meeting_page_of_the_case(self):
        """R65: problems, meetings and measures of the case on its page."""
        meeting = self._meeting(agenda_ids=[Command.create({'name': "议题", 'project_id': self.project.id})])
        self._issue()
        case = self.project.with_user(self.agent)
        self.assertEqual((case.meeting_ids, case.open_issue_count), (meeting.with_user(self.agent), 1))
