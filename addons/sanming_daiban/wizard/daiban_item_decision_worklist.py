from odoo import fields, models


class DaibanItemDecision(models.TransientModel):
    _inherit = 'daiban.item.decision'

    decision = fields.Selection(
        selection_add=[('take_back', "Take Back from the Handler")], ondelete={'take_back': 'cascade'})
    reason = fields.Text("Reason for the Record")

    def _confirm_take_back(self):
        self.item_ids.action_take_back(self.reason or '')
