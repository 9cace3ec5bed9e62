from odoo import api, models
from odoo.fields import Domain


class DaibanProjectAccess(models.AbstractModel):
    """Who sees a case (DESIGN §6). The record rules of the case and of all its parts ask here, through `ir.rule`.

    Each answer is a domain on the model that reaches the case by ``path`` (empty: the case itself). It names the
    user and the user's units; `ir.rule` forgets it when one of these changes.
    """

    _name = 'daiban.project.access'
    _description = 'Agency Project: Who Sees It'

    @api.model
    def _my_units(self):
        return list(self.env.user._daiban_unit_ids())

    @api.model
    def _agent_domain(self, path=''):
        """Of agents: the own unit leads, supports, guides or tracks, or it is one's own case."""
        at = f'{path}.' if path else ''
        units = ('lead_unit_id', 'support_unit_ids', 'guide_unit_id', 'tracker_unit_id')
        people = ('agent_id', 'create_uid')
        return Domain.OR([
            *(Domain(f'{at}{unit}', 'in', self._my_units()) for unit in units),
            *(Domain(f'{at}{person}', '=', self.env.uid) for person in people),
        ])

    @api.model
    def _handler_domain(self, path=''):
        """Of departments: the own unit has an item of the case."""
        at = f'{path}.' if path else ''
        return Domain(f'{at}item_ids.unit_id', 'in', self._my_units())

    @api.model
    def _enterprise_domain(self, path=''):
        """Of enterprises: the user acts for the one whose case it is."""
        at = f'{path}.' if path else ''
        return Domain(
            f'{at}partner_id.daiban_representative_ids', 'any',
            [('user_id', '=', self.env.uid), ('state', '=', 'active')])
