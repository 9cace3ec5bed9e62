from odoo import api, fields, models, tools

from ...tools.district_time import district_now, district_today
from ...tools.workdays import CalendarDay, WorkCalendar


class DaibanCalendarYear(models.Model):
    """A year of the legal calendar. Days are moved by the yearly notice of the State Council; until it is out, the year
    is provisional: it knows only the rest days that the law itself names, and due dates in it may still move.

    Nobody writes years and days by hand: they change by a publication, which shows first what it does to the clocks.
    """
    _name = 'daiban.calendar.year'
    _description = 'Calendar Year'
    _order = 'year desc'

    year = fields.Integer(required=True, aggregator=None)
    state = fields.Selection([
        ('provisional', "Provisional"),
        ('published', "Published"),
    ], required=True, default='provisional')
    source = fields.Char(help="The notice that rules the year, as it is quoted in the proof of a deadline.")
    issued_on = fields.Date("Issued on")
    day_ids = fields.One2many('daiban.calendar.day', 'year_id', string="Calendar Days")
    workday_count = fields.Integer("Working Days", compute='_compute_workday_count')

    _year_uniq = models.Constraint('UNIQUE(year)', "This year is already in the calendar.")
    _year_range = models.Constraint('CHECK(year BETWEEN 2000 AND 2100)', "The year must lie between 2000 and 2100.")

    @api.depends('year')
    def _compute_display_name(self):
        for record in self:
            record.display_name = str(record.year)

    @api.depends('day_ids.date', 'day_ids.kind', 'year')
    def _compute_workday_count(self):
        calendar = self._work_calendar()
        for record in self:
            last_day = fields.Date.to_date(f'{record.year}-12-31')
            record.workday_count = calendar.count(last_day.replace(year=record.year - 1), last_day)

    @api.model_create_multi
    def create(self, vals_list):
        years = super().create(vals_list)
        self._calendar_changed()
        return years

    def write(self, vals):
        result = super().write(vals)
        self._calendar_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self._calendar_changed()
        return result

    # --- what the rest of the product asks
    @api.model
    def _district_today(self):
        """Today in the district. The one place where the product asks what day it is."""
        return district_today()

    @api.model
    def _office_open(self):
        """Whether people are at work in the district now: reminders wait for it."""
        now, settings = district_now(), self.env['daiban.settings']
        return self._work_calendar().is_workday(now.date()) and (
            settings._number('work_from') <= now.hour < settings._number('work_until'))

    @api.model
    def _work_calendar(self):
        """The `WorkCalendar` of all years, kept until one of them changes (in any worker)."""
        return self._load_work_calendar()[1]

    @api.model
    def _lock_work_calendar(self):
        """The `WorkCalendar`, held against publication until the end of the transaction.

        Whoever stores what was counted with it takes it here. A publication that came in between makes this
        transaction start anew (serialization failure, retried by Odoo) or, when only the cache is late, reload.
        """
        number = self.env['daiban.calendar.revision']._share()
        if self._load_work_calendar()[0] != number:
            self._calendar_changed()
        return self._load_work_calendar()[1]

    @tools.ormcache()
    def _load_work_calendar(self):
        return self.env['daiban.calendar.revision']._current(), self._build_work_calendar()

    @api.model
    def _build_work_calendar(self):
        years = self.sudo().search_fetch([], ['year', 'state', 'source'])  # every calendar answer needs it
        days = self.env['daiban.calendar.day'].sudo().search_fetch([], ['date', 'kind', 'name', 'source'])
        return WorkCalendar(
            (CalendarDay(day.date, day.kind == 'workday', day.name or '', day.source or '') for day in days),
            published_years=years.filtered(lambda year: year.state == 'published').mapped('year'),
            sources={year.year: year.source for year in years if year.source},
        )

    @api.model
    def _calendar_changed(self):
        self.env.registry.clear_cache()
