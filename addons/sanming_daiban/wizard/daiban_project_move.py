from odoo import fields, models


class DaibanProjectMove(models.TransientModel):
    """Asks to whom cases are given and why; the rule is the case's."""

    _name = 'daiban.project.move'
    _description = 'Cases to Another Agent'

    project_ids = fields.Many2many('daiban.project', required=True, string="Cases")
    user_id = fields.Many2one('res.users', string="New Agent", required=True, domain=lambda self: [
        ('share', '=', False), ('all_group_ids', 'in', self.env.ref('sanming_daiban.group_agent').ids)])
    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.project_ids.action_move_agent(self.user_id, self.reason)
        return {'type': 'ir.actions.act_window_close'}
