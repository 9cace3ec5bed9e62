"""Versions of a plan (R1): what differs, and moving a running case to a new one."""
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestPlanDifferences(CaseCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.published = cls.category.published_plan_id.with_user(cls.manager)
        cls.draft = cls.published.copy()
        cls.lines = {line.item_type_id.code: line for line in cls.draft.line_ids}

    def _rows(self):
        return {row['subject']: row for row in self.draft._differences(self.published)}

    def test_a_copy_is_the_same(self):
        self.assertFalse(self._rows())

    def test_every_kind_of_change(self):
        """Days, prerequisites, units, conditions, stages and items that came or went, in words."""
        line = self.lines['A01']
        unit = self.ref('unit_weather')
        line.write({'limit_days': 9, 'unit_id': unit.id})
        gone = self.draft.line_ids[-1]
        name = gone.item_type_id.display_name
        gone.unlink()
        row = self.draft.stage_limit_ids[0]
        row.limit_days += 1
        rows = self._rows()
        self.assertIn(unit.name, rows[line.display_name]['after'])
        self.assertIn("9", rows[line.display_name]['after'])
        self.assertNotIn("Materials", rows[line.display_name]['after'])
        self.assertEqual(rows[name]['after'], '')
        self.assertIn(f"{row.limit_days} working days", rows[row.stage_id.display_name]['after'])

    def test_order_of_stages(self):
        self.draft.stage_limit_ids.sorted('stage_sequence')[0].action_move(1)
        self.assertIn("Order of the stages", self._rows())

    def test_dialog(self):
        """Staff compare; the words of a plan are shown as words, whatever is typed into it."""
        self.lines['A01'].notes = '<script>'
        self.draft.stage_limit_ids[0].name = '<script>alert(1)</script>'
        action = self.draft.with_user(self.agent).action_compare()
        dialog = self.env['daiban.plan.comparison'].with_user(self.agent).with_context(**action['context']).create({})
        self.assertEqual(dialog.other_id, self.published)
        self.assertIn("&lt;script&gt;alert(1)", dialog.difference_html)
        self.assertNotIn('<script>', dialog.difference_html)


@tagged('post_install', '-at_install')
class TestReplan(CaseCommon):
    """R1: running cases stay on their version; moving one is a reasoned act in which nothing finished is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._running()
        cls._finish(cls._item(cls.project, 'A01'))
        cls.before = cls.project.plan_id
        cls.plan = cls.before.with_user(cls.manager).copy()
        cls.lines = {line.item_type_id.code: line for line in cls.plan.line_ids}
        cls.last = cls.plan.line_ids.filtered(lambda line: line.item_type_id.code == 'D07') or cls.plan.line_ids[-1]
        cls.head = cls.window.leader_id

    def _waiting(self):
        return self.project.sudo().item_ids.filtered(lambda item: item.state == 'waiting')

    def test_published_version_does_not_touch_running_cases(self):
        items = self.project.sudo().item_ids
        before = [(item.limit_days, item.state) for item in items]
        self.lines[self._waiting()[-1].code].limit_days += 0
        self.plan.action_publish()
        self.assertEqual((self.project.plan_id, self.before.state), (self.before, 'retired'))
        self.assertEqual([(item.limit_days, item.state) for item in items], before)
        self.assertTrue(self.project.plan_outdated)

    def test_move(self):
        """Waiting items take the new limits, new ones come, dropped ones are cancelled, the finished one stays."""
        done = self.project.sudo().item_ids.filtered(lambda item: item.code == 'A01')
        waiting = self._waiting()
        changed = waiting.filtered(lambda item: item.counts_in_limit and item.limit_days > 1)[:1]
        dropped = waiting.filtered(lambda item: not item.dependent_ids)[-1:] - changed
        self.lines['A01'].limit_days = max(self.lines['A01'].limit_days - 1, 1)
        self.lines[changed.code].limit_days = changed.limit_days - 1
        self.lines[dropped.code].unlink()
        new_type = self.env['daiban.item.type'].search(
            [('id', 'not in', self.before.line_ids.item_type_id.ids)], limit=1)
        self.plan.line_ids = [Command.create({
            'item_type_id': new_type.id, 'stage_id': self.lines[changed.code].stage_id.id, 'unit_id': self.drc.id,
            'limit_days': 1, 'counts_in_limit': False,
            'prerequisite_ids': [Command.link(self.lines['A01'].id)]})]
        self.plan.action_publish()
        facts = (done.state, done.limit_days, done.finished_on, done.result_document_ids, done.plan_line_id)
        limit = changed.limit_days
        case = self.project.with_user(self.supervisor)
        dialog = self.env['daiban.project.replan'].with_user(self.supervisor).with_context(
            **case.action_replan()['context']).create({'reason': "新版方案缩短时限"})
        for word in (new_type.name, dropped.name, changed.name, done.name):
            self.assertIn(word, dialog.preview_html)
        dialog.action_confirm()
        self.assertEqual(case.plan_id, self.plan)
        self.assertEqual(
            (done.state, done.limit_days, done.finished_on, done.result_document_ids, done.plan_line_id), facts)
        self.assertEqual((changed.limit_days, changed.plan_line_id), (limit - 1, self.lines[changed.code]))
        self.assertEqual(dropped.state, 'cancelled')
        new = self.project.sudo().item_ids.filtered(lambda item: item.type_id == new_type)
        self.assertEqual((new.state, new.prerequisite_ids), ('dispatched', done))
        log = self.project.sudo().message_ids[0].body
        self.assertIn("新版方案缩短时限", log)
        self.assertIn(changed.name, log)

    def test_only_heads_and_supervisors(self):
        """The head of the leading unit and supervisors; not its other agents, the manager, the auditor, the portal."""
        self.plan.action_publish()
        colleague = self.new_user('agent', 'test_colleague_agent')
        self.project.sudo().lead_unit_id.member_ids |= colleague
        for user in (colleague, self.other_agent, self.handler, self.manager, self.auditor, self.owner):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.project.with_user(user).action_replan(self.plan, "理由")
        self.assertEqual(self.project.plan_id, self.before)
        self.project.with_user(self.head).action_replan(self.plan.id, "理由")
        self.assertEqual(self.project.plan_id, self.plan)

    def test_refused(self):
        """Bad input: a draft, another category, the same version, no reason, a closed case: said, nothing changed."""
        case = self.project.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "Choose the published plan"):
            case.action_replan(self.plan, "理由")
        with self.assertRaisesRegex(UserError, "Choose the published plan"):
            case.action_replan(self.ref('plan_social_building_v1'), "理由")
        with self.assertRaisesRegex(UserError, "already runs on"):
            case.action_replan(self.before, "理由")
        self.plan.action_publish()
        self.assertEqual(case.action_replan(self.plan, "  ")['res_model'], 'daiban.project.replan')
        self.assertEqual(case.plan_id, self.before)
        case.action_replan(self.plan, "理由")
        with self.assertRaisesRegex(UserError, "already runs on"):
            case.action_replan(self.plan, "再来一次")
