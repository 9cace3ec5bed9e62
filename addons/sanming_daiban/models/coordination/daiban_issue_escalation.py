from odoo import fields, models

from .daiban_issue import LEVELS


class DaibanIssueEscalation(models.Model):
    """One step up the ladder, with what was tried before (R59, R60); written by the issue, never by hand."""

    _name = 'daiban.issue.escalation'
    _description = 'Escalation of an Issue'
    _order = 'id'
    _rec_name = 'reason'

    issue_id = fields.Many2one('daiban.issue', required=True, readonly=True, index=True, ondelete='cascade')
    from_level = fields.Selection(LEVELS, string="From", readonly=True)
    to_level = fields.Selection(LEVELS, string="To", readonly=True)
    skipped = fields.Boolean(
        "Lower Step Skipped", readonly=True,
        help="A level was left out, or the center passed it on before a meeting had taken it up.")
    reason = fields.Text("What Was Tried, Why It Goes Up", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True)
