from odoo import fields, models


class DaibanProjectDecision(models.TransientModel):
    """Asks for the reason of a decision about a case; the decision itself is the case's."""

    _name = 'daiban.project.decision'
    _description = 'Decision on a Case'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade')
    decision = fields.Selection(
        [('reject', "Do Not Accept"), ('withdraw', "Withdraw"), ('terminate', "Terminate")], required=True
    )
    reason_id = fields.Many2one('daiban.reject.reason', string="Coded Reason")
    way_onward = fields.Text(related='reason_id.way_onward')
    explanation = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        if self.decision == 'reject':
            self.project_id.action_reject(self.reason_id, self.explanation)
        elif self.decision == 'withdraw':
            self.project_id.action_withdraw(self.explanation)
        else:
            self.project_id.action_terminate(self.explanation)
        return {'type': 'ir.actions.act_window_close'}
