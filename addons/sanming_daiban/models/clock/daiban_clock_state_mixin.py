from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...tools.fold import fold
from ...tools.numbers import Limits, Numbers, numbers_of, shifted
from ...tools.terms import HOLDERS, LIMIT_UNITS
from ...tools.track import light_on

LIMIT_COLUMNS = ('limit_days', 'limit_unit', 'statutory_limit', 'statutory_limit_unit')  # in the order of `Limits`
LIMIT_FIELDS = set(LIMIT_COLUMNS)
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

    started_on = fields.Date(readonly=True, copy=False)
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
    holder_unit_id = fields.Many2one('daiban.unit', string="Holding Unit", readonly=True, copy=False)
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
    def _clock_tracks(self, calendar=None, events=None):
        """{id: Track}, folded from the events of all the records at once."""
        calendar = calendar or self.env['daiban.calendar.year']._work_calendar()
        events = events or self.env['daiban.clock.event']._engine_events(self._name, self.ids)
        return {res_id: fold(rows, calendar) for res_id, rows in events.items()}

    def _clock_recompute(self, calendar=None, events=None, lights=True, before=None):
        """Derive the stored numbers and the spans of these clocks anew; writes only what differs.

        :param events: {id: [Event]} of all these clocks, where they are known already
        :param lights: whether the lights turn at once, or are left to the daily job
        :param before: the calendar of the stored numbers, when nothing but the calendar has changed since
        """
        calendar = calendar or self.env['daiban.calendar.year']._lock_work_calendar()
        records = self.sudo()  # derived from sealed events, whatever the user may write by hand
        for ids in split_every(BATCH, records.ids):
            batch = records.browse(ids)
            stored = batch._clock_stored()
            numbers, tracks = batch._clock_numbers(stored, calendar, before, events)
            self.env['daiban.clock.span']._replace(self._name, {
                res_id: track.spans for res_id, track in tracks.items()})
            batch._clock_update(stored, numbers)
            if lights:
                batch._clock_turn(stored, numbers)

    def _clock_stored(self):
        """{id: (light, Limits, Numbers)} as the database has them."""
        names = ['light', *LIMIT_COLUMNS, *Numbers._fields]
        self.flush_recordset(names)
        rows = self.env.execute_query(SQL(
            "SELECT id, %s FROM %s WHERE id = ANY(%s)",
            SQL(", ").join(map(self._clock_column, names)), SQL.identifier(self._table), self.ids))
        return {row[0]: (row[1], Limits(*row[2:6]), Numbers(*row[6:])) for row in rows}

    def _clock_column(self, name):
        """The column as the engine knows it: no number is none, and what is not said is not so."""
        empty = {'integer': SQL("0"), 'boolean': SQL("FALSE")}.get(self._fields[name].type)
        column = SQL.identifier(name)
        return SQL("COALESCE(%s, %s)", column, empty) if empty else column

    def _clock_numbers(self, stored, calendar, before=None, events=None):
        """{id: Numbers} of these clocks under a calendar, and {id: Track} of those whose events had to be read.

        :param stored: what `_clock_stored` gave
        :param before, events: as in `_clock_recompute`
        """
        thresholds = self._clock_thresholds()
        moved = {}
        if before:
            since = calendar.first_difference(before) or date.max
            for res_id, (_light, limits, known) in stored.items():
                moved[res_id] = shifted(known, limits, before, calendar, since, thresholds)
        today = self._clock_today()
        folded = [res_id for res_id in stored if not moved.get(res_id)]
        tracks = self.browse(folded)._clock_tracks(calendar, events and {res_id: events[res_id] for res_id in folded})
        for res_id, track in tracks.items():
            moved[res_id] = numbers_of(track, stored[res_id][1], calendar, today, thresholds)
        return moved, tracks

    def _clock_turn(self, stored, numbers):
        """Write the lights that turn. An ordinary write, and the last one: automations hang on it and find the other
        numbers in place.
        """
        today = self._clock_today()
        along = self.env.context.get('clock_along') or {}
        turned = {}
        for res_id, (light, _limits, _numbers) in stored.items():
            new = numbers[res_id].light(today)
            turned.setdefault(new if new != light else None, []).append(res_id)
        for light, ids in turned.items():
            if vals := {**along, 'light': light} if light else along:
                self.browse(ids).with_context(clock_along=None).write(vals)

    def _clock_update(self, stored, numbers):
        """Make the stored numbers equal to these, all records at once."""
        changed = {res_id: new for res_id, new in numbers.items() if new != stored[res_id][2]}
        if not changed:
            return
        names = [
            name for position, name in enumerate(Numbers._fields)
            if any(new[position] != stored[res_id][2][position] for res_id, new in changed.items())]
        watched = self.env['base.automation']._watched_fields(self._name) & set(names)
        if silent := [name for name in names if name not in watched]:
            self._clock_update_columns(silent, changed)
        records = self.browse(changed)
        records.invalidate_recordset(silent, flush=False)
        records.modified(silent)
        self._clock_write_watched(sorted(watched), stored, changed)

    def _clock_write_watched(self, names, stored, numbers):
        """What an automation waits for is written so that it notices."""
        groups = {}
        for res_id, new in numbers.items():
            old = stored[res_id][2]
            values = tuple((name, getattr(new, name)) for name in names if getattr(new, name) != getattr(old, name))
            groups.setdefault(values, []).append(res_id)
        for values, ids in groups.items():
            if values:
                self.browse(ids).with_context(clock_along=None).write(dict(values))

    def _clock_update_columns(self, names, numbers):
        columns = [SQL("%s::int4[]", list(numbers))]
        for name in names:
            position = Numbers._fields.index(name)
            # as text: an array of expressions takes PostgreSQL ten times as long
            text = ','.join([_cell(row[position]) for row in numbers.values()])
            columns.append(SQL("%s::%s[]", f'{{{text}}}', SQL(self._fields[name].column_type[0])))
        self.env.cr.execute(SQL(
            "UPDATE %(table)s SET %(assignments)s FROM unnest(%(columns)s) AS new (id, %(names)s) "
            "WHERE %(table)s.id = new.id",
            table=SQL.identifier(self._table),
            assignments=SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), SQL.identifier('new', name)) for name in names),
            columns=SQL(", ").join(columns), names=SQL(", ").join(map(SQL.identifier, names))))

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


def _cell(value):
    """An element of an array, as text: dates, numbers, flags and the keys of selections, which need no quotes."""
    return 'NULL' if value is None else str(value)
