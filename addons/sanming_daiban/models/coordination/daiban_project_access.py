from odoo import api, models
from odoo.fields import Domain


class DaibanProjectAccess(models.AbstractModel):
    _inherit = 'daiban.project.access'

    @api.model
    def _agent_domain(self, path=''):
        """Also of the center's people who follow it on the construction platform (R35)."""
        at = f'{path}.' if path else ''
        return super()._agent_domain(path) | Domain(f'{at}platform_unit_id', 'in', self._my_units()) | Domain(
            f'{at}platform_user_id', '=', self.env.uid)

    @api.model
    def _handler_domain(self, path=''):
        """Also of the bodies that brought the project and track it (R57)."""
        at = f'{path}.' if path else ''
        mine = self._my_units()
        return super()._handler_domain(path) | Domain(f'{at}introducer_id', 'in', mine) | Domain(
            f'{at}tracker_unit_id', 'in', mine)
