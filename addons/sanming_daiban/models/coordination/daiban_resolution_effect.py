from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .daiban_meeting_request import SUPERVISOR, TODO

MOVES = ('start', 'handover', 'resume', 'finish')


class DaibanResolutionEffect(models.AbstractModel):
    """The later look whether a resolution helped: the facts are computed, the judgement is a person's (R61)."""

    _name = 'daiban.resolution.effect'
    _description = 'Resolution: Effect'

    still_days = fields.Integer(
        "Days Stood Still Before", readonly=True, copy=False, aggregator=None,
        help="Working days for which nobody had moved it when it was resolved.")
    effect_due_on = fields.Date("Look Whether It Helped", readonly=True, copy=False, index='btree_not_null')
    effect = fields.Selection(
        [('yes', "It Helped"), ('partly', "It Helped in Part"), ('no', "It Did Not Help")], readonly=True, copy=False,
        tracking=True)
    effect_note = fields.Text("What Became of It", readonly=True, copy=False)
    effect_on = fields.Date("Looked At On", readonly=True, copy=False)
    effect_by_id = fields.Many2one('res.users', string="Looked At By", readonly=True, copy=False)
    days_freed = fields.Integer(
        readonly=True, copy=False,
        help="By how many working days shorter it stood still after the resolution than before it.")
    effect_asked = fields.Boolean(readonly=True, copy=False, export_string_translation=False)
    effect_facts = fields.Text("What the Clock Says", compute='_compute_effect_facts')

    @api.depends('item_id.state', 'item_id.holder_since', 'started_on', 'issue_id.state', 'state')
    def _compute_effect_facts(self):
        for record in self:
            record.effect_facts = ' '.join(record.sudo()._effect_sentences())  # sudo: dates of a case that one sees

    def _effect_sentences(self):
        if not self.started_on:
            return []
        sentences = []
        if self.item_id:
            sentences.append(self._effect_on_item())
        if self.issue_id:
            sentences.append(self._effect_of_issue())
        return sentences

    def _effect_on_item(self):
        moved = self._moved_on()
        values = {
            'item': self.item_id.name, 'still': self.still_days, 'days': self._days_to_move(moved),
            'date': moved and format_date(self.env, moved, date_format='long'),
            'state': dict(self.item_id._fields['state']._description_selection(self.env))[self.item_id.state],
        }
        if moved:
            return self.env._(
                "“%(item)s” had stood still for %(still)s working days; it moved on %(date)s, %(days)s working days "
                "after the resolution, and is now “%(state)s”.", **values)
        return self.env._(
            "“%(item)s” had stood still for %(still)s working days and has not moved since the resolution, %(days)s "
            "working days ago; it is “%(state)s”.", **values)

    def _effect_of_issue(self):
        if self.issue_id.state == 'open':
            return self.env._("The problem “%(name)s” is still open.", name=self.issue_id.name)
        return self.env._("The problem “%(name)s” was closed on %(date)s.", name=self.issue_id.name,
                          date=format_date(self.env, self.issue_id.resolved_on, date_format='long'))

    def _moved_on(self):
        """The first day since the resolution on which somebody moved the item."""
        start = self.clock_event_ids.filtered(lambda event: event.kind == 'start')[:1]
        moves = self.item_id._clock_valid_events().filtered(
            lambda event: event.kind in MOVES and event.id > start.id)
        return min(moves.mapped('date'), default=False)

    def _days_to_move(self, moved):
        """Working days from the resolution to the first move, or until today."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        return calendar.count(self.started_on, max(moved or self._clock_today(), self.started_on))

    def _days_stood_still(self):
        """For how many working days nobody has moved the item, as of today."""
        held = self.item_id.pause_since or self.item_id.holder_since or self.item_id.dispatched_on
        if not held or not self.item_id.is_active:
            return 0
        return self.env['daiban.calendar.year']._work_calendar().count(held, self._clock_today())

    # === The look ===

    def action_record_effect(self, effect=None, note=None):
        """Somebody of supervision says whether it helped; the dialog shows what the clock says."""
        self._check_state('done', action=self.env._("say whether it helped"))
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision says whether a resolution helped."))
        if self.filtered('effect'):
            raise UserError(self.env._("Somebody has said already whether it helped: “%(name)s”.", name=self[0].name))
        if effect not in ('yes', 'partly', 'no') or not (note or '').strip():
            return self._decision_dialog('effect')
        for record in self.sudo():  # sudo: written only here, by whom was checked above
            record.write({
                'effect': effect, 'effect_note': f'{note.strip()}\n{record.effect_facts or ""}'.strip(),
                'effect_on': record._clock_today(), 'effect_by_id': self.env.uid,
                'days_freed': record._freed() if effect != 'no' else 0,
            })
            record.activity_unlink([TODO])
        return True

    def _freed(self):
        moved = self.item_id and self._moved_on()
        return max(self.still_days - self._days_to_move(moved), 0) if moved else 0

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        due = [('state', '=', 'done'), ('effect', '=', False), ('effect_due_on', '<=', self._clock_today())]
        # sudo: the daily job, whoever runs it
        yield from self.sudo().search([*due, ('effect_asked', '=', False)])._clock_one_by_one('_ask_effect')

    def _ask_effect(self):
        self.effect_asked = True
        for user in self._followers():
            self.activity_schedule(TODO, user_id=user.id, summary=self.env._("Look whether the resolution helped"))
