from odoo import fields, models


class DaibanClockCorrectionRefusal(models.TransientModel):
    """Asks why a correction is declined; the decision itself is the request's."""

    _name = 'daiban.clock.correction.refusal'
    _description = 'Reason for Declining a Correction'

    correction_ids = fields.Many2many('daiban.clock.correction', required=True)
    answer = fields.Text(string="Why Not", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.correction_ids.action_refuse(self.answer)
        return {'type': 'ir.actions.act_window_close'}
