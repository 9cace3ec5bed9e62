from odoo import fields, models


class DaibanEvalCampaignDecision(models.TransientModel):
    """Asks why an evaluation is cancelled."""
    _name = 'daiban.eval.campaign.decision'
    _description = 'Decision on an Evaluation'

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, ondelete='cascade')
    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.campaign_id.action_cancel(self.reason)
        return {'type': 'ir.actions.act_window_close'}
