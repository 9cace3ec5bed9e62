from odoo import models


class DaibanItem(models.Model):
    """What an early start left for later follows its item (R81)."""

    _inherit = 'daiban.item'

    def _settle(self, state, note=None, date=None):
        result = super()._settle(state, note, date)
        self._residuals_follow('done')
        return result

    def _cancel(self, note):
        result = super()._cancel(note)
        self._residuals_follow('cancelled')
        return result

    def _residuals_follow(self, state):
        """What was left for later is done with its item."""
        tasks = self.env['daiban.support.task'].search([
            ('item_id', 'in', self.ids), ('kind', '=', 'residual'), ('state', 'in', ('planned', 'running'))])
        tasks._end(state, self.env._("With its item."))
