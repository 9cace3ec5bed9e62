from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.service_time import Period, service

FULL = 100


class DaibanServicePeriod(models.Model):
    """From when to when a person did agency work for a unit (R95 视同基层工作年限, R94 the center's management).

    One person of the center enters it, another one confirms it; only confirmed periods count. Overlapping days count
    once (Q13). The personnel relation stays with the home unit, in whose words the grade is given (R99).
    """
    _name = 'daiban.service.period'
    _description = 'Period of Agency Service'
    _inherit = ['daiban.team.mixin', 'mail.thread']
    _order = 'user_id, date_from, id'
    _rec_names_search = ['user_id.name', 'unit_id.name']
    _workflow_fields = ('state', 'entered_by_id', 'confirmed_by_id', 'confirmed_on')

    user_id = fields.Many2one(
        'res.users', string="Person", required=True, index=True, ondelete='restrict', tracking=True,
        domain=[('share', '=', False)])
    unit_id = fields.Many2one(
        'daiban.unit', string="Serves at", required=True, index=True, ondelete='restrict', tracking=True)
    home_unit_id = fields.Many2one(
        'daiban.unit', index='btree_not_null', ondelete='restrict', tracking=True,
        help="Where the personnel relation stays, and who grades (R99). Empty: the unit where the person serves.")
    grade_set_id = fields.Many2one(
        'daiban.eval.grade.set', string="Type of Employment", ondelete='restrict', tracking=True)
    position = fields.Char("Post")
    date_from = fields.Date("Since", required=True, tracking=True)
    date_to = fields.Date("Until", tracking=True, help="The last day. Empty: still serving.")
    percent = fields.Integer(
        "Share of Working Time", required=True, default=FULL, aggregator=None, tracking=True,
        help="In percent: half-time service counts half.")
    basis = fields.Char("Document", tracking=True, help="The transfer, secondment or duty order, by its number.")
    state = fields.Selection(
        [('draft', "To Be Confirmed"), ('confirmed', "Confirmed"), ('annulled', "Annulled")],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    entered_by_id = fields.Many2one('res.users', readonly=True, copy=False, default=lambda self: self.env.user)
    confirmed_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    confirmed_on = fields.Datetime(readonly=True, copy=False)
    annul_reason = fields.Text("Why It Is Annulled", copy=False, tracking=True)
    total_months = fields.Integer(
        "Months of the Person", compute='_compute_totals', help="All confirmed periods together, until today.")
    total_days = fields.Integer("Days of the Person", compute='_compute_totals')
    overlaps = fields.Boolean(
        compute='_compute_totals', help="Another period covers some of the days; they count once.")

    _dates = models.Constraint(
        'CHECK(date_to IS NULL OR date_to >= date_from)', "The last day is not before the first.")
    _percent_range = models.Constraint(
        'CHECK(percent > 0 AND percent <= 100)', "The share of working time is between 1 and 100 percent.")

    @api.depends('user_id', 'unit_id', 'date_from', 'date_to')
    def _compute_display_name(self):
        for period in self:
            period.display_name = (
                f'{period.user_id.name or ""} {period.unit_id.name or ""} '
                f'{period.date_from or ""}–{period.date_to or ""}')

    @api.depends('user_id', 'date_from', 'date_to', 'percent', 'state')
    def _compute_totals(self):
        today = self.env['daiban.clock.mixin']._clock_today()
        services = self._service_of(self.user_id, today)
        standing = self._standing(self.user_id).grouped('user_id')
        for period in self:
            found = services.get(period.user_id.id)
            period.total_months, period.total_days = (found.months, found.days) if found else (0, 0)
            others = standing.get(period.user_id, self.browse()) - period._origin
            period.overlaps = period.state != 'annulled' and any(period._overlaps(other) for other in others)

    def _overlaps(self, other):
        last = date.max
        return bool(self.date_from) and (
            self.date_from <= (other.date_to or last) and other.date_from <= (self.date_to or last))

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        periods = super().create(vals_list)
        periods._check_not_own()
        return periods

    def write(self, vals):
        self._check_not_own()
        result = super().write(vals)
        if 'user_id' in vals:
            self._check_not_own()
        return result

    def _locked_fields(self):
        """Once confirmed, a period can only be ended or annulled, so that a certificate stays true."""
        if self.state == 'draft':
            return ()
        locked = {'user_id', 'unit_id', 'home_unit_id', 'grade_set_id', 'date_from', 'percent', 'basis', 'position'}
        if self.state == 'annulled' or self.date_to:
            locked.add('date_to')
        return locked | {'annul_reason'} if self.state == 'annulled' else locked

    @api.constrains('date_from', 'user_id', 'unit_id', 'state')
    def _check_once(self):
        """The same person at the same unit twice on one day is a mistake; at two units it may be right."""
        for period in self.filtered(lambda period: period.state != 'annulled'):
            twins = self._standing(period.user_id).filtered(
                lambda other, period=period: other != period and other.unit_id == period.unit_id
                and period._overlaps(other))
            if twins:
                raise ValidationError(self.env._(
                    "%(person)s already serves at %(unit)s in this time (%(period)s). End or annul that period first.",
                    person=period.user_id.name, unit=period.unit_id.name, period=twins[0].display_name))

    # === Actions ===

    def action_confirm(self):
        """A second person of the center has seen the document."""
        self._check_state('draft', action=self.env._("confirm it"))
        self._check_center()
        self._check_not_own()
        self._require('basis', 'grade_set_id')
        for period in self:
            if not self.env.su and period.entered_by_id == self.env.user:
                raise ValidationError(self.env._(
                    "You entered this period; a colleague has to confirm it, with the document in hand."))
        # sudo: the state moves only by this action, whose person was checked above
        self.sudo().write({
            'state': 'confirmed', 'confirmed_by_id': self.env.uid, 'confirmed_on': fields.Datetime.now()})

    def action_annul(self):
        """It was wrong. It stays, with the reason, and counts no more."""
        self._check_state('draft', 'confirmed', action=self.env._("annul it"))
        self._check_center()
        self._check_not_own()
        self._require('annul_reason')
        self.sudo().write({'state': 'annulled'})  # sudo: as in action_confirm

    # === What others ask ===

    @api.model
    def _standing(self, users, domain=Domain.TRUE):
        """The periods of these people that were not annulled."""
        # sudo: dates of service; who asks was checked to see the person
        return self.sudo().search(Domain('user_id', 'in', users.ids) & Domain('state', '!=', 'annulled') & domain)

    @api.model
    def _service_of(self, users, until):
        """{user id: Service} of the confirmed periods until a day."""
        days = self.env['daiban.settings']._number('service_month_days')
        periods = self._standing(users, Domain('state', '=', 'confirmed')).grouped('user_id')
        return {
            user.id: service([period._as_period() for period in own], until, days) for user, own in periods.items()}

    def _as_period(self):
        return Period(self.date_from, self.date_to or None, self.percent)

    @api.model
    def _serving_in(self, first, last):
        """The confirmed periods that have a day in [first, last]: whoever is evaluated for that time (R96)."""
        return self.search([
            ('state', '=', 'confirmed'), ('date_from', '<=', last),
            '|', ('date_to', '=', False), ('date_to', '>=', first)])
