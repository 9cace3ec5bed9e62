from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

STATES = [
    ('draft', "Draft"),
    ('drawn', "Drawn"),
    ('open', "Open for Answers"),
    ('closed', "Evaluation Closed"),
    ('published', "Published"),
    ('cancelled', "Cancelled"),
]
OFFICER = 'sanming_daiban_eval.group_eval_officer'
YEARS = range(2020, 2100)


class DaibanEvalCampaign(models.Model):
    """The special evaluation of one calendar year (R96), bound to one published scheme.

    Who is evaluated and who is asked comes from the ledger, by `daiban.eval.campaign` in the files beside this one:
    the steps are in *flow*, the draw in *draw*, the answers in *box*. Answers have no names and no model.
    """
    _name = 'daiban.eval.campaign'
    _description = 'Yearly Evaluation'
    _inherit = ['daiban.workflow.mixin', 'mail.thread']
    _order = 'year desc, id desc'
    _workflow_fields = ('state', 'drawn_on', 'opened_on', 'closed_on', 'published_on', 'cancel_reason')

    year = fields.Integer(
        required=True, aggregator=None, tracking=True, default=lambda self: self._today().year,
        help="The calendar year whose work is evaluated. There is one evaluation for each.")
    scheme_id = fields.Many2one(
        'daiban.eval.scheme', required=True, ondelete='restrict', tracking=True, index=True,
        domain=[('state', '=', 'published')], default=lambda self: self._published_scheme())
    state = fields.Selection(
        STATES, required=True, default='draft', readonly=True, copy=False, tracking=True, index=True)
    opens_on = fields.Date("Opens", tracking=True, help="When it is planned to open. It opens by the button.")
    closes_on = fields.Date("Last Day to Answer", tracking=True, help="The daily job closes it after this day.")
    drawn_on = fields.Datetime(readonly=True, copy=False)
    opened_on = fields.Datetime("Opened for Answers At", readonly=True, copy=False)
    closed_on = fields.Datetime("Answers Closed At", readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)
    cancel_reason = fields.Text("Why It Is Cancelled", readonly=True, copy=False)
    subject_ids = fields.One2many('daiban.eval.subject', 'campaign_id', string="Evaluated People", copy=False)
    subject_count = fields.Integer("Number of Evaluated People", compute='_compute_subject_count')

    _year_uniq = models.UniqueIndex(
        "(year) WHERE state != 'cancelled'", "There is an evaluation of this year already: one for each year (R96).")
    _dates = models.Constraint(
        'CHECK(opens_on IS NULL OR closes_on IS NULL OR closes_on >= opens_on)',
        "The last day to answer is not before the day of opening.")

    @api.depends('year')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for campaign in self:
            campaign.display_name = self.env._("Evaluation %(year)s", year=campaign.year or '')

    @api.depends('subject_ids')
    def _compute_subject_count(self):
        for campaign in self:
            campaign.subject_count = len(campaign.subject_ids)

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        self._check_free({vals.get('year') or self._today().year for vals in vals_list})
        return super().create(vals_list)

    def write(self, vals):
        if vals.get('year'):
            self._check_free({vals['year']})
        if 'closes_on' in vals:
            self._check_new_deadline(fields.Date.to_date(vals['closes_on']))
        return super().write(vals)

    def _check_free(self, years):
        """R96: before the database refuses it in words of its own."""
        # sudo: whether there is one is no secret
        taken = self.sudo().search([('year', 'in', list(years)), ('state', '!=', 'cancelled')], limit=1) - self
        if taken:
            raise ValidationError(self.env._(
                "There is an evaluation of %(year)s already (R96: once a year). Go on with that one, or cancel it "
                "with a reason before you begin another.", year=taken.year))

    @api.constrains('year')
    def _check_year(self):
        for campaign in self:
            if campaign.year not in YEARS:
                raise ValidationError(self.env._("%(year)s is not a year that can be evaluated.", year=campaign.year))

    @api.constrains('scheme_id')
    def _check_scheme(self):
        for campaign in self:
            if campaign.state == 'draft' and campaign.scheme_id.state != 'published':
                raise ValidationError(self.env._(
                    "%(scheme)s is not published. Choose the published scheme, or let the configuration manager "
                    "publish one first.", scheme=campaign.scheme_id.display_name))

    def _check_new_deadline(self, day):
        """While people answer, the last day may move, but not into the past and not away."""
        if self.filtered(lambda campaign: campaign.state == 'open') and not (day and day >= self._today()):
            raise UserError(self.env._(
                "People are answering: the last day can be moved, but not before today. To end it, close it."))

    def _locked_fields(self):
        """What people were told when they were asked holds; the last day may be moved while it is open."""
        if self.state == 'draft':
            return ()
        locked = {'year', 'scheme_id'}
        return locked if self.state == 'drawn' else locked | {'opens_on', *(
            () if self.state == 'open' else ('closes_on',))}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered('drawn_on'):  # or another seed could be tried by deleting
            raise UserError(self.env._("An evaluation stays on record. Cancel it with a reason instead."))

    # === Help ===

    @api.model
    def _today(self):
        return self.env['daiban.calendar.year']._district_today()

    @api.model
    def _published_scheme(self):
        return self.env['daiban.eval.scheme'].search([('state', '=', 'published')], limit=1)

    def _first_day(self):
        return date(self.year, 1, 1)

    def _last_day(self):
        return date(self.year, 12, 31)

    def _groups(self):
        """{kind: group of the scheme}"""
        return {group.kind: group for group in self.scheme_id.group_ids}

    @api.model
    def _current_domain(self):
        """Evaluations in which people answer now, by the clock and not by the daily job alone."""
        return Domain('state', '=', 'open') & Domain('closes_on', '>=', self._today())
