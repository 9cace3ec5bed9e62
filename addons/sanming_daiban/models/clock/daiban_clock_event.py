from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.district_time import district_date
from ...tools.fold import Event
from ...tools.seal import digest
from ...tools.terms import HOLDERS, LIMIT_UNITS
from ...tools.track import Holder

KINDS = [
    ('start', "Start"),
    ('pause', "Pause"),
    ('resume', "Resume"),
    ('extend', "Extension"),
    ('handover', "Hand-over"),
    ('finish', "Finish"),
    ('void', "Correction"),
]
# What the digest of an event covers: everything but its own id and the labels of others.
SEALED = (
    'kind', 'date', 'recorded_at', 'late_entry', 'reason_id', 'document_number', 'requires_document',
    'requires_approval', 'pause_max_days', 'pause_max_unit', 'pause_id', 'holder_kind', 'holder_unit_id',
    'holder_user_id', 'days', 'note', 'user_id', 'approved_by_id', 'void_of_id',
)
# What the engine knows of an event, in the order of `tools.fold.Event`; the holder is three columns.
EVENT_COLUMNS = SQL("""
    res_id, holder_kind, COALESCE(holder_unit_id, 0), COALESCE(holder_user_id, 0),
    id, kind, date, pause_id, reason_id, COALESCE(requires_document, FALSE), COALESCE(requires_approval, FALSE),
    COALESCE(document_number, '') <> '', approved_by_id IS NOT NULL, COALESCE(pause_max_days, 0),
    COALESCE(pause_max_unit, 'working'), COALESCE(days, 0), void_of_id""")
UNSTORED = 2 ** 62  # the numbers of events from here on stand for those that have no id yet


class DaibanClockEvent(models.Model):
    """A fact about a clock. Events are only ever added: a correction is a further event that voids one.

    Nobody writes or deletes an event, the administrator included. Whoever creates one, by whatever way, gets it
    checked, numbered and sealed here.
    """
    _name = 'daiban.clock.event'
    _description = 'Clock Event'
    _inherit = 'daiban.clock.trace.mixin'
    _order = 'date, id'
    _log_access = False

    kind = fields.Selection(KINDS, required=True, readonly=True)
    date = fields.Date(required=True, readonly=True, help="The day on which it happened, in the district.")
    recorded_at = fields.Datetime(required=True, readonly=True)
    late_entry = fields.Boolean(readonly=True, help="Recorded on a later day than it happened.")
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True, ondelete='restrict')
    approved_by_id = fields.Many2one('res.users', string="Approved by", readonly=True, ondelete='restrict')
    note = fields.Char(readonly=True)
    holder_kind = fields.Selection(HOLDERS, string="Holder", readonly=True)
    holder_unit_id = fields.Many2one('daiban.unit', string="Holding Unit", readonly=True, ondelete='restrict')
    holder_user_id = fields.Many2one('res.users', string="Holding Person", readonly=True, ondelete='restrict')
    # pauses; what the reason demanded is frozen with the event, whatever becomes of the reason
    reason_id = fields.Many2one('daiban.pause.reason', readonly=True, ondelete='restrict')
    requires_document = fields.Boolean(readonly=True)
    requires_approval = fields.Boolean(readonly=True)
    pause_max_days = fields.Integer("At Most", readonly=True, aggregator=None)
    pause_max_unit = fields.Selection(LIMIT_UNITS, readonly=True)
    document_number = fields.Char("Document", readonly=True)
    attachment_ids = fields.Many2many(
        'ir.attachment', 'daiban_clock_event_attachment_rel', 'event_id', 'attachment_id', readonly=True,
        bypass_search_access=True)
    pause_id = fields.Many2one(
        'daiban.clock.event', readonly=True, ondelete='restrict',
        help="The pause that this event completes or ends.")
    days = fields.Integer("Days Added", readonly=True, aggregator=None)
    void_of_id = fields.Many2one(
        'daiban.clock.event', string="Corrects", readonly=True, ondelete='restrict', index='btree_not_null',
        help="The event that never counted.")
    voided = fields.Boolean("Corrected", compute='_compute_voided')
    correctable = fields.Boolean(compute='_compute_correctable')
    # the seal
    chain_id = fields.Many2one('daiban.clock.chain', required=True, readonly=True, ondelete='restrict')
    chain_number = fields.Integer("Number in Case", required=True, readonly=True, aggregator=None)
    attachment_digest = fields.Char(readonly=True, export_string_translation=False)
    digest = fields.Char(required=True, readonly=True)

    _chain_uniq = models.Constraint('UNIQUE(chain_id, chain_number)', "Two events cannot be the same link of a chain.")
    _record_idx = models.Index("(res_model, res_id)")

    @api.depends('kind', 'date')
    def _compute_display_name(self):
        kinds = dict(self._fields['kind']._description_selection(self.env))
        for event in self:
            event.display_name = f'{event.date} {kinds.get(event.kind)}'

    def _compute_voided(self):
        # sudo: whether there is a correction of what the user reads already
        corrected = self.sudo().search([('void_of_id', 'in', self.ids)]).void_of_id
        for event in self:
            event.voided = event in corrected

    @api.depends_context('uid')
    def _compute_correctable(self):
        """Whether it makes sense to show the user the button; asking says exactly why not."""
        writable = {
            (model, record.id): record for model, events in self.grouped('res_model').items()
            for record in self.env[model].browse(events.mapped('res_id'))._filtered_access('write')}
        for event in self:
            record = event.kind != 'void' and not event.voided and writable.get((event.res_model, event.res_id))
            event.correctable = record and record._clock_offers_correction(event)

    # === CORRECTING === #
    def action_request_correction(self):
        """Ask another person to take this event out of the count."""
        self.ensure_one()
        self._check_correctable()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Ask for a Correction"),
            'res_model': 'daiban.clock.correction',
            'views': [(self.env.ref('sanming_daiban.daiban_clock_correction_view_form_request').id, 'form')],
            'target': 'new',
            'context': {'default_event_id': self.id, 'dialog_size': 'medium'},
        }

    def _check_correctable(self):
        """Whoever may change the record may ask; what was corrected, or corrects, stays."""
        self.check_access('read')
        for event in self:
            record = event._record()
            record.check_access('write')
            if event.kind == 'void' or event.voided:
                raise UserError(self.env._("“%(event)s” has been corrected already.", event=event.display_name))
            record._clock_check_correction(event)

    # === CRUD === #
    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("A clock event is recorded by the action on the case, never by hand."))
        if not vals_list:
            return self
        calendar = self.env['daiban.calendar.year']._lock_work_calendar()
        vals_list = [self._completed(vals) for vals in vals_list]
        chained = self._chained(vals_list)
        histories = self._check_admitted(vals_list, calendar)
        events = super().create(self._sealed(vals_list, chained))
        for model, group in events.grouped('res_model').items():
            self.env[model].browse(histories[model])._clock_recompute(calendar, {
                res_id: self._with_ids(rows, group.ids) for res_id, rows in histories[model].items()})
        return events

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What has been recorded is never changed: record a correction."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("What has been recorded is never deleted: record a correction."))

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise UserError(self.env._("A clock event cannot be duplicated."))

    # === recording === #
    def _completed(self, vals):
        """The facts of an event with all that is not for the caller to say."""
        now = fields.Datetime.now()
        vals = {'date': district_date(now), 'user_id': self.env.uid, **vals, 'recorded_at': now}
        vals['date'] = fields.Date.to_date(vals['date'])
        vals['late_entry'] = vals['date'] < district_date(now)
        reason = self.env['daiban.pause.reason'].browse(vals.get('reason_id'))
        if vals['kind'] == 'pause' and not vals.get('pause_id'):
            vals.update(
                requires_document=reason.requires_document,
                requires_approval=reason.needs_approval,
                pause_max_days=reason.max_days,
                pause_max_unit=reason.max_days_unit,
                holder_kind=reason.holder or 'nobody',
            )
        return vals

    def _chained(self, vals_list):
        """[chain row] for each of the events, locked."""
        cases = {}
        for model in {vals['res_model'] for vals in vals_list}:
            records = self.env[model].browse({vals['res_id'] for vals in vals_list if vals['res_model'] == model})
            cases.update(((model, record.id), (case._name, case.id)) for record in records
                         for case in [record._clock_case()])
        rows = self.env['daiban.clock.chain']._take(set(cases.values()))
        return [rows[cases[vals['res_model'], vals['res_id']]] for vals in vals_list]

    def _check_admitted(self, vals_list, calendar):
        """{model: {res_id: [Event]}}: what has happened to the clocks, with what is about to be recorded."""
        grouped = {}
        for vals in vals_list:
            grouped.setdefault(vals['res_model'], []).append(vals)
        return {model: self.env[model]._clock_check(group, calendar) for model, group in grouped.items()}

    @api.model
    def _with_ids(self, rows, ids):
        """The events of `_clock_check`, now that the new ones have their ids."""
        return [row if row.seq < UNSTORED else row._replace(seq=ids[row.seq - UNSTORED]) for row in rows]

    def _sealed(self, vals_list, chained):
        """Number and seal the events, one link after the other."""
        for vals, row in zip(vals_list, chained, strict=True):
            chain_id, length, head = row
            vals['chain_id'], vals['chain_number'] = chain_id, length + 1
            vals['attachment_digest'] = self._attachment_digest(vals.get('attachment_ids'))
            vals['digest'] = digest(head, self._facts(vals))
            row[1:] = length + 1, vals['digest']
        self.env['daiban.clock.chain']._store({tuple(row) for row in chained})
        return vals_list

    def _attachment_digest(self, commands):
        # sudo: only their checksums; the commands are links, as `_clock_record` makes them
        attachments = self.env['ir.attachment'].sudo().browse(command[1] for command in commands or [])
        return ' '.join(sorted(attachment.checksum or '' for attachment in attachments)) or False

    @api.model
    def _facts(self, vals):
        """What the digest covers, in plain JSON values; the same from the values of `create` and from the row."""
        facts = {'res_model': vals['res_model'], 'res_id': vals['res_id'], 'number': vals['chain_number'],
                 'attachments': vals.get('attachment_digest') or None}
        for name in SEALED:
            value = vals.get(name) or None
            facts[name] = str(value) if value and self._fields[name].type in ('date', 'datetime') else value
        return facts

    # === reading === #
    @api.model
    def _engine_events(self, model, res_ids):
        """{res_id: [Event]} of the records, read at once."""
        result = {res_id: [] for res_id in res_ids}
        if not res_ids:
            return result
        self.flush_model()
        for res_id, kind, unit, user, event_id, *facts in self.env.execute_query(SQL(
            "SELECT %s FROM daiban_clock_event WHERE res_model = %s AND res_id = ANY(%s)",
            EVENT_COLUMNS, model, list(res_ids),
        )):
            result[res_id].append(Event(
                event_id, facts[0], facts[1], Holder(kind, unit, user) if kind else None, *facts[2:]))
        return result

    @api.model
    def _as_engine_event(self, vals, number):
        """The `Event` of values that are not stored yet, the so manyth of them: later than every stored one."""
        holder = vals.get('holder_kind') and Holder(
            vals['holder_kind'], vals.get('holder_unit_id') or 0, vals.get('holder_user_id') or 0)
        return Event(
            UNSTORED + number, vals['kind'], vals['date'], holder or None, vals.get('pause_id') or None,
            vals.get('reason_id') or None, bool(vals.get('requires_document')), bool(vals.get('requires_approval')),
            bool(vals.get('document_number')), bool(vals.get('approved_by_id')), vals.get('pause_max_days') or 0,
            vals.get('pause_max_unit') or 'working', vals.get('days') or 0, vals.get('void_of_id') or None)

    @api.model
    def _sealed_rows(self, chain_ids):
        """The rows of these chains as the database has them, link after link, with the checksums of their files now."""
        columns = SQL(", ").join(SQL.identifier('event', name) for name in (
            'id', 'chain_id', 'chain_number', 'res_model', 'res_id', 'digest', 'attachment_digest', *SEALED))
        return self.env.execute_query_dict(SQL(
            """SELECT %s, (
                   SELECT string_agg(COALESCE(file.checksum, ''), ' ' ORDER BY file.checksum)
                     FROM daiban_clock_event_attachment_rel rel JOIN ir_attachment file ON file.id = rel.attachment_id
                    WHERE rel.event_id = event.id) AS attachments_now
                 FROM daiban_clock_event event WHERE chain_id = ANY(%s) ORDER BY chain_id, chain_number""",
            columns, list(chain_ids)))

    @api.model
    def _verify_chains(self):
        """What `./daiban verify` asks: every chain that does not hold; an empty list when all do."""
        return self.env['daiban.clock.chain']._broken_links()
