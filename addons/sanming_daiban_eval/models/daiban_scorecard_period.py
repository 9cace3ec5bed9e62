from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..tools.scorecard import ranks


class DaibanScorecardPeriod(models.Model):
    """The scorecards of all units over one time (R91–R93): computed, looked at, published, and then as they are."""
    _name = 'daiban.scorecard.period'
    _description = 'Period of Scorecards'
    _inherit = ['daiban.scorecard.figures', 'daiban.team.mixin', 'mail.thread']
    _order = 'date_to desc, id desc'
    _workflow_fields = ('state', 'computed_on', 'published_on', 'published_by_id')

    name = fields.Char(required=True)
    date_from = fields.Date("First Day", required=True, tracking=True)
    date_to = fields.Date("Last Day", required=True, tracking=True)
    unit_ids = fields.Many2many(
        'daiban.unit', string="Units", help="Empty: every unit that had something to be measured.")
    share_points = fields.Integer(
        "Points in the Yearly Performance", default=lambda self: self.env['daiban.settings']._number('scorecard_share'),
        aggregator=None, help="So many points of the yearly performance of a unit are given by its score (R92).")
    state = fields.Selection(
        [('draft', "In Preparation"), ('published', "Published")], default='draft', required=True, readonly=True,
        copy=False, tracking=True, index=True)
    computed_on = fields.Datetime(readonly=True, copy=False)
    published_on = fields.Date(readonly=True, copy=False)
    published_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    scorecard_ids = fields.One2many('daiban.scorecard', 'period_id', string="Scorecards", copy=False)
    scorecard_count = fields.Integer(compute='_compute_scorecard_count')
    content_id = fields.Many2one(
        'daiban.scorecard.content', string="Export For", help="Empty: all indicators.")

    _dates = models.Constraint('CHECK(date_to >= date_from)', "The period ends before it begins.")
    _dates_uniq = models.Constraint('UNIQUE(date_from, date_to)', "There are scorecards of this time already.")

    @api.depends('scorecard_ids')
    def _compute_scorecard_count(self):
        for period in self:
            period.scorecard_count = len(period.scorecard_ids)

    def _locked_fields(self):
        return () if self.state == 'draft' else {'name', 'date_from', 'date_to', 'unit_ids', 'share_points'}

    @api.constrains('share_points')
    def _check_share(self):
        for period in self:
            if not 0 <= period.share_points <= 100:
                raise ValidationError(self.env._("The share of the yearly performance is between 0 and 100 points."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered(lambda period: period.state != 'draft'):
            raise UserError(self.env._("Published scorecards are kept."))

    # === Actions ===

    def action_compute(self):
        """Measure every unit anew; the bonus that somebody gave stays."""
        self._check_state('draft', action=self.env._("compute it"))
        self._check_center()
        for period in self.sudo():  # sudo: figures of the whole district; who computes was checked above
            period._compute_cards()
        return True

    def _compute_cards(self):
        indicators = self.env['daiban.scorecard.indicator'].search([('active', '=', True)])
        if not indicators:
            raise UserError(self.env._("No indicator is in use: enter them under Configuration first."))
        measures = self._measures(indicators)
        people = self._people()
        before = self._previous_scores()
        known = self.scorecard_ids.grouped('unit_id')
        units = self.unit_ids or self._measured_units(measures)
        self.scorecard_ids.filtered(lambda card: card.unit_id not in units).unlink()
        for unit in units:
            card = known.get(unit) or self.env['daiban.scorecard'].create({
                'period_id': self.id, 'unit_id': unit.id})
            card.write({
                'line_ids': [Command.clear(), *(
                    Command.create(card._prepare_line(indicator, measures[indicator.metric].get(unit.id)))
                    for indicator in indicators)],
                'person_ids': [Command.clear(), *(Command.create(vals) for vals in people.get(unit.id, ()))],
                'previous_score': before.get(unit.id, 0), 'has_previous': unit.id in before,
            })
        self._rank()
        self.computed_on = fields.Datetime.now()

    def _rank(self):
        scores = {card: card.score if card.has_score else None for card in self.scorecard_ids}
        places = ranks(scores)
        for card in self.scorecard_ids:
            card.rank = places.get(card, 0)

    def _previous_scores(self):
        """{unit id: score} of the last published period before this one."""
        before = self.search([('state', '=', 'published'), ('date_to', '<', self.date_from)], limit=1)
        return {card.unit_id.id: card.score for card in before.scorecard_ids if card.has_score}

    def action_publish(self):
        """From now on everybody sees it, and nothing changes any more."""
        self._check_state('draft', action=self.env._("publish it"))
        self._check_center()
        today = self.env['daiban.clock.mixin']._clock_today()
        for period in self.sudo():  # sudo: the state moves only by this action, whose person was checked above
            if not period.scorecard_ids:
                raise UserError(self.env._("Compute the scorecards first."))
            if period.date_to >= today:
                raise UserError(self.env._(
                    "The period lasts until %(day)s; it is published when it is over.", day=period.date_to))
            period.write({'state': 'published', 'published_on': today, 'published_by_id': self.env.uid})
        return True

    def action_open_cards(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban_eval.daiban_scorecard_action')
        return {**action, 'domain': [('period_id', '=', self.id)], 'context': {}}

    def action_export_xlsx(self):
        self.ensure_one()
        self.check_access('read')
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/scorecards/{self.id}.xlsx', 'target': 'download'}

    def action_export_pdf(self):
        self.ensure_one()
        self.check_access('read')
        return self.env['ir.actions.report']._get_report_from_name(
            'sanming_daiban_eval.report_daiban_scorecards').report_action(self)
