from odoo import models


class DaibanMaterial(models.Model):
    _inherit = 'daiban.material'

    def action_verify(self):
        """The land contract may be a document that the enterprise brings (R78)."""
        result = super().action_verify()
        self.project_id.sudo()._land_reached()  # sudo: items of other units follow; the agent was checked above
        return result
