from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.service_time import FULL, length


class DaibanServiceCertificate(models.Model):
    """代办工作年限证明 (R95): how many months a person has served, period by period, on paper that can be checked.

    What it says is frozen when it is issued. Whoever it is for asks for it and reads it; the center issues it.
    """
    _name = 'daiban.service.certificate'
    _description = 'Certificate of Agency Service'
    _inherit = ['daiban.team.letter.mixin']
    _order = 'id desc'
    _letter_kind = 'service_certificate'
    _workflow_fields = ('state', 'number', 'issued_on', 'issued_by_id', 'issued_months', 'issued_days')

    user_id = fields.Many2one(
        'res.users', string="Person", required=True, index=True, ondelete='restrict', domain=[('share', '=', False)])
    until = fields.Date(
        "Counted Until", required=True, default=lambda self: self.env['daiban.clock.mixin']._clock_today())
    addressee = fields.Char("For", help="To whom it is addressed. Empty: whom it may concern.")
    state = fields.Selection(
        [('draft', "Draft"), ('issued', "Certified"), ('withdrawn', "Withdrawn")],
        default='draft', required=True, readonly=True, copy=False, tracking=True)
    months = fields.Integer(compute='_compute_service', help="Whole months, rounded down.")
    days = fields.Integer("Days of Service", compute='_compute_service')
    count_text = fields.Char("Count in Words", compute='_compute_service')
    issued_months = fields.Integer(readonly=True, copy=False, aggregator=None, export_string_translation=False)
    issued_days = fields.Integer(readonly=True, copy=False, aggregator=None, export_string_translation=False)
    issued_on = fields.Date("Certified On")
    issued_by_id = fields.Many2one(string="Certified By")
    withdraw_reason = fields.Text("Why It Is Withdrawn", copy=False, tracking=True)

    _number_uniq = models.Constraint('UNIQUE(number)', "The number of a certificate must be unique.")

    @api.depends('user_id', 'until', 'state')
    def _compute_service(self):
        for paper in self:
            found = paper._service()
            paper.count_text = paper._count_words(found) if found else ''
            if paper.state == 'draft':
                paper.months, paper.days = (found.months, found.days) if found else (0, 0)
            else:
                paper.months, paper.days = paper.issued_months, paper.issued_days

    def _service(self):
        if not self.user_id or not self.until:
            return None
        return self.env['daiban.service.period']._service_of(self.user_id, self.until).get(self.user_id.id)

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers._check_not_own()
        return papers

    def write(self, vals):
        self._check_not_own()
        return super().write(vals)

    def _locked_fields(self):
        return () if self.state == 'draft' else {
            'user_id', 'until', 'addressee', *(() if self.state == 'issued' else ('withdraw_reason',))}

    # === Actions ===

    def action_issue(self):
        """Number it and freeze what it says."""
        self._check_state('draft', action=self.env._("certify it"))
        self._check_center()
        self._check_not_own()
        today = self.env['daiban.clock.mixin']._clock_today()
        for paper in self:
            found = paper._check_issuable(today)
            # sudo: number, figures and words come from the ledger, and from this action whose person was checked above
            paper.sudo()._issue(issued_months=found.months, issued_days=found.days)

    def _check_issuable(self, today):
        self._require('user_id', 'until')
        if self.until > today:
            raise UserError(self.env._("Service is certified until today at the latest; choose an earlier day."))
        found = self._service()
        if not found or not found.days:
            raise UserError(self.env._(
                "%(person)s has no confirmed service until %(date)s. Enter and confirm the periods first.",
                person=self.user_id.name, date=self.until))
        return found

    def action_withdraw(self):
        """It is no longer valid, and says so to whoever checks it."""
        self._check_state('issued', action=self.env._("withdraw it"))
        self._check_center()
        self._check_not_own()
        self._require('withdraw_reason')
        self.sudo().write({'state': 'withdrawn'})  # sudo: as in action_issue

    # === On paper ===

    def _letter_addressee(self):
        return self.addressee or self.with_context(lang=self._letter_lang()).env._("To Whom It May Concern")

    def _letter_table(self):
        words = self.with_context(lang=self._letter_lang()).env
        periods = self._periods()
        return {
            'head': [(words._("Unit of Service"), None), (words._("Since"), '26mm'), (words._("Until"), '26mm'),
                     (words._("Share"), '16mm'), (words._("Days"), '16mm')],
            'rows': [[
                period.unit_id.name, str(period.date_from), str(min(period.date_to or self.until, self.until)),
                f'{period.percent}%', str(length(period._as_period()._replace(
                    end=min(period.date_to or self.until, self.until))))]
                for period in periods],
        }

    def _periods(self):
        return self.env['daiban.service.period']._standing(self.user_id, Domain.AND([
            Domain('state', '=', 'confirmed'), Domain('date_from', '<=', self.until)])).sorted('date_from')

    def _count_words(self, found):
        """How the months come about, in a sentence of the certificate."""
        words = self.with_context(lang=self._letter_lang()).env
        per_month = self.env['daiban.settings']._number('service_month_days')
        if found.percent_days == found.days * FULL:
            return words._(
                "Overlapping days count once: %(days)s days, %(per_month)s days a month, %(months)s whole months.",
                days=found.days, per_month=per_month, months=found.months)
        return words._(
            "Overlapping days count once: %(days)s days; part-time counts by its share: %(counted)s days, "
            "%(per_month)s days a month, %(months)s whole months.", days=found.days,
            counted=f'{found.percent_days / FULL:g}', per_month=per_month, months=found.months)
