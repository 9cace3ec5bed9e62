from odoo import fields, models

from ..models.coordination.daiban_intermediary_choice import OUTCOMES


class DaibanIntermediaryDecision(models.TransientModel):
    """Asks what the signed paper says, or for a reason; the action itself is the choice's."""

    _name = 'daiban.intermediary.decision'
    _description = 'Decision on a Choice'

    choice_id = fields.Many2one('daiban.intermediary.choice', required=True)
    decision = fields.Selection(
        [('paper', "Record the Signed Choice"), ('exclude', "Take off the List"), ('void', "Take the List Back")],
        required=True)
    outcome = fields.Selection(OUTCOMES, default='listed')
    line_id = fields.Many2one(
        'daiban.intermediary.choice.line', string="Intermediary",
        domain="[('choice_id', '=', choice_id), ('excluded_reason', '=', False)]")
    name = fields.Char()
    uscc = fields.Char("Unified Social Credit Code")
    person = fields.Char("Signed By")
    paper_ids = fields.Many2many('ir.attachment', string="Signed Paper")
    reason = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        getattr(self, f'_confirm_{self.decision}')()
        return {'type': 'ir.actions.act_window_close'}

    def _confirm_paper(self):
        self.choice_id._record_paper(
            self.outcome, self.person, self.paper_ids, line=self.line_id, name=self.name, uscc=self.uscc)

    def _confirm_exclude(self):
        self.line_id.action_exclude(self.reason)

    def _confirm_void(self):
        self.choice_id.action_void(self.reason)
