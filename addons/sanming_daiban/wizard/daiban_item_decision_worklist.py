from odoo import fields, models


class DaibanItemDecision(models.TransientModel):
    _inherit = 'daiban.item.decision'

    decision = fields.Selection(
        selection_add=[('reassign', "Assign to Somebody Else"), ('take_back', "Take Back from the Handler")],
        ondelete={'reassign': 'cascade', 'take_back': 'cascade'})
    new_user_id = fields.Many2one(
        'res.users', string="New Handler", domain="[('daiban_unit_ids', 'in', unit_id)]")
    reason = fields.Text("Reason for the Record")

    def _confirm_reassign(self):
        self.item_ids.action_reassign(self.new_user_id, self.reason)

    def _confirm_take_back(self):
        self.item_ids.action_take_back(self.reason or '')
