from odoo import fields, models


class DaibanItemDecision(models.TransientModel):
    _inherit = 'daiban.item.decision'

    decision = fields.Selection(selection_add=[('urge', "Urge")], ondelete={'urge': 'cascade'})

    def _confirm_urge(self):
        self.item_ids.action_urge(self.note)
