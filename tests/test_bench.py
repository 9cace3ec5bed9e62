"""The bench measures a made district: it must be one that the product could have recorded."""

from odoo.tests import TransactionCase, tagged

from bench.check import differences
from bench.district import ITEMS_PER_CASE, District


@tagged('post_install', '-at_install')
class TestDistrict(TransactionCase):

    def test_what_is_made_is_what_the_product_derives(self):
        before = self.env['daiban.project'].search([])
        District(self.env).grow(len(before.item_ids) + 2 * ITEMS_PER_CASE)
        made = self.env['daiban.project'].search([('state', '=', 'running')]) - before
        self.assertEqual(len(made.item_ids), 2 * ITEMS_PER_CASE)
        self.assertEqual(list(differences(self.env, made)), [])

    def test_what_was_changed_is_found(self):
        District(self.env).grow(self.env['daiban.item'].search_count([]) + ITEMS_PER_CASE)
        made = self.env['daiban.project'].search([('state', '=', 'running')], order='id desc', limit=1)
        self.env.cr.execute(
            "UPDATE daiban_clock_event SET date = date - 1 WHERE res_model = 'daiban.item' AND res_id = %s "
            "AND kind = 'start'", [made.item_ids[0].id])
        self.assertTrue(list(differences(self.env, made)))
