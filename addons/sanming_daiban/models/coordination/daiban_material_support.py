from odoo import models


class DaibanMaterial(models.Model):
    """A verified material settles what should have produced it (R74)."""

    _inherit = 'daiban.material'

    def write(self, vals):
        result = super().write(vals)
        if vals.get('state') == 'verified':
            self.env['daiban.support.task']._deliverables_came(self)
        return result
