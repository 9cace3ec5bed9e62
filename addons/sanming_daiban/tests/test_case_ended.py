from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseEnded(CaseCommon):

    def test_withdrawn_case_stays_where_it_was(self):
        """R11: what was cancelled with the case was not reached by it."""
        project = self._running()
        self._finish(self._item(project, 'A01'))
        project.action_withdraw("企业调整投资计划")
        self.assertEqual(project.stage_id, self.ref('stage_s1'))
        self.assertEqual(project.item_done_count, 1)
        self.assertLess(project.progress, 20)

    def test_cancelled_item_is_not_needed(self):
        project = self._running()
        total = project.item_count
        project.item_ids.filtered(lambda item: item.code == 'C06').action_cancel("已由园区配套")
        self.assertEqual(project.item_count, total - 1)

    @freeze_time('2026-02-13 02:00:00')
    def test_activity_is_due_with_the_item(self):
        """R89: the to-do of the handler shows the due date of the item, also after an extension."""
        project = self._running()
        item = self._item(project, 'A01')
        item.with_user(self.leader).action_assign(self.handler)
        item.action_start()
        # the rule that warns of a short limit adds a reminder of its own
        todo = item.sudo().activity_ids.filtered(lambda activity: activity.summary == "Handle the item")
        self.assertEqual(todo.date_deadline, item.due_date)
        item.with_user(self.leader).action_extend(2, note="需要现场核对")
        self.assertEqual(str(item.due_date), '2026-02-25')
        self.assertEqual(todo.date_deadline, item.due_date)
