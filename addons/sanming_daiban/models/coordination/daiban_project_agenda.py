from odoo import api, models
from odoo.tools import format_date

# Before the unit has begun no limit runs, and a pause has none either: nobody sees by a light that it stands still.
STILL_STATES = ('ready', 'dispatched', 'assigned', 'paused')


class DaibanProject(models.Model):
    """What of a case should be taken up in a meeting. Every topic adds its own points by ``super()``."""

    _inherit = 'daiban.project'

    def _agenda_points(self):
        """The points of one case for a meeting: a list of dicts.

        :return: ``kind`` (one of ``daiban.meeting.agenda.kind``; another becomes "other"), ``items``
            (``daiban.item``, may be empty), ``text`` (the draft of the facts); and if it is so ``name`` (the headline),
            ``issue`` (``daiban.issue``), ``material`` (the missing ``daiban.material``) and ``level`` (of
            ``daiban.issue``; only for meetings of that level)
        """
        self.ensure_one()
        return [*self._agenda_red(), *self._agenda_stuck(), *self._agenda_issues()]

    def _agenda_red(self):
        return [
            {'kind': 'red', 'items': item, 'name': self.env._("%(item)s is overdue", item=item.name),
             'text': item._agenda_facts()}
            for item in self.item_ids if item.is_active and item._clock_light() == 'red'
        ]

    def _agenda_stuck(self):
        since = self.env['daiban.item']._still_since()
        stuck = self.item_ids.filtered(lambda item: item._stands_still(since))
        return [
            {'kind': 'stuck', 'items': item, 'name': self.env._("%(item)s stands still", item=item.name),
             'text': item._agenda_facts()}
            for item in stuck
        ]

    def _agenda_issues(self):
        return [
            {'kind': 'issue', 'items': issue.item_id, 'name': issue.name, 'issue': issue, 'level': issue.level,
             'text': issue._agenda_facts()}
            for issue in self.issue_ids if issue.state == 'open'
        ]


class DaibanItem(models.Model):
    _inherit = 'daiban.item'

    @api.model
    def _still_since(self):
        """Whoever has held an item since before this day has held it for more than the days of the setting."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        return calendar.back(today, self.env['daiban.settings']._number('agenda_stuck_days'))

    def _stands_still(self, since):
        """Nobody has moved it for long, and no running limit shows it: before the start, in a pause, without limit."""
        unlimited = self.state == 'running' and not self.limit_days
        held = self.pause_since or self.holder_since or self.dispatched_on
        return bool(held and held < since and (self.state in STILL_STATES or unlimited))

    def _agenda_facts(self):
        """What, since when, who holds it, days used and left: from the clock, so that nobody has to be asked."""
        self.ensure_one()
        held = self.pause_since or self.holder_since or self.dispatched_on
        calendar = self.env['daiban.calendar.year']._work_calendar()
        values = {
            'item': self.name, 'state': dict(self._fields['state']._description_selection(self.env))[self.state],
            'holder': self.holder_label or self.unit_id.name,
            'since': held and format_date(self.env, held, date_format='long'),
            'days': held and calendar.count(held, self._clock_today()),
        }
        sentences = [
            self.env._("“%(item)s”: %(state)s, held by %(holder)s since %(since)s (%(days)s working days).", **values)
            if held else self.env._("“%(item)s”: %(state)s, held by %(holder)s.", **values)]
        if self.paused and self.pause_reason_id:
            sentences.append(self.env._("The clock rests: %(reason)s.", reason=self.pause_reason_id.name))
        if self.limit_days and self.started_on:
            sentences.append(self._agenda_days())
        return ' '.join(sentences)

    def _agenda_days(self):
        total = self.limit_days + self.extension_days
        if self.remaining_days < 0:
            return self.env._(
                "Of %(limit)s days %(used)s are used, %(late)s too many.", limit=total, used=self.used_days,
                late=-self.remaining_days)
        return self.env._(
            "Of %(limit)s days %(used)s are used, %(left)s are left.", limit=total, used=self.used_days,
            left=self.remaining_days)
