from odoo import api, fields, models


class DaibanProjectReplan(models.TransientModel):
    """Shows what another version of the plan changes for a case, and asks why; the move itself is the case's."""

    _name = 'daiban.project.replan'
    _description = 'Case to Another Version'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade', readonly=True)
    plan_id = fields.Many2one(
        'daiban.plan', string="Version in Force", compute='_compute_plan_id', readonly=True,
        help="The published version of the category of the case.")
    present_plan_id = fields.Many2one(related='project_id.plan_id', string="Present Version")
    preview_html = fields.Html(compute='_compute_preview_html', sanitize=False, string="What Changes")
    reason = fields.Text(required=True)

    @api.depends('project_id')
    def _compute_plan_id(self):
        for dialog in self:
            dialog.plan_id = dialog.project_id.category_id.published_plan_id

    @api.depends('project_id', 'plan_id')
    def _compute_preview_html(self):
        for dialog in self:
            moves = dialog.plan_id and dialog.plan_id != dialog.project_id.plan_id
            dialog.preview_html = self.env['ir.qweb']._render('sanming_daiban.project_replan', {
                'moves': moves, 'rows': dialog.project_id._replan_rows(dialog.plan_id) if moves else []})

    def action_confirm(self):
        self.ensure_one()
        self.project_id.action_replan(self.plan_id, self.reason)
        return {'type': 'ir.actions.act_window_close'}
