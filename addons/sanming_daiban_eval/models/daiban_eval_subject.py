from odoo import api, fields, models

from ..tools.service_time import Period, service


class DaibanEvalSubject(models.Model):
    """A person who is evaluated for a year: whoever has a confirmed period of service in it (R95, R96)."""
    _name = 'daiban.eval.subject'
    _description = 'Evaluated Person'
    _order = 'campaign_id desc, unit_id, id'
    _rec_names_search = ['user_id.name']

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, readonly=True, index=True, ondelete='cascade')
    year = fields.Integer(related='campaign_id.year', store=True, aggregator=None)
    state = fields.Selection(related='campaign_id.state', string="State of the Evaluation")
    user_id = fields.Many2one(
        'res.users', string="Person", required=True, readonly=True, index=True, ondelete='restrict')
    unit_id = fields.Many2one(
        'daiban.unit', string="Home Unit", readonly=True, index=True, ondelete='restrict',
        help="Where the personnel relation is, and who grades (R99).")
    serves_at_id = fields.Many2one('daiban.unit', string="Serves at", readonly=True, ondelete='restrict')
    grade_set_id = fields.Many2one(
        'daiban.eval.grade.set', string="Type of Employment", readonly=True, ondelete='restrict')
    service_months = fields.Integer(
        "Months of Service in the Year", readonly=True, aggregator=None, help="Whole months, rounded down (R95).")

    _user_uniq = models.Constraint('UNIQUE(campaign_id, user_id)', "A person is evaluated once a year.")

    @api.depends('user_id.name', 'year')
    def _compute_display_name(self):
        for subject in self:
            subject.display_name = ' '.join(filter(None, [subject.user_id.name, subject.year and str(subject.year)]))


class DaibanEvalCampaign(models.Model):
    _inherit = 'daiban.eval.campaign'

    def _draw_subjects(self):
        """The people of the service who served in the year, each with the unit and words of the last period."""
        self.ensure_one()
        periods = self.env['daiban.service.period']._serving_in(self._first_day(), self._last_day())
        people = periods.sorted('date_from').grouped('user_id')
        self.env['daiban.eval.subject'].create([self._prepare_subject(user, own) for user, own in people.items()])

    def _prepare_subject(self, user, periods):
        last = periods[-1]
        return {
            'campaign_id': self.id,
            'user_id': user.id,
            'unit_id': (last.home_unit_id or last.unit_id).id,
            'serves_at_id': last.unit_id.id,
            'grade_set_id': last.grade_set_id.id,
            'service_months': self._months_in_year(periods),
        }

    def _months_in_year(self, periods):
        first, last = self._first_day(), self._last_day()
        in_year = [
            Period(max(period.date_from, first), min(period.date_to or last, last), period.percent)
            for period in periods]
        return service(in_year, last, self.env['daiban.settings']._number('service_month_days')).months
