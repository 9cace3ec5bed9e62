from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanCalendarDay(models.Model):
    _name = 'daiban.calendar.day'
    _description = 'Calendar Day'
    _order = 'date'

    date = fields.Date(required=True)
    kind = fields.Selection([
        ('workday', "Working Day"),
        ('restday', "Rest Day"),
    ], required=True)
    name = fields.Char(
        required=True, help="The holiday for which the day is free, or in exchange for which it is worked.")
    source = fields.Char(help="Empty: the notice of the year. A local closure names the document that decreed it.")
    is_local = fields.Boolean("Local Closure", help="Decreed by the district, such as a typhoon day.")
    year_id = fields.Many2one(
        'daiban.calendar.year', compute='_compute_year_id', store=True, precompute=True, index=True,
        ondelete='restrict')

    _date_uniq = models.Constraint('UNIQUE(date)', "This day is already in the calendar: change it instead.")

    @api.depends('date')
    def _compute_year_id(self):
        years = {year.year: year for year in self.env['daiban.calendar.year'].search([])}
        for day in self:
            day.year_id = day.date and years.get(day.date.year)

    @api.constrains('date')
    def _check_year(self):
        for day in self:
            if not day.year_id:
                raise ValidationError(self.env._(
                    "%(date)s lies in a year that is not in the calendar: add the year first.", date=day.date))

    @api.depends('date', 'name')
    def _compute_display_name(self):
        for day in self:
            day.display_name = f'{day.date} {day.name or ""}'.strip()

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self.env['daiban.calendar.year']._calendar_changed()
        return days

    def write(self, vals):
        result = super().write(vals)
        self.env['daiban.calendar.year']._calendar_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env['daiban.calendar.year']._calendar_changed()
        return result
