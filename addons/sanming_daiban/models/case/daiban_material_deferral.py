from odoo import fields, models
from odoo.exceptions import UserError


class DaibanMaterialDeferral(models.AbstractModel):
    """A material that is promised for later (容缺受理)."""

    _name = 'daiban.material.deferral'
    _description = 'Case Material: Deferred'

    commitment_ids = fields.Many2many(
        'daiban.commitment', 'daiban_commitment_material_rel', 'material_id', 'commitment_id', string="Commitments")

    def _promises_follow(self):
        # sudo: the promise is kept by what was just verified, whoever was allowed to verify it
        self.sudo().commitment_ids._follow_materials()

    def _check_not_deferred(self):
        """No permit on what is still only promised: the examination goes on, the result waits."""
        promised = self.filtered(lambda material: material.state == 'deferred')
        if promised:
            raise UserError(self.env._(
                "Still promised, not handed in: %(materials)s. The examination can go on, but it cannot be finished "
                "before they are verified.", materials='、'.join(promised.mapped('name'))))
