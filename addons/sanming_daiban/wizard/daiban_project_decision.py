from odoo import fields, models


class DaibanProjectDecision(models.TransientModel):
    """Asks for the reason of a decision about a case; the decision itself is the case's."""

    _name = 'daiban.project.decision'
    _description = 'Decision on a Case'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade')
    decision = fields.Selection(
        [('reject', "Do Not Accept"), ('withdraw', "Withdraw"), ('terminate', "Terminate"), ('suspend', "Suspend")],
        required=True,
    )
    reason_id = fields.Many2one('daiban.reject.reason', string="Coded Reason")
    way_onward = fields.Text(related='reason_id.way_onward')
    legal_basis_ids = fields.Many2many(related='reason_id.legal_basis_ids')
    ground = fields.Selection(
        selection=lambda self: self.env['daiban.project']._fields['terminate_ground']._description_selection(self.env))
    missed_deadline_count = fields.Integer(related='project_id.missed_deadline_count')
    pause_reason_id = fields.Many2one(
        'daiban.pause.reason', string="Reason to Suspend", domain=[('suspends_case', '=', True)])
    pause_notes = fields.Text(related='pause_reason_id.notes')
    document_number = fields.Char(help="The written request of the enterprise, the announcement, the order.")
    explanation = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        answer = getattr(self, f'_confirm_{self.decision}')()
        return answer if isinstance(answer, dict) else {'type': 'ir.actions.act_window_close'}

    def _confirm_reject(self):
        return self.project_id.action_reject(self.reason_id, self.explanation)

    def _confirm_withdraw(self):
        return self.project_id.action_withdraw(self.explanation)

    def _confirm_terminate(self):
        return self.project_id.action_terminate(self.explanation, self.ground)

    def _confirm_suspend(self):
        return self.project_id.action_suspend(self.pause_reason_id, self.explanation, self.document_number)
