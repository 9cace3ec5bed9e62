from odoo import api, fields, models


class DaibanProject(models.Model):
    """What a completed case used, kept for the reports: they add up thousands of cases at once."""

    _inherit = 'daiban.project'

    days_at_close = fields.Integer(
        "Days Used at Completion", compute='_compute_days_at_close', store=True, aggregator=None,
        help="Working days of the base limit, parallel items once; of completed cases only.")

    @api.depends('state', 'closed_on')
    def _compute_days_at_close(self):
        """The clocks are asked once, when a case is completed, not with each of their days (R38–R42)."""
        done = self.filtered(lambda project: project.state == 'done')
        (self - done).days_at_close = 0
        for project in done:
            project.days_at_close = project.budget_used
