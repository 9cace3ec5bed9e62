from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.fold import Event, fold

AFTER_START = ('pause', 'resume', 'extend', 'finish')


class DaibanClockCorrectableMixin(models.AbstractModel):
    """Who may correct the events of a record, and what becomes of the record; hooks for `daiban.clock.correction`."""
    _name = 'daiban.clock.correctable.mixin'
    _description = 'Correctable Clock'

    clock_correction_ids = fields.One2many(
        'daiban.clock.correction', 'res_id', string="Corrections", groups='sanming_daiban.group_staff')

    def _clock_correctors(self):
        """The users who decide on corrections; whoever asked is taken out by the caller."""
        # sudo: who has a role is no secret, and groups are not readable for everybody
        group = self.env.ref('sanming_daiban.group_supervisor').sudo()
        return self.env['res.users'].browse(group.all_user_ids.filtered(lambda user: not user.share).ids)

    def _clock_offers_correction(self, event):
        """Hook: whether asking for a correction of the event makes sense at all; `_clock_check_correction` decides."""
        return True

    def _clock_check_correction(self, event):
        """Refuse what would leave a history that makes no sense."""
        self.ensure_one()
        if event.kind == 'start' and (later := self._clock_valid_events().filtered(
                lambda other: other.kind in AFTER_START)):
            raise UserError(self.env._(
                "%(record)s: the start cannot be taken back while “%(event)s” stands. Have that corrected first.",
                record=self.display_name, event=later[-1].display_name))

    def _clock_valid_events(self):
        """The events that count: neither corrections nor corrected."""
        # sudo: which events there are decides, not which of them the user may read
        events = self.sudo().clock_event_ids
        return events.filtered(lambda event: event.kind != 'void') - events.void_of_id

    def _clock_due_without(self, event):
        """The due date if the event had never counted."""
        self.ensure_one()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        rows = self.env['daiban.clock.event']._engine_events(self._name, self.ids)[self.id]
        void = Event(2 ** 62, 'void', self._clock_today(), void_of=event.id)
        return fold([*rows, void], calendar).due(calendar, self.limit_days, self.limit_unit)

    def _clock_corrected(self, event):
        """Hook: the event never counted; follow."""
