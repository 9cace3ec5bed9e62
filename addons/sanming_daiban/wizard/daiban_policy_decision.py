from odoo import fields, models

from ..models.outreach.daiban_policy_claim import CLAIM_STATES

ACTIONS = {
    'informed': 'action_inform', 'claimed': 'action_claim', 'approved': 'action_approve', 'cashed': 'action_cash',
    'declined': 'action_decline', 'not_wanted': 'action_not_wanted',
}


class DaibanPolicyDecision(models.TransientModel):
    """Asks for day, words and evidence of a step; the step itself is the claim's."""

    _name = 'daiban.policy.decision'
    _description = 'Step of a Claim: Dialog'

    claim_ids = fields.Many2many('daiban.policy.claim', required=True)
    state = fields.Selection(CLAIM_STATES, string="Step", required=True)
    date = fields.Date(
        string="Happened on", required=True, default=lambda self: self.env['daiban.calendar.year']._district_today())
    note = fields.Text()
    attachment_ids = fields.Many2many('ir.attachment', string="Evidence")

    def action_confirm(self):
        self.ensure_one()
        getattr(self.claim_ids, ACTIONS[self.state])(date=self.date, note=self.note, attachments=self.attachment_ids)
        return {'type': 'ir.actions.act_window_close'}
