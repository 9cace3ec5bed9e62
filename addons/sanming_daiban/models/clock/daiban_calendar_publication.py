import base64
import logging

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate

from ...tools.calendar_csv import parse_csv, rules
from ...tools.notice_parser import NoticeError, document, parse_notice
from ...tools.workdays import CalendarDay, WorkCalendar

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

READING_ERRORS = {
    'empty': _lt("There is no day in it. Paste the whole text of the notice. %(where)s"),
    'year': _lt("It is about another year than %(year)s, or names none. %(where)s"),
    'date': _lt("There is no such date: %(where)s"),
    'weekday': _lt("The weekday is another one; compare with the notice: %(where)s"),
    'count': _lt("The number of days is not the one that the notice says: %(where)s"),
    'twice': _lt("A day comes twice: %(where)s"),
    'columns': _lt("The first line of the file must be “date,kind,name”, not: %(where)s"),
    'kind': _lt("A day is “workday” or “restday”, not: %(where)s"),
}
EDITABLE = {'year', 'kind', 'line_ids', 'source', 'issued_on'}


class DaibanCalendarPublication(models.Model):
    """A change of the calendar: entered, looked at with what it does to the running clocks, then put into force."""
    _name = 'daiban.calendar.publication'
    _description = 'Calendar Publication'
    _inherit = 'mail.thread'
    _order = 'id desc'

    kind = fields.Selection([
        ('notice', "Yearly Notice"),
        ('closure', "Local Closure"),
    ], required=True, default='notice', help="A notice replaces the days of its year, a closure adds to them.")
    year = fields.Integer(
        compute='_compute_year', store=True, readonly=False, precompute=True, required=True, aggregator=None,
        help="The year that the notice rules; a closure takes it from its days.")
    state = fields.Selection([
        ('draft', "Draft"),
        ('previewed', "Looked At"),
        ('publishing', "Being Published"),
        ('published', "Published"),
    ], required=True, default='draft', readonly=True, copy=False, tracking=True)
    source = fields.Char("Document", help="Quoted in the proof of every deadline, such as 国办发明电〔2025〕7号.")
    issued_on = fields.Date("Issued on")
    notice_text = fields.Text("Text of the Notice", help="Paste the notice of the State Council as it is.")
    csv_file = fields.Binary("CSV File", attachment=False, help="Columns: date, kind (workday or restday), name.")
    csv_name = fields.Char("Name of the File", copy=False, export_string_translation=False)
    line_ids = fields.One2many('daiban.calendar.publication.line', 'publication_id', string="Calendar Days", copy=True)
    impact_ids = fields.One2many('daiban.calendar.impact', 'publication_id', string="Clocks That Move", readonly=True)
    moved_count = fields.Integer("Due Dates That Move", readonly=True, copy=False)
    overdue_count = fields.Integer("Become Overdue", readonly=True, copy=False)
    clock_count = fields.Integer("Running Clocks", readonly=True, copy=False)
    progress = fields.Float(readonly=True, copy=False)
    failure = fields.Text(readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one('res.users', readonly=True, copy=False)

    @api.depends('kind', 'line_ids.date')
    def _compute_year(self):
        year_model = self.env['daiban.calendar.year']
        today = year_model._district_today()
        for record in self:
            if record.kind == 'closure':
                record.year = min(filter(None, record.line_ids.mapped('date')), default=today).year
            elif not record.year:
                provisional = year_model.search([('state', '=', 'provisional')], order='year', limit=1)
                record.year = provisional.year or today.year

    @api.depends('year', 'kind', 'source')
    def _compute_display_name(self):
        for record in self:
            record.display_name = f'{record.year} {record.source or ""}'.strip()

    @api.constrains('line_ids', 'year')
    def _check_days(self):
        for record in self:
            if stray := record.line_ids.filtered(lambda line, year=record.year: not rules(year, line.date)):
                raise ValidationError(self.env._(
                    "%(date)s does not belong to %(year)s.", date=stray[0].date, year=record.year))

    def write(self, vals):
        if vals.keys() & EDITABLE and any(record.state in ('publishing', 'published') for record in self):
            raise UserError(self.env._("What has been published is not changed: make a further publication."))
        if vals.keys() & EDITABLE and 'state' not in vals:
            vals = {**vals, 'state': 'draft', 'impact_ids': [Command.clear()]}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(record.state in ('publishing', 'published') for record in self):
            raise UserError(self.env._("What has been published is kept."))

    # === ENTERING === #
    def action_read_text(self):
        """Fill in the days that the pasted notice names, with its number and date where it gives them."""
        self.ensure_one()
        self._fill(lambda: parse_notice(self.notice_text or '', self.year).days)
        number, issued_on = document(self.notice_text)
        self.write({'source': self.source or number, 'issued_on': self.issued_on or issued_on})

    def action_read_csv(self):
        self.ensure_one()
        try:
            text = base64.b64decode(self.csv_file or b'').decode('utf-8-sig')
        except UnicodeDecodeError:
            raise UserError(self.env._("Save the file as “CSV UTF-8” and choose it again.")) from None
        self._fill(lambda: parse_csv(text, self.year))

    def _fill(self, read):
        try:
            days = read()
        except NoticeError as error:
            message = self.env._(READING_ERRORS[error.code])
            raise UserError(message % {'where': error.where, 'year': self.year}) from None
        self.line_ids = [Command.clear(), *(Command.create({
            'date': day.date, 'kind': 'workday' if day.is_workday else 'restday', 'name': day.name}) for day in days)]

    # === LOOKING AHEAD === #
    def action_preview(self):
        """Count what publishing would do to the running clocks."""
        self.ensure_one()
        self._check_complete()
        moved = self.env['daiban.calendar.impact']._measure(self, self._future_calendar())
        self.write({
            'state': 'previewed', 'moved_count': len(moved), 'clock_count': self._running_count(),
            'overdue_count': sum(impact['becomes_overdue'] for impact in moved),
        })

    def _check_complete(self):
        if not self.line_ids:
            raise UserError(self.env._("Enter the days first: paste the notice or load a file."))
        if not self.source:
            raise UserError(self.env._("Name the document: every proof of a deadline quotes it."))

    def _running_count(self):
        return sum(len(model._clock_running_ids()) for model in self.env['daiban.clock.mixin']._clock_models())

    def _future_calendar(self):
        """The calendar as it would be."""
        year_model = self.env['daiban.calendar.year']
        present = year_model._work_calendar()
        replaced = set(self.line_ids.mapped('date')) | set(self._days_to_drop().mapped('date'))
        kept = self.env['daiban.calendar.day'].search([('date', 'not in', list(replaced))])
        return WorkCalendar(
            [*(CalendarDay(day.date, day.kind == 'workday', day.name or '', day.source or '') for day in kept),
             *(CalendarDay(line.date, line.kind == 'workday', line.name or '', self.source) for line in self.line_ids)],
            published_years=present.published_years | ({self.year} if self.kind == 'notice' else set()),
            sources=present.sources,
        )

    def _days_to_drop(self):
        """A notice replaces what was known of its year; closures decreed locally stay."""
        if self.kind == 'closure':
            return self.env['daiban.calendar.day']
        return self.env['daiban.calendar.day'].search([('year_id.year', '=', self.year), ('is_local', '=', False)])

    # === PUBLISHING === #
    def action_publish(self):
        """Put it into force; a job does the work, so that a long one neither blocks nor is cut off."""
        for record in self:
            if record.state != 'previewed':
                raise UserError(self.env._("Look first at what it does: press “Preview”."))
        self.write({'state': 'publishing', 'progress': 0, 'failure': False,
                    'published_by_id': self.env.uid})
        self.env.ref('sanming_daiban.ir_cron_publish_calendar').sudo()._trigger()  # sudo: jobs belong to the system

    @api.model
    def _cron_publish(self):
        for publication in self.search([('state', '=', 'publishing')], order='id'):
            publication._publish()

    def _publish(self):
        """All or nothing, in a transaction of its own, while nobody records events.

        Notes of the progress are written apart, so that they can be seen while the work goes on. Ended in between, the
        job finds it again as being published; doing it twice is the same as once.
        """
        registry = self.env.registry
        try:
            with registry.cursor() as lock:
                self.env['daiban.calendar.revision']._hold(lock)
                with registry.cursor() as cr:
                    self.env['daiban.calendar.revision']._read_committed(cr)
                    self.with_env(self.env(cr=cr))._put_into_force(self._note)
        except Exception as error:
            _logger.exception("Calendar publication %s failed, the calendar is unchanged", self.id)
            self._note(state='draft', failure=str(error))
        else:
            self._note(state='published', progress=100, published_on=fields.Datetime.now())
            self.env.ref('sanming_daiban.ir_cron_turn_lights').sudo()._trigger()  # sudo: jobs belong to the system
        finally:
            self.env['daiban.calendar.year']._calendar_changed()
            registry.signal_changes()

    def _note(self, **vals):
        with self.env.registry.cursor() as cr:
            super(DaibanCalendarPublication, self.with_env(self.env(cr=cr))).write(vals)

    def _put_into_force(self, note=None):
        """Change the days and compute all running clocks anew."""
        self.env['daiban.calendar.revision']._advance()
        year_model = self.env['daiban.calendar.year']
        # not from the cache, which is everybody's: what is not committed is nobody else's
        before = year_model._build_work_calendar()
        self._write_days()
        self.env['daiban.clock.mixin']._clock_recompute_all(
            year_model._build_work_calendar(), lambda done, total: note and note(progress=100 * done / total), before)

    def _write_days(self):
        """sudo: nobody may write the calendar but its publication."""
        year_model = self.env['daiban.calendar.year'].sudo()
        year = year_model.search([('year', '=', self.year)]) or year_model.create({'year': self.year})
        if self.kind == 'notice':
            year.write({'state': 'published', 'source': self.source, 'issued_on': self.issued_on})
        local = self.kind == 'closure'
        day_model = self.env['daiban.calendar.day'].sudo()
        known = {day.date: day for day in self._days_to_drop().sudo() + day_model.search([
            ('date', 'in', self.line_ids.mapped('date'))])}
        create = []
        for line in self.line_ids:
            vals = {'kind': line.kind, 'name': line.name, 'is_local': local, 'source': self.source if local else False}
            if day := known.pop(line.date, None):
                day.write(vals)
            else:
                create.append({'date': line.date, **vals})
        day_model.union(*known.values()).unlink()
        day_model.create(create)
