from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools.scorecard import points, total
from .daiban_scorecard_indicator import NOTHING_IS_ZERO

BONUS_MOST = 10
SCORES = ('score:avg', 'total:avg', 'performance_points:avg')


class DaibanScorecard(models.Model):
    """What one unit did in one period: score, place, trend, and what it gives in the yearly performance (R92, R93)."""
    _name = 'daiban.scorecard'
    _description = 'Scorecard of a Unit'
    _inherit = ['daiban.workflow.mixin']
    _order = 'date_to desc, has_score desc, total desc, id'
    _workflow_fields = (
        'period_id', 'unit_id', 'line_ids', 'person_ids', 'previous_score', 'has_previous', 'rank', 'score', 'total',
        'has_score', 'performance_points')

    period_id = fields.Many2one('daiban.scorecard.period', required=True, readonly=True, index=True, ondelete='cascade')
    unit_id = fields.Many2one('daiban.unit', required=True, readonly=True, index=True, ondelete='restrict')
    date_from = fields.Date(related='period_id.date_from', string="First Day", store=True)
    date_to = fields.Date(related='period_id.date_to', string="Last Day", store=True, index=True)
    state = fields.Selection(related='period_id.state', store=True, index=True)
    line_ids = fields.One2many('daiban.scorecard.line', 'scorecard_id', string="Indicators", readonly=True)
    person_ids = fields.One2many('daiban.scorecard.person', 'scorecard_id', string="People of the Unit", readonly=True)
    score = fields.Float(
        compute='_compute_score', store=True, digits=(6, 2), aggregator='avg',
        help="Of a hundred, over what could be measured.")
    has_score = fields.Boolean("Enough Evidence", compute='_compute_score', store=True)
    bonus = fields.Integer(help="Given by the center for what no indicator sees (R93), with its reason.")
    bonus_reason = fields.Char("Why a Bonus")
    total = fields.Float("Score with Bonus", compute='_compute_total', store=True, digits=(6, 2), aggregator='avg')
    performance_points = fields.Float(
        "Points in the Yearly Performance", compute='_compute_total', store=True, digits=(6, 2), aggregator='avg')
    rank = fields.Integer(readonly=True, aggregator=None)
    previous_score = fields.Float("Score Before", readonly=True, digits=(6, 2), aggregator='avg')
    has_previous = fields.Boolean(readonly=True, export_string_translation=False)
    trend = fields.Float(
        "Since Last Time", compute='_compute_trend', digits=(6, 2), help="Against the last published period.")

    _unit_uniq = models.Constraint('UNIQUE(period_id, unit_id)', "This unit has a scorecard of this period already.")

    @api.depends('unit_id', 'period_id')
    def _compute_display_name(self):
        for card in self:
            card.display_name = f'{card.unit_id.name or ""} {card.period_id.name or ""}'

    def _read_group_select(self, aggregate_spec, query):
        """An average is of the units that have a score: no evidence is no score, and not a bad one (R92)."""
        aggregate = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec in SCORES:
            return SQL("%s FILTER (WHERE %s)", aggregate, self._field_to_sql(self._table, 'has_score', query))
        return aggregate

    @api.depends('line_ids.points', 'line_ids.counted')
    def _compute_score(self):
        for card in self:
            score = card.line_ids._score()
            card.has_score = score is not None
            card.score = score or 0

    @api.depends('score', 'bonus', 'period_id.share_points')
    def _compute_total(self):
        for card in self:
            card.total = card.score + card.bonus if card.has_score else 0
            card.performance_points = round(min(card.total, 100) * card.period_id.share_points / 100, 2)

    @api.depends('score', 'previous_score', 'has_previous')
    def _compute_trend(self):
        for card in self:
            card.trend = card.score - card.previous_score if card.has_previous and card.has_score else 0

    @api.constrains('bonus', 'bonus_reason')
    def _check_bonus(self):
        for card in self:
            if not 0 <= card.bonus <= BONUS_MOST:
                raise ValidationError(self.env._("A bonus is between 0 and %(most)s points.", most=BONUS_MOST))
            if card.bonus and not (card.bonus_reason or '').strip():
                raise ValidationError(self.env._("Say why the unit gets a bonus; everybody reads it."))

    def _locked_fields(self):
        return () if self.state == 'draft' else {'bonus', 'bonus_reason'}

    # === Lines ===

    def _prepare_line(self, indicator, measure):
        """One indicator, with the words that say how its points come about."""
        nothing_is_zero = indicator.metric in NOTHING_IS_ZERO
        value = measure.value if measure else 0.0 if nothing_is_zero else None
        whole = measure.whole if measure else 0
        counted = value is not None and (nothing_is_zero or whole >= indicator.least_count)
        got = points(value, indicator.floor, indicator.target, indicator.points) if counted else 0
        return {
            'indicator_id': indicator.id, 'name': indicator.name, 'metric': indicator.metric,
            'value': value or 0, 'part': measure.part if measure else 0, 'whole': whole, 'counted': counted,
            'most_points': indicator.points, 'points': got,
            'derivation': self._derivation(indicator, value, whole, got) if counted else self._no_evidence(
                indicator, whole),
        }

    def _words(self):
        return self.with_context(lang=self.env['daiban.letter.mixin']._letter_lang()).env

    def _derivation(self, indicator, value, whole, got):
        return self._words()._(
            "%(value)s from %(count)s; no points at %(floor)s, all %(most)s at %(target)s: %(points)s points",
            value=f'{value:.2f}', count=int(whole), floor=f'{indicator.floor:g}', target=f'{indicator.target:g}',
            most=indicator.points, points=f'{got:g}')

    def _no_evidence(self, indicator, whole):
        return self._words()._(
            "Only %(count)s, at least %(least)s are needed: not enough evidence, not counted",
            count=int(whole), least=indicator.least_count)


class DaibanScorecardLine(models.Model):
    """One indicator of a scorecard, as it was when it was computed."""
    _name = 'daiban.scorecard.line'
    _description = 'Line of a Scorecard'
    _order = 'scorecard_id, id'

    scorecard_id = fields.Many2one('daiban.scorecard', required=True, readonly=True, index=True, ondelete='cascade')
    unit_id = fields.Many2one(related='scorecard_id.unit_id', store=True, index=True)
    period_id = fields.Many2one(related='scorecard_id.period_id', store=True, index=True)
    indicator_id = fields.Many2one(
        'daiban.scorecard.indicator', string="Configured As", readonly=True, index=True, ondelete='restrict')
    name = fields.Char("Indicator", readonly=True, required=True)
    metric = fields.Char(readonly=True, export_string_translation=False)
    value = fields.Float(readonly=True, digits=(8, 2), aggregator='avg')
    part = fields.Float(readonly=True, digits=(10, 2), export_string_translation=False)
    whole = fields.Float("Number", readonly=True, digits=(10, 0))
    counted = fields.Boolean("Counts", readonly=True)
    most_points = fields.Integer(readonly=True, aggregator=None)
    points = fields.Float("Points Earned", readonly=True, digits=(6, 2), aggregator='avg')
    derivation = fields.Char("How the Points Come About", readonly=True)

    def _score(self):
        """Of a hundred; none if nothing was measured: that there was no incident is not yet an achievement."""
        counted = self.filtered('counted')
        if all(metric in NOTHING_IS_ZERO for metric in counted.mapped('metric')):
            return None
        return total([(line.points, line.most_points) for line in counted])


class DaibanScorecardPerson(models.Model):
    """The second level (R92 二级绩效): what the people of the unit did, for the unit's own distribution."""
    _name = 'daiban.scorecard.person'
    _description = 'Person in a Scorecard'
    _order = 'scorecard_id, item_count desc, id'

    scorecard_id = fields.Many2one('daiban.scorecard', required=True, readonly=True, index=True, ondelete='cascade')
    unit_id = fields.Many2one(related='scorecard_id.unit_id', store=True, index=True)
    period_id = fields.Many2one(related='scorecard_id.period_id', store=True)
    state = fields.Selection(related='scorecard_id.state', store=True)
    user_id = fields.Many2one('res.users', string="Person", required=True, readonly=True, index=True)
    item_count = fields.Integer("Items Finished", readonly=True)
    in_time_count = fields.Integer("Finished in Time", readonly=True)
    in_time_rate = fields.Float("In Time, %", compute='_compute_in_time_rate', digits=(5, 1))
    days_saved = fields.Integer(readonly=True)
    days_held = fields.Integer(readonly=True, help="Working days on which it lay with the person, by month.")

    @api.depends('item_count', 'in_time_count')
    def _compute_in_time_rate(self):
        for person in self:
            person.in_time_rate = 100 * person.in_time_count / person.item_count if person.item_count else 0
