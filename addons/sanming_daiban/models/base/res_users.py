from odoo import fields, models


class ResUsers(models.Model):
    _inherit = 'res.users'

    daiban_unit_ids = fields.Many2many(
        'daiban.unit', 'daiban_unit_res_users_rel', 'user_id', 'unit_id', string="Units of the Agency Service"
    )

    def write(self, vals):
        affected = self.daiban_unit_ids if 'daiban_unit_ids' in vals else None
        result = super().write(vals)
        if affected:
            affected._keep_officers()
        return result

    def _daiban_unit_ids(self):
        """The ids of the units whose member this user is, closed ones too, as the rules of access ask for them."""
        self.ensure_one()
        return () if self.share else self.with_context(active_test=False).daiban_unit_ids._ids
