from odoo import fields, models


class DaibanIncidentDecision(models.TransientModel):
    """Asks for what an action on incidents or reviews needs; the action itself is theirs."""
    _name = 'daiban.incident.decision'
    _description = 'Decision on an Incident'

    incident_ids = fields.Many2many('daiban.incident')
    review_id = fields.Many2one('daiban.eval.review', ondelete='cascade')
    result_id = fields.Many2one('daiban.eval.result', ondelete='cascade')
    about = fields.Selection(related='review_id.about')
    decision = fields.Selection(
        [
            ('ask_extension', "Ask for More Days"),
            ('dismiss', "Dismiss"),
            ('lower', "Decide on a Lower Grade"),
            ('review', "Ask for a Review"),
            ('decide', "Decide the Review"),
        ],
        required=True)
    days = fields.Integer("Working Days", default=lambda self: self.env['daiban.settings']._number(
        'incident_extension_days'))
    cap = fields.Selection([('third', "Third Grade"), ('last', "Last Grade")], "Lower Grade")
    outcome = fields.Selection(selection=lambda self: self.env['daiban.eval.review']._fields['decision'].selection)
    note = fields.Text("Reason", required=True)

    def action_confirm(self):
        self.ensure_one()
        given = {
            'ask_extension': lambda: self.incident_ids.action_ask_extension(self.days, self.note),
            'dismiss': lambda: self.incident_ids.action_dismiss(self.note),
            'lower': lambda: self.incident_ids.action_lower(self.cap or '', self.note),
            'review': lambda: (self.result_id or self.incident_ids).action_ask_review(self.note),
            'decide': lambda: self.review_id.action_decide(self.outcome or '', self.note),
        }
        given[self.decision]()
        return {'type': 'ir.actions.act_window_close'}
