from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .item_common import ItemCommon


@tagged('post_install', '-at_install')
class TestCaseResult(ItemCommon):
    """R17, R34: an item is finished with its result in the file, and never before what the law wants first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item.with_user(cls.handler).action_start()

    def _refused(self, words):
        with self.assertRaisesRegex(UserError, words):
            self.item.with_user(self.handler).action_done()
        self.item.invalidate_recordset()
        self.assertEqual((self.item.state, self.item.finished_on), ('running', False))

    def test_not_without_its_result(self):
        self.item.with_user(self.handler).result_document_ids = [Command.clear()]
        self._refused("cannot be finished without its result")
        self._attach_result(self.item, self.handler)
        self.item.with_user(self.handler).action_done()
        self.assertEqual(self.item.state, 'done')

    def test_what_gives_no_document_needs_none(self):
        self.item.sudo().type_id.output_material_type_id = False
        self.item.with_user(self.handler).result_document_ids = [Command.clear()]
        self.item.with_user(self.handler).action_done()
        self.assertEqual(self.item.state, 'done')

    def test_not_before_what_it_waits_for(self):
        """Also when the prerequisite came in after the start, or was reopened."""
        other = self.env['daiban.item'].with_user(self.agent).create({
            'project_id': self.project.id, 'type_id': self.ref('item_d10').id, 'unit_id': self.housing.id,
            'stage_id': self.item.stage_id.id})
        self.item.sudo().prerequisite_ids = [Command.link(other.id)]
        self._refused("it waits for")
        other.sudo()._cancel("不需要")
        self.item.with_user(self.handler).action_done()
        self.assertEqual(self.item.state, 'done')

    def test_several_at_once_are_all_or_nothing(self):
        """A bulk finish with one that lacks its result changes none of them."""
        second = self.project.item_ids.filtered(lambda item: item.code == 'A01') - self.item
        second |= self._running(name="另一个项目").item_ids.filtered(lambda item: item.code == 'A01')
        second.with_user(self.leader).action_assign(self.handler)
        second.with_user(self.handler).action_start()
        with self.assertRaisesRegex(UserError, "without its result"), self.env.cr.savepoint():
            (self.item | second).with_user(self.handler).action_done()
        self.assertEqual(set((self.item | second).mapped('state')), {'running'})
