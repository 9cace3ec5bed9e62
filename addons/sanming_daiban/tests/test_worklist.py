from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .home_common import HomeCommon


@tagged('post_install', '-at_install')
class TestWorklist(HomeCommon):
    """R33, R34, R89: several items or cases at once, with a reason; all of them or none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.env['daiban.item'].create({
            'project_id': cls.project.id, 'type_id': cls.item.type_id.id, 'stage_id': cls.item.stage_id.id,
            'unit_id': cls.item.unit_id.id, 'limit_days': 5})
        cls.second._dispatch()
        cls.colleague = cls.new_user('handler', 'test_colleague')
        cls.item.sudo().unit_id.member_ids |= cls.colleague
        cls.both = (cls.item | cls.second).with_user(cls.leader)

    def _decide(self, items, user, decision, **values):
        dialog = self.env['daiban.item.decision'].with_user(user).create({
            'item_ids': [Command.set(items.ids)], 'decision': decision, **values})
        dialog.action_confirm()

    def _told(self, record, user):
        return record.sudo().message_ids.filtered(lambda message: user.partner_id in message.notified_partner_ids)

    def test_assign_several(self):
        """R34: the leader gives several items to a person in one step."""
        self._decide(self.both, self.leader, 'assign', user_id=self.handler.id)
        self.assertEqual(self.both.mapped('state'), ['assigned', 'assigned'])
        self.assertEqual(self.both.handler_id, self.handler)

    def test_assign_with_a_foreign_item_changes_nothing(self):
        """Bad input: an item of another unit among them."""
        items = self.both | self.other_item.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "several units"), self.env.cr.savepoint():
            self._decide(items, self.leader, 'assign', user_id=self.handler.id)
        with self.assertRaisesRegex(AccessError, "leader in charge"), self.env.cr.savepoint():
            self._decide(self.other_item, self.leader, 'assign', user_id=self.handler.id)
        self.assertEqual(set(items.sudo().mapped('state')), {'dispatched'})
        self.assertFalse(items.sudo().handler_id)

    def test_reassign_several_with_reason(self):
        """R34: given to somebody else; the reason is in the history, old and new person are told."""
        self.both.action_assign(self.handler)
        self._decide(self.both, self.leader, 'assign', user_id=self.colleague.id, note="病假")
        self.assertEqual(self.both.handler_id, self.colleague)
        self.assertIn("病假", self._told(self.item, self.handler).body)
        self.assertIn(self.colleague, self.item.sudo().activity_ids.user_id)
        self.assertNotIn(self.handler, self.item.sudo().activity_ids.user_id)

    def test_reassign_refused(self):
        """Bad input: no reason, the same person, a person of another unit, not the leader; nothing changed."""
        self.both.action_assign(self.handler)
        self.second.with_user(self.handler).action_start()
        for user, person, reason, error in (
                (self.leader, self.colleague, "  ", "say why"), (self.leader, self.handler, "忙", "already"),
                (self.leader, self.stranger, "忙", "does not belong"),
                (self.handler, self.colleague, "忙", "leader in charge")):
            with self.subTest(error=error), self.assertRaisesRegex((UserError, AccessError), error), \
                    self.env.cr.savepoint():
                self._decide(self.both, user, 'assign', user_id=person.id, note=reason)
            self.assertEqual(self.both.sudo().handler_id, self.handler)

    def test_take_back(self):
        """R34: what was assigned and not begun lies with the leader again; the person is told why."""
        self.both.action_assign(self.handler)
        self._decide(self.both, self.leader, 'take_back', reason="重新分工")
        self.assertEqual(set(self.both.mapped('state')), {'dispatched'})
        self.assertFalse(self.both.handler_id or self.item.sudo().assigned_on)
        self.assertEqual(self.item.sudo().holder_user_id, self.leader)
        self.assertEqual(self.item.sudo().activity_ids.user_id, self.leader)
        self.assertTrue(self._told(self.item, self.handler))
        self.assertIn("重新分工", self.item.sudo().message_ids[0].body)

    def test_take_back_refused(self):
        """Bad input: one of them has begun, no reason, not the leader; nothing changed."""
        self.both.action_assign(self.handler)
        with self.assertRaisesRegex(UserError, "Give the reason"):
            self._decide(self.both, self.leader, 'take_back', reason=" ")
        with self.assertRaises(AccessError):
            self.both.with_user(self.handler).action_take_back("忙")
        self.second.with_user(self.handler).action_start()
        with self.assertRaisesRegex(UserError, "take it back"):
            self.both.action_take_back("忙")
        self.assertEqual(self.both.sudo().mapped('state'), ['assigned', 'running'])

    def test_start_and_finish_several(self):
        """R34: the handler begins several items on the same day."""
        self.both.action_assign(self.handler)
        mine = self.both.with_user(self.handler)
        self.assertEqual(mine.action_start_together()['context']['default_decision'], 'start')
        self._decide(mine, self.handler, 'start')
        self.assertEqual(set(mine.mapped('state')), {'running'})
        self.assertEqual(mine.action_finish_together()['context']['default_item_ids'], mine.ids)

    def test_start_several_with_a_foreign_item_changes_nothing(self):
        """Bad input: an item of another unit; refused before the dialog and by the dialog."""
        self.both.action_assign(self.handler)
        self.other_item.action_assign(self.stranger)
        items = (self.both | self.other_item).with_user(self.handler)
        with self.assertRaises(AccessError):
            items.action_start_together()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._decide(items, self.handler, 'start')
        self.assertEqual(set(items.sudo().mapped('state')), {'assigned'})
        self.assertFalse(any(items.sudo().mapped('started_on')))

    # === Cases ===

    def _move(self, projects, by, to, reason):
        dialog = self.env['daiban.project.move'].with_user(by).create({
            'project_ids': [Command.set(projects.ids)], 'user_id': to.id, 'reason': reason})
        dialog.action_confirm()

    def test_move_cases_to_another_agent(self):
        """R89: several cases pass to a colleague; logged with the reason, both told, the open activities with them."""
        cases = self.project | self.other_project
        activity = self.project.activity_schedule(
            'mail.mail_activity_data_todo', user_id=self.agent.id, summary="回访")
        self._move(cases, self.agent, self.other_agent, "休假")
        self.assertEqual(cases.sudo().agent_id, self.other_agent)
        self.assertEqual(activity.user_id, self.other_agent)
        message = self.project.sudo().message_ids[0]
        self.assertIn("休假", message.body)
        self.assertEqual(message.author_id, self.agent.partner_id)
        self.assertTrue(self._told(self.project, self.other_agent))

    def test_supervision_moves_and_both_agents_are_told(self):
        """R48: supervision takes a case from one agent to another."""
        self._move(self.project, self.supervisor, self.other_agent, "工作调整")
        self.assertEqual(self.project.sudo().agent_id, self.other_agent)
        self.assertTrue(self._told(self.project, self.agent))
        self.assertTrue(self._told(self.project, self.other_agent))

    def test_the_guard_follows_the_agent(self):
        """行政许可法 32: a request under examination lies with the new agent, also in its clock."""
        project = self._submitted(agent_id=self.agent.id)
        self._move(project, self.agent, self.other_agent, "休假")
        self.assertEqual(project.sudo().holder_user_id, self.other_agent)

    def test_move_refused(self):
        """Bad input: no reason, nobody new, a stranger, a person without the role, a closed case; nothing changed."""
        outsider = self.new_user('agent', 'test_outside_agent')
        for to, reason, error in (
                (self.other_agent, " ", "Give the reason"), (self.agent, "忙", "already"),
                (outsider, "忙", "serves the case"), (self.handler, "忙", "serves the case")):
            with self.subTest(error=error), self.assertRaisesRegex(UserError, error), self.env.cr.savepoint():
                self._move(self.project | self.other_project, self.agent, to, reason)
            self.assertEqual((self.project | self.other_project).sudo().agent_id, self.agent)
        with self.assertRaises(AccessError):
            self.project.with_user(self.handler).action_move_agent(self.other_agent, "忙")
        self.project.action_withdraw("不办了")
        with self.assertRaisesRegex(UserError, "another agent"), self.env.cr.savepoint():
            self._move(self.project | self.other_project, self.agent, self.other_agent, "忙")
        self.assertEqual(self.other_project.sudo().agent_id, self.agent)

    def test_no_way_around_the_reason(self):
        """R89: from the acceptance on nobody writes another agent into the case; before it whoever examines may."""
        for user in (self.agent, self.supervisor):
            with self.subTest(user.login), self.assertRaisesRegex(AccessError, "by hand"):
                self.project.with_user(user).agent_id = self.other_agent
        self.assertEqual(self.project.sudo().agent_id, self.agent)
        submitted = self._submitted()
        submitted.agent_id = self.agent
        self.assertEqual(submitted.agent_id, self.agent)

    def test_filters_are_there(self):
        """5.3: mine, due this week, overdue, paused, waiting for the enterprise, unassigned, without agent."""
        groups = self.env['daiban.home']._filter_groups
        items = set().union(*groups('daiban.item'))
        self.assertLessEqual(
            {'mine', 'due_week', 'red', 'paused', 'at_enterprise', 'to_assign', 'case_without_agent'}, items)
        cases = set().union(*groups('daiban.project'))
        self.assertLessEqual({'mine', 'due_week', 'overdue', 'suspended', 'at_enterprise', 'no_agent'}, cases)
