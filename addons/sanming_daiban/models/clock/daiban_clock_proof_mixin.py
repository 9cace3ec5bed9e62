from odoo import api, fields, models
from odoo.tools import LazyTranslate, format_date

from ...tools.budget import shares
from ...tools.explain import explain
from ...tools.sheets import lines_needed, room_left, split
from ...tools.track import NOBODY

_lt = LazyTranslate(__name__)

# Lines of the table that fit on the first sheet of paper, below the summary, and on the following ones; and the
# Chinese characters that fit in a line of the columns "why" and "holder". Measured on paper.
FIRST_SHEET, NEXT_SHEET = 34, 46
WHY_FITS, HOLDER_FITS = 21, 19
CAUSES = {
    'counted': _lt("Counted"),
    'rest': _lt("Rest day"),
    'paused': _lt("Paused"),
    'waiting': _lt("Not started yet"),
    'claimed': _lt("Counted, pause not complete"),
    'lapsed': _lt("Counted, pause past its maximum"),
}
COLOURS = {
    'window': '#4e79a7', 'unit': '#f28e2b', 'enterprise': '#59a14f', 'special': '#b07aa1', 'intermediary': '#9c755f',
    'nobody': '#bab0ac',
}


class DaibanClockProofMixin(models.AbstractModel):
    """The 期限计算书: every day of a clock, counted or not, why, whose, by which notice.

    Staff and enterprise see the same. Callers that show it to an enterprise pass a record with sudo after their own
    access check.
    """
    _name = 'daiban.clock.proof.mixin'
    _description = 'Proof of a Clock'
    _inherit = 'daiban.clock.state.mixin'

    clock_shares_html = fields.Html(
        compute='_compute_clock_shares_html', sanitize=False, string="Days by Holder",
        help="Who held it for how many working days.")

    @api.depends('clock_used', 'clock_anchor', 'holder_since')
    def _compute_clock_shares_html(self):
        for record in self:
            shares = record._clock_shares_of()._clock_shares()
            record.clock_shares_html = shares and self.env['ir.qweb']._render(
                'sanming_daiban.clock_shares', {'shares': shares})

    def _clock_shares_of(self):
        """The clocks of which the picture of this record is made."""
        return self

    def action_explain(self):
        """Open the 期限计算书 of this record."""
        self.ensure_one()
        self.check_access('read')
        return {
            'type': 'ir.actions.act_url',
            'url': f'/daiban/clock/{self._name}/{self.id}',
            'target': 'new',
        }

    def _clock_proof_pdf(self, statutory=False):
        self.ensure_one()
        content, _kind = self.env['ir.actions.report']._render_qweb_pdf(
            'sanming_daiban.action_report_clock_proof', self.ids,
            {'clock_model': self._name, 'statutory': statutory})
        return content

    def _clock_explain(self, until=None, statutory=False):
        """One `tools.explain.ExplainedDay` for each day from the first event until today or the finish."""
        self.ensure_one()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        unit = self.statutory_limit_unit if statutory else self.limit_unit
        return list(explain(self._clock_tracks(calendar)[self.id], calendar, until or self._clock_today(), unit))

    def _clock_proof(self, statutory=False):
        """All that the template `sanming_daiban.clock_proof` shows, in words of the reader's language."""
        self.ensure_one()
        rows = self._clock_explain(statutory=statutory)
        reasons = self.env['daiban.pause.reason'].sudo().browse({row.reason for row in rows if row.reason})
        holders = self._clock_holder_labels({row.holder for row in rows})
        names = {reason.id: reason.name for reason in reasons}
        sources = list(dict.fromkeys(row.source for row in rows if row.source))
        proof_rows = [self._clock_proof_row(row, holders, names, sources) for row in rows]
        events = self.sudo().clock_event_ids.sorted(lambda event: (event.date, event.id))
        return {
            'record': self,
            'statutory': statutory,
            'limit': self.statutory_limit if statutory else self.limit_days,
            'unit': self._clock_label('statutory_limit_unit' if statutory else 'limit_unit'),
            'due': self.statutory_due_date if statutory else self.due_date,
            'used': rows[-1].total if rows else 0,
            'remaining': self.statutory_remaining_days if statutory else self.remaining_days,
            'light': self._clock_light(),
            'rows': proof_rows,
            **self._clock_proof_sheets(proof_rows, len(events)),
            'shares': self._clock_shares(),
            'events': events,
            'sources': [f'[{number}] {source}' for number, source in enumerate(sources, start=1)],
            'provisional': self.deadline_provisional,
            'today': self._clock_today(),
        }

    @api.model
    def _clock_proof_sheets(self, rows, event_count):
        """How the table is laid on paper, and whether what was recorded needs a sheet of its own."""
        heights = [lines_needed([(row['why'], WHY_FITS), (row['holder'], HOLDER_FITS)]) for row in rows]
        return {
            'sheets': split(rows, heights, FIRST_SHEET, NEXT_SHEET) or [[]],
            'events_apart': event_count + 5 > room_left(heights, FIRST_SHEET, NEXT_SHEET),
        }

    def _clock_proof_row(self, row, holders, reasons, sources):
        code = row.note if row.note and row.counted else row.cause
        cause = self.env._(CAUSES[code])
        if row.reason in reasons and code != 'rest':
            cause = f'{cause}（{reasons[row.reason]}）'
        day = row.day_name and f'{row.day_name}[{sources.index(row.source) + 1}]' if row.source else row.day_name
        return {
            'date': row.date,
            'weekday': format_date(self.env, row.date, date_format='EEE'),
            'counted': row.counted,
            'total': row.total,
            'cause': cause,
            'why': f'{cause} {day}'.strip(),
            'day': day,
            'worked': row.is_workday,
            'holder': holders[row.holder],
            'source': row.source,
            'provisional': row.provisional,
        }

    def _clock_shares(self):
        """Working days by holder over these clocks, the most first, with the start and width of a bar in percent."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        days = {}
        for track in self._clock_tracks(calendar).values():
            for holder, number in shares(track, calendar, today).items():
                holder = holder._replace(user=0)
                days[holder] = days.get(holder, 0) + number
        total, start, result = sum(days.values()), 0, []
        labels = self._clock_holder_labels(days)
        for holder, number in sorted(days.items(), key=lambda item: (-item[1], item[0])):
            width = 100 * number / total
            result.append({'kind': holder.kind, 'label': labels[holder], 'days': number, 'start': round(start, 3),
                           'width': round(width, 3), 'colour': COLOURS[holder.kind]})
            start += width
        return result

    def _clock_holder_labels(self, holders):
        """{holder: words}; sudo: names of units and colleagues, which everybody who sees the case may know."""
        kinds = dict(self._fields['holder_kind']._description_selection(self.env))
        units = self.env['daiban.unit'].sudo().browse({holder.unit for holder in holders if holder.unit})
        users = self.env['res.users'].sudo().browse({holder.user for holder in holders if holder.user})
        names = {('unit', unit.id): unit.name for unit in units} | {('user', user.id): user.name for user in users}
        return {
            holder: ' '.join(filter(None, (
                names.get(('unit', holder.unit)), names.get(('user', holder.user))))) or kinds[holder.kind]
            for holder in {*holders, NOBODY}
        }

    def _clock_label(self, field_name):
        return dict(self._fields[field_name]._description_selection(self.env)).get(self[field_name])
