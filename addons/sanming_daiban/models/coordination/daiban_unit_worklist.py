from odoo import api, fields, models
from odoo.fields import Domain


class DaibanUnit(models.Model):
    """Which units a person leads today, as something that lists can be filtered by (R33, R34)."""

    _inherit = 'daiban.unit'

    in_my_charge = fields.Boolean(
        compute='_compute_in_my_charge', search='_search_in_my_charge',
        groups='sanming_daiban.group_staff', help="One assigns and approves here, oneself or for who is away.")

    @api.depends('leader_id', 'responsible_id')
    @api.depends_context('uid')
    def _compute_in_my_charge(self):
        for unit in self:
            unit.in_my_charge = self.env.user in unit._leaders()

    def _search_in_my_charge(self, operator, value):
        """The same as `_leaders`, for all units at once."""
        if operator != 'in':
            return NotImplemented
        charge = Domain('leader_id', '=', self.env.uid) | Domain('responsible_id', '=', self.env.uid)
        if people := self._stood_in_for():
            deputy = Domain('leader_id', 'in', people.ids) | Domain('responsible_id', 'in', people.ids)
            charge |= deputy & Domain('member_ids', 'in', [self.env.uid])
        return charge

    @api.model
    def _stood_in_for(self):
        """The people for whom the user acts today."""
        # sudo: who is away is asked to know for whom one acts
        away = self.env['daiban.absence'].sudo().search([('is_current', '=', True), ('substitute_id', '!=', False)])
        deputies = away.user_id._daiban_deputies()
        return away.user_id.filtered(lambda user: deputies.get(user.id) == self.env.user).sudo(False)
