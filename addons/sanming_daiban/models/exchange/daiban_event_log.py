from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.district_time import DISTRICT_ZONE, district_moment
from ...tools.event_log import Entry, Trace, csv_parts, xes_parts

CASES_AT_ONCE = 200
LIFECYCLE = {
    'start': 'start', 'finish': 'complete', 'pause': 'suspend', 'resume': 'resume', 'handover': 'assign',
    'extend': 'reassign'}
GROUPS = ('group_supervisor', 'group_auditor', 'group_manager')


class DaibanEventLog(models.TransientModel):
    """The events of the clocks as a log for process mining: case, activity, transition, time, and the unit.

    Who did it is not in it: a log is for processes, not for people. What was corrected is left out.
    """

    _name = 'daiban.event.log'
    _description = 'Event Log for Process Mining'

    date_from = fields.Date("Accepted From")
    date_to = fields.Date("Accepted Until")
    category_id = fields.Many2one('daiban.category')
    case_count = fields.Integer("Cases", compute='_compute_case_count')

    @api.depends('date_from', 'date_to', 'category_id')
    def _compute_case_count(self):
        for log in self:
            log.case_count = self.env['daiban.project'].search_count(log._domain())

    def _domain(self):
        domain = [('state', '!=', 'draft'), ('number', '!=', False)]
        if self.date_from:
            domain.append(('accepted_on', '>=', self.date_from))
        if self.date_to:
            domain.append(('accepted_on', '<=', self.date_to))
        if self.category_id:
            domain.append(('category_id', '=', self.category_id.id))
        return domain

    def action_csv(self):
        return self._download('csv')

    def action_xes(self):
        return self._download('xes')

    def _download(self, form):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/eventlog/{self.id}.{form}', 'target': 'download'}

    # === What is in it ===

    @api.model
    def _check_may_export(self):
        if not any(self.env.user.has_group(f'sanming_daiban.{group}') for group in GROUPS):
            raise AccessError(self.env._("Only supervision, audit and configuration export the event log."))

    def _parts(self, form):
        """The file, piece by piece: a large one is never in memory as a whole."""
        self._check_may_export()
        traces = self._traces()
        if form == 'xes':
            return xes_parts(traces, self.env.company.daiban_district_name or self.env.company.name)
        return csv_parts(traces)

    def _traces(self):
        last, domain = 0, self._domain()
        while True:
            cases = self.env['daiban.project'].search([*domain, ('id', '>', last)], order='id', limit=CASES_AT_ONCE)
            if not cases:
                return
            last = cases[-1].id
            entries = self._entries(cases)
            for case in cases:
                if entries.get(case.id):
                    yield Trace(case.number, case.category_id.name or '', entries[case.id])
            self.env.invalidate_all()

    def _entries(self, cases):
        """{case id: [Entry]}, as it happened."""
        examination, result = self.env._("Examination of the request"), {}
        rows = self.env.execute_query(self._query(cases))
        for case, name, state, unit, kind, holder, date, recorded_at, late in rows:
            recorded = district_moment(recorded_at)
            happened = datetime.combine(date, time(), DISTRICT_ZONE) if late else recorded
            lifecycle = LIFECYCLE[kind]
            if kind == 'finish' and state in ('cancelled', 'withdrawn', 'terminated'):
                lifecycle = 'pi_abort'
            elif kind == 'handover' and holder == 'nobody':
                lifecycle = 'withdraw'
            result.setdefault(case, []).append(Entry(
                name or examination, lifecycle, happened.isoformat(timespec='seconds'), unit or '',
                recorded.isoformat(timespec='seconds'), bool(late)))
        return result

    def _query(self, cases):
        return SQL("""
            SELECT COALESCE(item.project_id, project.id), item.name, COALESCE(item.state, project.state),
                   COALESCE(holder.name, unit.name), event.kind, event.holder_kind, event.date, event.recorded_at,
                   event.late_entry
              FROM daiban_clock_event event
         LEFT JOIN daiban_item item ON event.res_model = 'daiban.item' AND item.id = event.res_id
         LEFT JOIN daiban_project project ON event.res_model = 'daiban.project' AND project.id = event.res_id
         LEFT JOIN daiban_unit unit ON unit.id = COALESCE(item.unit_id, project.lead_unit_id)
         LEFT JOIN daiban_unit holder ON holder.id = event.holder_unit_id
             WHERE event.chain_id IN (SELECT id FROM daiban_clock_chain
                                       WHERE res_model = 'daiban.project' AND res_id = ANY(%(cases)s))
               AND event.res_model IN ('daiban.item', 'daiban.project')
               AND event.kind <> 'void'
               AND NOT EXISTS (SELECT 1 FROM daiban_clock_event void WHERE void.void_of_id = event.id)
          ORDER BY event.date, event.id""", cases=cases.ids)
