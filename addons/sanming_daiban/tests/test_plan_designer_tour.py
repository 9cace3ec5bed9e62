from odoo.tests import HttpCase, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestPlanDesignerTour(CaseCommon, HttpCase):

    def test_admin_alone(self):
        """R1: a stage and an item, a circle refused, put right, dry run, published; a new application follows it."""
        self.manager.lang = 'en_US'
        before = self._running()
        old = before.plan_id
        self.ref('item_d12').unit_id = self.ref('unit_ecology')
        self.start_tour(f'/odoo/daiban-plans/{old.id}', 'daiban_designer', login='test_manager')
        plan = self.category.published_plan_id
        self.assertEqual((plan.version, plan.state, old.state), (old.version + 1, 'published', 'retired'))
        project = self._accepted(name="新建厂房", partner_id=self.rival.id)
        self.assertEqual(project.plan_id, plan)
        item = project.item_ids.filtered(lambda one: one.code == 'D12')
        self.assertEqual((item.stage_id.name, item.prerequisite_ids.mapped('code')), ("投产服务", ['D07']))
        self.assertEqual(before.plan_id, old, "running cases stay on theirs")
