import importlib.util
from pathlib import Path

from odoo.tests import tagged

from .item_common import ItemCommon

SCRIPTS = Path(__file__).parent.parent / 'migrations'


@tagged('post_install', '-at_install')
class TestMigrations(ItemCommon):
    """DESIGN §7: what an upgrade does with what an earlier version left; a second time it changes nothing."""

    def _migrate(self, name):
        path = SCRIPTS / name
        spec = importlib.util.spec_from_file_location(path.stem.replace('-', '_'), path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        for _twice in range(2):
            script.migrate(self.cr, '19.0.1.1.0')
        self.env.invalidate_all()

    def test_old_action_of_the_red_light_goes(self):
        """R48: a red light proposes an order now; what only asked for one is gone, the automation stays."""
        rule = self.ref('automation_item_red')
        old = self.env['ir.actions.server'].create({
            'name': "建议督导发出督办单", 'base_automation_id': rule.id, 'state': 'code', 'code': 'pass',
            'model_id': rule.model_id.id})
        self.env['ir.model.data'].create({
            'module': 'sanming_daiban', 'name': 'automation_item_red_action_supervise', 'noupdate': True,
            'model': old._name, 'res_id': old.id})
        others = rule.action_server_ids - old
        self._migrate('19.0.1.2.0/post-supervision.py')
        self.assertFalse(old.exists())
        self.assertEqual(rule.action_server_ids, others)
        self.assertFalse(self.env.ref('sanming_daiban.automation_item_red_action_supervise', raise_if_not_found=False))

    def test_old_cases_say_who_serves_them(self):
        """R50–R58: cases from before the parties get theirs, once, with a reason."""
        self.project.sudo().party_ids.unlink()
        self._migrate('19.0.1.2.0/post-parties.py')
        parties = self.project.sudo().party_ids
        self.assertEqual(parties.filtered(lambda party: party.role == 'lead').unit_id, self.project.lead_unit_id)
        self.assertEqual(set(parties.mapped('why')), {"升级前已确定"})
