from odoo.service.model import call_kw
from odoo.tests import tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestFieldsGet(CaseCommon):
    """What the web client and other systems are told of the fields."""

    def test_it_is_asked_of_the_model_by_position_as_the_client_does(self):
        model = self.env['daiban.item.report'].with_user(self.supervisor)
        told = call_kw(model, 'fields_get', [['light'], ['type', 'string']], {})
        self.assertEqual(told.keys(), {'light'})
        self.assertEqual(told['light'].keys(), {'type', 'string'})
        self.assertIn('open_count', call_kw(model, 'fields_get', [], {}))

    def test_what_is_for_the_machinery_is_not_offered(self):
        told = self.env['daiban.project'].with_user(self.agent).fields_get(['milestone_told', 'name'])
        self.assertFalse(told['milestone_told']['groupable'])
        self.assertTrue(told['name']['groupable'])
