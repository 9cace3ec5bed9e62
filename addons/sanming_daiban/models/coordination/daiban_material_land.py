from odoo import models


class DaibanMaterial(models.Model):
    _inherit = 'daiban.material'

    def action_verify(self):
        """The land contract, and the construction permit, may be documents that the enterprise brings (R78, R81)."""
        result = super().action_verify()
        cases = self.project_id.sudo()  # sudo: items of other units follow; the agent was checked above
        cases._land_reached()
        cases.early_start_ids._follow_permit()
        return result
