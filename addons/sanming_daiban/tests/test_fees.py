import re

from odoo.modules import Manifest
from odoo.tests import tagged

from .portal_common import PortalCommon

CHARGING = re.compile(r'(^|_)(price|invoice|payment|charge|tariff|fee_amount|amount_due|amount_total|pay)(_|$)')
SELLING = {'account', 'sale', 'payment', 'product', 'point_of_sale', 'website_sale', 'purchase'}


@tagged('post_install', '-at_install')
class TestFees(PortalCommon):
    """R14: the service charges nothing. R15: of statutory fees the enterprise is told, with their basis."""

    def test_no_model_charges(self):
        """R14: no model of the service has money to ask for, and nothing that sells or invoices is installed by it."""
        for name in self.env:
            if name.startswith('daiban.'):
                for field in self.env[name]._fields.values():
                    self.assertNotEqual(field.type, 'monetary', f'{name}.{field.name}')
                    self.assertFalse(CHARGING.search(field.name.replace('in_my_charge', '')), f'{name}.{field.name}')
        for addon in ('sanming_daiban', 'sanming_daiban_eval'):
            self.assertFalse(SELLING & set(Manifest.for_addon(addon)['depends']), addon)

    def test_fees_of_the_case(self):
        """R15: those of its items, with payee, rule and basis; what was cancelled asks for none."""
        case = self._running()
        fees = self.env['daiban.fee'].search([], order='sequence', limit=2)
        first, second = case.item_ids.sudo()[:2]
        case.sudo().item_ids.type_id.fee_ids = False
        first.type_id.fee_ids, second.type_id.fee_ids = fees[0], fees[1]
        self.assertEqual(case.fee_ids, fees)
        for user in (self.agent, self.handler, self.supervisor):
            for fee in case.with_user(user).fee_ids:
                self.assertTrue(fee.payee and fee.amount_rule and fee.legal_basis_ids)
        second.write({'state': 'cancelled'})
        self.assertEqual(case.fee_ids, fees[0])
        self.assertEqual(case._portal_fees(), [(fees[0].sudo(), first.name)])

    def test_fees_on_the_page_of_the_case(self):
        """R15: the enterprise reads the same, and that the service itself costs nothing."""
        case = self._running()
        fee = self.env['daiban.fee'].search([], limit=1)
        case.item_ids.sudo()[0].type_id.fee_ids = fee
        self.authenticate('t_owner', 't_owner')
        page = self.get(f'/my/daiban/{case.id}').text
        for words in (fee.name, fee.payee, fee.amount_rule, "The service itself costs nothing"):
            self.assertIn(words, page)
