from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...tools.fold import fold
from ...tools.terms import HOLDERS, LIMIT_UNITS
from ...tools.track import NOBODY, light_dates, light_on

LIMIT_FIELDS = {'limit_days', 'limit_unit', 'statutory_limit', 'statutory_limit_unit'}
LIGHTS = [
    ('grey', "Not Running"),
    ('green', "On Time"),
    ('yellow', "Due Soon"),
    ('orange', "Due Today"),
    ('red', "Overdue"),
]
BATCH = 5000


class DaibanClockStateMixin(models.AbstractModel):
    """The stored numbers of a clock and what is read from them. Everything here derives from the events and the
    calendar; it is never typed. See `daiban.clock.mixin` for how events come about.

    Stored numbers change only with an event or with the calendar. What depends on today is computed from them at
    reading; `light` is kept by a daily job, and searching by it is right even when the job is late.
    """
    _name = 'daiban.clock.state.mixin'
    _description = 'State of a Clock'

    clock_event_ids = fields.One2many('daiban.clock.event', 'res_id', string="Clock Events", bypass_search_access=True)
    limit_days = fields.Integer("Limit", aggregator=None, help="What is promised; 0: no limit.")
    limit_unit = fields.Selection(LIMIT_UNITS, default='working', required=True)
    statutory_limit = fields.Integer(aggregator=None, help="What the law allows; 0: the law sets no limit.")
    statutory_limit_unit = fields.Selection(LIMIT_UNITS, default='working', required=True)

    started_on = fields.Date(readonly=True, copy=False, index='btree_not_null')
    finished_on = fields.Date(readonly=True, copy=False)
    due_date = fields.Date(readonly=True, copy=False, index='btree_not_null', help="Empty while paused.")
    statutory_due_date = fields.Date(readonly=True, copy=False)
    deadline_provisional = fields.Boolean(
        readonly=True, copy=False, help="The due date lies in a year whose calendar is not published yet.")
    extension_days = fields.Integer(readonly=True, copy=False, aggregator=None)
    pause_reason_id = fields.Many2one('daiban.pause.reason', readonly=True, copy=False)
    pause_since = fields.Date(readonly=True, copy=False)
    pause_ends_on = fields.Date(
        readonly=True, copy=False, help="After this day the clock counts again by itself. Empty: no maximum.")
    pause_claimed = fields.Boolean(
        readonly=True, copy=False,
        help="A pause was asked for, but its document or its approval is missing: the days count.")
    holder_kind = fields.Selection(HOLDERS, string="Holder", readonly=True, copy=False, default='nobody')
    holder_unit_id = fields.Many2one(
        'daiban.unit', string="Holding Unit", readonly=True, copy=False, index='btree_not_null')
    holder_user_id = fields.Many2one('res.users', string="Holding Person", readonly=True, copy=False)
    holder_since = fields.Date(readonly=True, copy=False)
    finished_late = fields.Boolean(readonly=True, copy=False)
    light = fields.Selection(
        LIGHTS, readonly=True, copy=False, default='grey', required=True, search='_search_light')
    # used days = clock_used + days in (clock_anchor, today]; without anchor no further day counts
    clock_used = fields.Integer(readonly=True, copy=False, aggregator=None, export_string_translation=False)
    clock_statutory_used = fields.Integer(readonly=True, copy=False, aggregator=None, export_string_translation=False)
    clock_anchor = fields.Date(readonly=True, copy=False, export_string_translation=False)
    light_yellow_on = fields.Date(readonly=True, copy=False, export_string_translation=False)
    light_orange_on = fields.Date(readonly=True, copy=False, export_string_translation=False)
    light_red_on = fields.Date(readonly=True, copy=False, export_string_translation=False)

    used_days = fields.Integer(compute='_compute_used_days')
    remaining_days = fields.Integer(compute='_compute_used_days', help="Negative: overdue by so many days.")
    statutory_remaining_days = fields.Integer(compute='_compute_used_days')
    paused = fields.Boolean(compute='_compute_paused', search='_search_paused')

    # === READING === #
    @api.depends('clock_used', 'clock_statutory_used', 'clock_anchor', 'extension_days', *sorted(LIMIT_FIELDS))
    def _compute_used_days(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        for record in self:
            statutory = record.clock_statutory_used
            used = record.clock_used
            if record.clock_anchor:
                used += calendar.count_in(record.limit_unit, record.clock_anchor, today)
                statutory += calendar.count_in(record.statutory_limit_unit, record.clock_anchor, today)
            record.used_days = used
            record.remaining_days = record.limit_days and record.limit_days + record.extension_days - used
            record.statutory_remaining_days = (
                record.statutory_limit and record.statutory_limit + record.extension_days - statutory)

    @api.depends('pause_since', 'pause_ends_on')
    def _compute_paused(self):
        today = self._clock_today()
        for record in self:
            record.paused = bool(record.pause_since) and (not record.pause_ends_on or today <= record.pause_ends_on)

    def _search_paused(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return Domain('pause_since', '!=', False) & (
            Domain('pause_ends_on', '=', False) | Domain('pause_ends_on', '>=', self._clock_today()))

    def _search_light(self, operator, value):
        if operator != 'in':
            return NotImplemented
        lights = tuple(light for light in value if light) or (None,)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL("%s IN %s", model._clock_light_sql(alias), lights),
            predicate=lambda record: record._clock_light() in lights)

    @api.model
    def _clock_today(self):
        return self.env['daiban.calendar.year']._district_today()

    def _clock_light(self):
        """The light on this very day, whether or not the daily job has run."""
        self.ensure_one()
        return light_on(
            self._clock_today(), running=bool(self.started_on and not self.finished_on), paused=self.paused,
            yellow=self.light_yellow_on, orange=self.light_orange_on, red=self.light_red_on)

    @api.model
    def _clock_light_sql(self, alias):
        """The same as `_clock_light`, for the database."""
        column = {name: SQL.identifier(alias, name) for name in (
            'started_on', 'finished_on', 'light_red_on', 'light_orange_on', 'light_yellow_on', 'pause_since',
            'pause_ends_on')}
        return SQL(
            "CASE WHEN %(started_on)s IS NULL OR %(finished_on)s IS NOT NULL THEN 'grey'"
            " WHEN %(light_red_on)s <= %(today)s THEN 'red'"
            " WHEN %(pause_since)s IS NOT NULL AND COALESCE(%(pause_ends_on)s >= %(today)s, TRUE) THEN 'grey'"
            " WHEN %(light_orange_on)s <= %(today)s THEN 'orange'"
            " WHEN %(light_yellow_on)s <= %(today)s THEN 'yellow' ELSE 'green' END",
            today=self._clock_today(), **column)

    # === STORING === #
    def _clock_tracks(self, calendar=None):
        """{id: Track}, folded from the events of all the records at once."""
        calendar = calendar or self.env['daiban.calendar.year']._work_calendar()
        events = self.env['daiban.clock.event']._engine_events(self._name, self.ids)
        return {res_id: fold(rows, calendar) for res_id, rows in events.items()}

    def _clock_recompute(self, calendar=None, lights=True):
        """Derive the stored numbers and the spans of these clocks anew; writes only what differs.

        :param lights: whether the lights turn at once, or are left to the daily job
        """
        calendar = calendar or self.env['daiban.calendar.year']._lock_work_calendar()
        records = self.sudo()  # derived from sealed events, whatever the user may write by hand
        for ids in split_every(BATCH, records.ids):
            batch = records.browse(ids)
            tracks = batch._clock_tracks(calendar)
            self.env['daiban.clock.span']._replace(self._name, {
                res_id: track.spans for res_id, track in tracks.items()})
            batch._clock_store(batch._clock_values_stored(tracks, calendar), lights)

    def _clock_store(self, values, lights=True):
        """Make the stored numbers equal to these; what differs is written at once for all records.

        Only a light that turns is an ordinary write, and the last one: automations hang on it and find the other
        numbers in place.
        """
        self._clock_update([name for name in next(iter(values.values()), ()) if name != 'light'], values)
        turned = {}
        for record in self if lights else ():
            if record.light != values[record.id]['light']:
                turned.setdefault(values[record.id]['light'], []).append(record.id)
        for light, ids in turned.items():
            self.browse(ids).write({'light': light})

    def _clock_update(self, names, values):
        self.flush_recordset(names)
        changed = {}
        for res_id, *stored in self.env.execute_query(SQL(
            "SELECT id, %s FROM %s WHERE id = ANY(%s)",
            SQL(", ").join(map(SQL.identifier, names)), SQL.identifier(self._table), self.ids,
        )):
            wanted = values[res_id]
            for name, value in zip(names, stored, strict=True):
                if (value or None) != (wanted[name] or None):
                    changed.setdefault(res_id, set()).add(name)
        if not changed:
            return
        columns = sorted(set().union(*changed.values()))
        self._clock_update_columns(columns, {res_id: values[res_id] for res_id in changed})
        records = self.browse(changed)
        records.invalidate_recordset(columns, flush=False)
        records.modified(columns)

    def _clock_update_columns(self, names, values):
        columns = [SQL("%s::int4[]", list(values))]
        for name in names:
            kind = SQL(self._fields[name].column_type[0])
            columns.append(SQL("%s::%s[]", [row[name] or None for row in values.values()], kind))
        self.env.cr.execute(SQL(
            "UPDATE %(table)s SET %(assignments)s FROM unnest(%(columns)s) AS new (id, %(names)s) "
            "WHERE %(table)s.id = new.id",
            table=SQL.identifier(self._table),
            assignments=SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), SQL.identifier('new', name)) for name in names),
            columns=SQL(", ").join(columns), names=SQL(", ").join(map(SQL.identifier, names))))

    def _clock_values_stored(self, tracks, calendar):
        """{id: values} of all stored numbers, from the tracks."""
        today = self._clock_today()
        thresholds = self._clock_thresholds()
        return {record.id: record._clock_values(tracks[record.id], calendar, today, thresholds) for record in self}

    def _clock_values(self, track, calendar, today, thresholds):
        unit, statutory_unit = self.limit_unit, self.statutory_limit_unit
        limited = (self.limit_days, unit) if self.limit_days else (self.statutory_limit, statutory_unit)
        yellow, orange, red = light_dates(track, calendar, *limited, **thresholds)
        pause = track.pause_on(today)
        anchor = track.anchor()
        due = orange if self.limit_days and not pause else None
        statutory_due = None if pause else track.due(calendar, self.statutory_limit, statutory_unit)
        working_dues = [day for day, day_unit in ((due, unit), (statutory_due, statutory_unit))
                        if day and day_unit == 'working']
        values = {
            'started_on': track.started, 'finished_on': track.finished, 'extension_days': track.extension,
            'due_date': due, 'statutory_due_date': statutory_due,
            'deadline_provisional': any(calendar.is_provisional(day) for day in working_dues),
            'clock_used': track.used(calendar, anchor or date.max, unit),
            'clock_statutory_used': track.used(calendar, anchor or date.max, statutory_unit),
            'clock_anchor': anchor,
            'light_yellow_on': yellow, 'light_orange_on': orange, 'light_red_on': red,
            'finished_late': bool(track.finished and red and red <= track.finished),
            'pause_reason_id': pause and pause.reason, 'pause_since': pause and pause.after,
            'pause_ends_on': pause and track.pause_ends(), 'pause_claimed': bool(track.claimed_pauses()),
            **self._clock_holder_values(track, today),
        }
        values['light'] = light_on(
            today, running=bool(track.started and not track.finished), paused=bool(pause),
            yellow=yellow, orange=orange, red=red)
        return values

    def _clock_holder_values(self, track, today):
        span = track.span_on(today)
        holder = span.holder if span else NOBODY
        return {
            'holder_kind': holder.kind, 'holder_unit_id': holder.unit or False, 'holder_user_id': holder.user or False,
            'holder_since': track.holder_since(today) if span else track.finished,
        }

    @api.model
    def _clock_thresholds(self):
        """From when the light is yellow: that many days before the end, or that share of the limit."""
        settings = self.env['daiban.settings']
        return {'least': settings._number('light_least_days'), 'percent': settings._number('light_percent')}

    # === CRUD === #
    def write(self, vals):
        self._clock_check_write(vals)
        result = super().write(vals)
        if LIMIT_FIELDS & vals.keys() and (started := self.filtered('started_on')):
            started._clock_recompute()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._clock_check_write(vals)
        return super().create(vals_list)

    def _clock_check_write(self, vals):
        if self.env.su:
            return
        if typed := vals.keys() & self._clock_derived_fields():
            raise UserError(self.env._(
                "%(fields)s come from what has been recorded and cannot be typed.", fields=', '.join(
                    self._fields[name].get_description(self.env, ['string'])['string'] for name in sorted(typed))))
        limits = vals.keys() & LIMIT_FIELDS
        if any(record[name] != vals[name] for name in limits for record in self if record.started_on):
            raise UserError(self.env._("The time limit of what is already running is not changed any more."))

    @api.model
    def _clock_derived_fields(self):
        mixin = self.env['daiban.clock.state.mixin']
        return {name for name, field in mixin._fields.items() if field.readonly and field.store and name != 'id'}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        if self.sudo().clock_event_ids:  # sudo: whether there are any, not which
            raise UserError(self.env._("What has a recorded history cannot be deleted. Cancel it instead."))
