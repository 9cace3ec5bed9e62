from odoo import fields, models


class DaibanItemDecision(models.TransientModel):
    _inherit = 'daiban.item.decision'

    decision = fields.Selection(
        selection_add=[('pre_review', "Review in Advance")], ondelete={'pre_review': 'cascade'})

    def _confirm_pre_review(self):
        self.item_ids.action_pre_review(self.note or '')
