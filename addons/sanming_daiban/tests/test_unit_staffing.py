from odoo.tests import tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestUnitStaffing(CaseCommon):
    """R33, R82, R83: units whose people are not named."""

    def test_stationed_unit_without_its_people(self):
        """R33, R82, R83: a stationed unit names leader, agency head and liaison; what is missing is said."""
        self.assertTrue(self.drc.stationed)
        federation = self.ref('unit_federation')
        self.assertFalse(federation.stationed)
        self.assertFalse(federation.staffing_gap)
        self.assertEqual(self.drc.staffing_gap, "Agency Head、Liaison")
        self.drc.write({'responsible_id': self.stranger.id, 'liaison_id': self.handler.id})
        self.assertFalse(self.drc.staffing_gap)
        flagged = self.env['daiban.unit'].with_user(self.leader).search([('staffing_gap', '!=', False)])
        self.assertIn(self.housing, flagged)
        self.assertNotIn(self.drc, flagged)
        self.assertNotIn(federation, flagged)
