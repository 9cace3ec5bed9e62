from odoo import api, fields, models
from odoo.exceptions import ValidationError

METRICS = [
    ('on_time', "Items Finished in Time, %"),
    ('compression', "Days Saved against the Limits, %"),
    ('supervision', "Supervision Orders Answered in Time, %"),
    ('opinion', "Opinions Given in Time, %"),
    ('rating', "Satisfaction, 1 to 5"),
    ('incident', "Confirmed Incidents"),
]
# Where nothing to count is a good thing, and not a lack of evidence.
NOTHING_IS_ZERO = ('incident',)


class DaibanScorecardIndicator(models.Model):
    """One thing by which a unit is measured (R92): from the ledger, with its points, target and floor."""
    _name = 'daiban.scorecard.indicator'
    _description = 'Indicator of a Scorecard'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'

    name = fields.Char(required=True)
    metric = fields.Selection(METRICS, "Measured by", required=True)
    points = fields.Integer(
        "Most Points", required=True, default=20, aggregator=None,
        help="Its weight. What could not be measured is left out, and the rest counts for a hundred.")
    floor = fields.Float("No Points at", required=True, digits=(8, 2), aggregator=None)
    target = fields.Float("All Points at", required=True, digits=(8, 2), aggregator=None)
    least_count = fields.Integer(
        "Least Number", required=True, default=1, aggregator=None,
        help="With fewer there is not enough evidence, and it does not count.")
    note = fields.Char("How It Is Counted")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    @api.constrains('points', 'least_count', 'floor', 'target')
    def _check_numbers(self):
        for indicator in self:
            if indicator.points < 1 or indicator.least_count < 1:
                raise ValidationError(self.env._(
                    "“%(name)s”: at least one point, and at least one to count.", name=indicator.name))
            if indicator.floor == indicator.target:
                raise ValidationError(self.env._(
                    "“%(name)s”: no points and all points cannot be at the same value.", name=indicator.name))


class DaibanScorecardContent(models.Model):
    """For what the scorecards are told to others (R91): 五比五晒, 大招商招好商, government service, performance."""
    _name = 'daiban.scorecard.content'
    _description = 'Content for Which Scorecards Are Exported'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'

    name = fields.Char(required=True)
    indicator_ids = fields.Many2many('daiban.scorecard.indicator', string="Indicators", required=True)
    note = fields.Text("Introduction")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint('UNIQUE(name)', "This content exists already.")
