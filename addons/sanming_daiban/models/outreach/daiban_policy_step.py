from odoo import fields, models

from .daiban_policy_claim import CLAIM_STATES


class DaibanPolicyStep(models.Model):
    """One step of a claim, as it was done; written by the claim, changed by nobody (R55)."""

    _name = 'daiban.policy.step'
    _description = 'Step of a Claim'
    _order = 'date, id'

    claim_id = fields.Many2one('daiban.policy.claim', required=True, readonly=True, index=True, ondelete='cascade')
    state = fields.Selection(CLAIM_STATES, string="Step", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True)
    note = fields.Text(readonly=True)
    attachment_ids = fields.Many2many(
        'ir.attachment', 'daiban_policy_step_attachment_rel', 'step_id', 'attachment_id', string="Evidence",
        readonly=True)
