from odoo import api, fields, models


class DaibanPlanComparison(models.TransientModel):
    """Shows what is different between two versions of a plan; the comparison itself is the plan's."""

    _name = 'daiban.plan.comparison'
    _description = 'Comparison of Plans'

    plan_id = fields.Many2one('daiban.plan', string="Version", required=True, ondelete='cascade')
    category_id = fields.Many2one(related='plan_id.category_id')
    other_id = fields.Many2one(
        'daiban.plan', string="Compared With", ondelete='cascade',
        domain="[('category_id', '=', category_id), ('id', '!=', plan_id)]")
    difference_html = fields.Html(compute='_compute_difference_html', sanitize=False, string="Differences")

    @api.depends('plan_id', 'other_id')
    def _compute_difference_html(self):
        for dialog in self:
            rows = dialog.plan_id._differences(dialog.other_id) if dialog.other_id else []
            dialog.difference_html = self.env['ir.qweb']._render(
                'sanming_daiban.plan_differences',
                {'rows': rows, 'plan': dialog.plan_id, 'other': dialog.other_id})
