from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.admission import refusal
from ...tools.fold import fold
from .refusals import REFUSALS


class DaibanClockMixin(models.AbstractModel):
    """A clock for whatever has a limit. DESIGN §5.3.

    The model that inherits gives `limit_days` and `limit_unit` (and the statutory ones) and calls, from its actions
    and after its own access checks, these private methods. All take many records at once, none is reachable by RPC:

    `_clock_start(date=None, holder_kind=None, unit=None, user=None)`
        The day of the start is not counted.
    `_clock_handover(holder_kind, unit=None, user=None, date=None)`
        The ball passes on; also before the start. `unit`/`user`: a record, or {record id: record} for each its own.
    `_clock_pause(reason, date=None, document_number=None, attachments=None, approved_by=None)`
        `reason` a `daiban.pause.reason`. Without the paper or the approval that it demands the pause is only claimed.
    `_clock_complete_pause(date=None, document_number=None, attachments=None, approved_by=None, reason=None)`
        Brings what a claimed pause lacked; it stops the clock from that day.
    `_clock_resume(date=None, reason=None)`
        Ends the open pauses, or that of one reason.
    `_clock_extend(days, date=None, approved_by=None, document_number=None)`
        Once, within the cap, approved by another person than asks.
    `_clock_finish(date=None)`, and `_clock_close(date=None)` for whatever runs or never started
    `_clock_void(events, approved_by, note)` and `_clock_reopen(approved_by, note)`
        The event never counted; reopening voids the finish.
    `action_explain()`, `_clock_proof(statutory=False)`, `_clock_explain()`
        The 期限计算书 as a page, as what a template shows, as rows; see `daiban.clock.proof.mixin`.

    `date` is today in the district unless given; an earlier one makes a late entry. All take `requested_by` (a user,
    when another than the present one asked), `note`, and `along`: values of the record that change with it. What the
    clock cannot take raises a `UserError` and changes nothing. Everything else (due date, used days, light, holder…)
    is read from the fields of `daiban.clock.state.mixin` and follows by itself.

    Corrections asked for and approved by people: `daiban.clock.correction`, hooks in `daiban.clock.correctable.mixin`.

    Hooks: `_clock_case()` the record whose hash chain seals the events; `_clock_extension_cap()`;
    `_clock_pauses_lapsed()` the daily job found pauses that have come to their maximum.
    """
    _name = 'daiban.clock.mixin'
    _description = 'Clock'
    _inherit = ['daiban.clock.proof.mixin', 'daiban.clock.daily.mixin', 'daiban.clock.correctable.mixin']

    # === HOOKS === #
    def _clock_case(self):
        """The case in whose chain the events are sealed; an item answers its project."""
        self.ensure_one()
        return self

    @api.model
    def _clock_extension_cap(self):
        """The most days of an extension (行政许可法 42: ten)."""
        return self.env['daiban.settings']._number('extension_cap')

    def _clock_pauses_lapsed(self):
        """End the pauses that stop the clock no more, so that the history shows it and another pause can be asked for.

        The clock counts since their last day, whenever this is recorded.
        """
        self._clock_record(
            'resume', None, self._clock_open_pauses(None, 'open_pauses'),
            note=self.env._("The maximum of the pause was reached."))

    # === RECORDING === #
    def _clock_start(self, date=None, holder_kind=None, unit=None, user=None, **common):
        return self._clock_record('start', date, self._clock_holder(holder_kind, unit, user), **common)

    def _clock_handover(self, holder_kind, unit=None, user=None, date=None, **common):
        return self._clock_record('handover', date, self._clock_holder(holder_kind, unit, user), **common)

    def _clock_pause(self, reason, date=None, **common):
        return self._clock_record('pause', date, {'reason_id': reason.id}, **common)

    def _clock_complete_pause(self, date=None, reason=None, **common):
        return self._clock_record('pause', date, self._clock_open_pauses(reason, 'claimed_pauses'), **common)

    def _clock_resume(self, date=None, reason=None, **common):
        return self._clock_record('resume', date, self._clock_open_pauses(reason, 'unended_pauses'), **common)

    def _clock_extend(self, days, date=None, approved_by=None, **common):
        return self._clock_record('extend', date, {'days': days}, approved_by=approved_by, **common)

    def _clock_finish(self, date=None, **common):
        return self._clock_record('finish', date, {}, **common)

    def _clock_close(self, date=None, **common):
        """End whatever is left of these clocks: finish those that run, take the ball from those that never started."""
        self.filtered(lambda record: record.started_on and not record.finished_on)._clock_finish(date, **common)
        waiting = self.filtered(lambda record: not record.started_on and record.holder_kind != 'nobody')
        waiting._clock_handover('nobody', date=date, **common)

    def _clock_void(self, events, approved_by, note=None, **common):
        void = {record.id: [] for record in self}
        for event in events:
            void[event.res_id].append({'void_of_id': event.id})
        return self._clock_record('void', None, void, approved_by=approved_by, note=note, **common)

    def _clock_reopen(self, approved_by, note=None, **common):
        events = self.sudo().clock_event_ids.filtered(lambda event: event.kind == 'finish')
        voided = self.sudo().clock_event_ids.void_of_id
        return self._clock_void(events - voided, approved_by, note, **common)

    def _clock_holder(self, kind, unit, user):
        """The values of a holder for each record; `unit` and `user` may differ by record."""
        if not kind:
            return {}

        def value(holder, record):
            holder = holder.get(record.id) if isinstance(holder, dict) else holder
            return holder.id if holder else False

        return {record.id: [{
            'holder_kind': kind, 'holder_unit_id': value(unit, record), 'holder_user_id': value(user, record),
        }] for record in self}

    def _clock_open_pauses(self, reason, which):
        return {
            res_id: [{'pause_id': pause.key, 'reason_id': pause.reason} for pause in getattr(track, which)()
                     if not reason or pause.reason == reason.id] or [{'pause_id': -1}]
            for res_id, track in self._clock_tracks().items()
        }

    def _clock_record(self, kind, date, values, requested_by=None, approved_by=None, note=None, document_number=None,
                      attachments=None, along=None):
        """Record one event of a kind on each of the records.

        :param values: the further values, or {record id: [values, …]} where records get their own
        :param along: what is written on the records themselves, in one go with a light that turns
        """
        common = {
            'res_model': self._name, 'kind': kind, 'date': fields.Date.to_date(date) or self._clock_today(),
            'user_id': (requested_by or self.env.user).id, 'approved_by_id': approved_by.id if approved_by else False,
            'note': note or False, 'document_number': document_number or False,
            'attachment_ids': [fields.Command.link(attachment.id) for attachment in attachments or ()],
        }
        vals_list = [
            {**common, 'res_id': record.id, **own}
            for record in self
            for own in (values.get(record.id, []) if record.id in values else [values])
        ]
        # sudo: nobody may create events; the caller has checked who may do this on the record
        return self.env['daiban.clock.event'].sudo().with_context(clock_along=along).create(vals_list)

    # === CHECKING === #
    @api.model
    def _clock_check(self, vals_list, calendar):
        """Refuse what the clocks cannot take. Called by the event model for whatever is about to be recorded.

        :return: {res_id: [Event]}, the stored and the new ones
        """
        event_model = self.env['daiban.clock.event']
        records = self.browse({vals['res_id'] for vals in vals_list})
        events = event_model._engine_events(self._name, records.ids)
        today = self._clock_today()
        for number, vals in enumerate(vals_list):
            record = self.browse(vals['res_id'])
            rows = events[record.id]
            event = event_model._as_engine_event(vals, number)
            track = fold(rows, calendar)
            code = self._clock_approval_refusal(vals, rows) or refusal(
                track, event, today, limit=record.limit_days, unit=record.limit_unit, calendar=calendar,
                cap=record._clock_extension_cap())
            if code:
                raise UserError(record._clock_refusal_message(code, vals, track))
            rows.append(event)
        return events

    @api.model
    def _clock_approval_refusal(self, vals, rows):
        approver = vals.get('approved_by_id')
        if approver and approver == vals['user_id']:
            return 'self_approved'
        if vals['kind'] != 'void':
            return None
        if not approver:
            return 'void_unapproved'
        voided = {row.void_of for row in rows if row.kind == 'void'}
        open_ids = {row.seq for row in rows} - voided
        return None if vals.get('void_of_id') in open_ids else 'void_unknown'

    def _clock_refusal_message(self, code, vals, track):
        message = self.env._(REFUSALS[code])
        return message % {
            'record': self.display_name, 'date': vals['date'], 'started': track.started, 'finished': track.finished,
            'last': track.last, 'days': vals.get('days'), 'cap': self._clock_extension_cap(),
        }
