from odoo import api, fields, models
from odoo.tools import SQL

from ..case.daiban_item import ACTIVE_STATES
from .daiban_issue import LEVELS
from .daiban_meeting_agenda import AGENDA_KINDS
from .daiban_project_agenda import STILL_STATES

ROOM = 16  # kinds of candidates that one record can be; the number of a candidate is made of both


class DaibanAgendaCandidate(models.Model):
    """What should be taken up over all cases: overdue, standing still, escalated, a gap of a key project (R59, R69).

    Asked from the database by stored columns, not case by case: a district has tens of thousands of items. Another
    topic adds its own by :meth:`_candidate_queries`.
    """

    _name = 'daiban.agenda.candidate'
    _description = 'What Should Be Taken Up'
    _auto = False
    _order = 'is_key desc, since, id'
    _rec_name = 'project_id'
    _depends = {
        'daiban.item': ['state', 'project_id', 'unit_id', 'holder_since', 'pause_since', 'started_on', 'finished_on',
                        'light_red_on', 'limit_days', 'dispatched_on'],
        'daiban.issue': ['state', 'level', 'project_id', 'item_id', 'unit_id', 'started_on', 'finished_on'],
        'daiban.material': ['state', 'project_id', 'item_ids'],
        'daiban.expert.review': ['state', 'material_id'],
        'daiban.project': ['object_class', 'state'],
        'daiban.meeting': ['state'],
        'daiban.meeting.agenda': ['meeting_id', 'issue_id', 'item_ids', 'material_id'],
    }

    kind = fields.Selection(AGENDA_KINDS, readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    item_id = fields.Many2one('daiban.item', readonly=True)
    issue_id = fields.Many2one('daiban.issue', readonly=True)
    material_id = fields.Many2one('daiban.material', string="Missing Document", readonly=True)
    unit_id = fields.Many2one('daiban.unit', string="With Unit", readonly=True)
    level = fields.Selection(LEVELS, readonly=True)
    since = fields.Date(readonly=True)
    is_key = fields.Boolean("Key Project", readonly=True)
    on_agenda = fields.Boolean("On an Agenda", readonly=True)
    days = fields.Integer("Working Days", compute='_compute_days')
    subject = fields.Char(compute='_compute_facts')
    facts = fields.Text(compute='_compute_facts')

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._candidate_queries())

    @api.model
    def _candidate_queries(self):
        """Hook: one query of the columns (id, kind, project_id, item_id, issue_id, material_id, unit_id, level, since,
        is_key, on_agenda) for each kind; ``id`` is the record's times ``ROOM`` plus a number of the kind."""
        return [self._items_query(), self._issues_query(), self._gaps_query()]

    @api.model
    def _items_query(self):
        item_model = self.env['daiban.item']
        red = SQL("%s = 'red'", item_model._clock_light_sql('item'))
        held = SQL("COALESCE(item.pause_since, item.holder_since, item.dispatched_on)")
        still = SQL(
            "%s < %s AND (item.state IN %s OR item.state = 'running' AND COALESCE(item.limit_days, 0) = 0)",
            held, item_model._still_since(), STILL_STATES)
        return SQL("""
            SELECT item.id * %(room)s AS id, CASE WHEN %(red)s THEN 'red' ELSE 'stuck' END AS kind, item.project_id,
                   item.id AS item_id, NULL::int AS issue_id, NULL::int AS material_id, item.unit_id,
                   NULL::varchar AS level,
                   CASE WHEN %(red)s THEN item.light_red_on ELSE %(held)s END AS since,
                   COALESCE(project.object_class = 'key', FALSE) AS is_key,
                   EXISTS (SELECT 1 FROM daiban_meeting_agenda_item_rel rel
                             JOIN daiban_meeting_agenda line ON line.id = rel.agenda_id
                             JOIN daiban_meeting meeting ON meeting.id = line.meeting_id
                            WHERE rel.item_id = item.id AND meeting.state IN ('draft', 'invited', 'held')) AS on_agenda
              FROM daiban_item item JOIN daiban_project project ON project.id = item.project_id
             WHERE item.state IN %(active)s AND project.state = 'running' AND (%(red)s OR %(still)s)""",
            room=ROOM, red=red, held=held, still=still, active=ACTIVE_STATES)

    @api.model
    def _issues_query(self):
        """Problems that have come to the center or above, and those of a unit that are late."""
        return SQL("""
            SELECT issue.id * %s + 1 AS id, 'issue' AS kind, issue.project_id, issue.item_id, issue.id AS issue_id,
                   NULL::int AS material_id, issue.unit_id, issue.level, issue.started_on AS since,
                   COALESCE(project.object_class = 'key', FALSE) AS is_key,
                   EXISTS (SELECT 1 FROM daiban_meeting_agenda line
                             JOIN daiban_meeting meeting ON meeting.id = line.meeting_id
                            WHERE line.issue_id = issue.id AND meeting.state IN ('draft', 'invited', 'held')
                   ) AS on_agenda
              FROM daiban_issue issue JOIN daiban_project project ON project.id = issue.project_id
             WHERE issue.state = 'open' AND (issue.level <> 'unit' OR %s = 'red')""",
            ROOM, self.env['daiban.issue']._clock_light_sql('issue'))

    @api.model
    def _gaps_query(self):
        """Documents that key projects lack for an item at work now, and that no experts look at yet (R69, R70)."""
        return SQL("""
            SELECT material.id * %(room)s + 2 AS id, 'gap' AS kind, material.project_id, MIN(item.id) AS item_id,
                   NULL::int AS issue_id, material.id AS material_id,
                   (ARRAY_AGG(item.unit_id ORDER BY item.id))[1] AS unit_id, NULL::varchar AS level,
                   MIN(COALESCE(item.pause_since, item.holder_since, item.dispatched_on)) AS since, TRUE AS is_key,
                   EXISTS (SELECT 1 FROM daiban_meeting_agenda line
                             JOIN daiban_meeting meeting ON meeting.id = line.meeting_id
                            WHERE line.material_id = material.id AND meeting.state IN ('draft', 'invited', 'held')
                   ) AS on_agenda
              FROM daiban_material material
              JOIN daiban_project project ON project.id = material.project_id
              JOIN daiban_material_item_rel rel ON rel.material_id = material.id
              JOIN daiban_item item ON item.id = rel.item_id AND item.state IN %(active)s
             WHERE project.object_class = 'key' AND project.state = 'running'
               AND material.state IN ('missing', 'defective')
               AND NOT EXISTS (SELECT 1 FROM daiban_expert_review review
                                WHERE review.material_id = material.id AND review.state = 'open')
             GROUP BY material.id""", room=ROOM, active=ACTIVE_STATES)

    def _compute_days(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self.env['daiban.calendar.year']._district_today()
        for record in self:
            record.days = calendar.count(record.since, today) if record.since else 0

    def _compute_facts(self):
        for record in self:
            if gap := record.material_id:
                record.subject, record.facts = gap.name, record.project_id._gap_facts(gap)
            else:
                record.subject = record.issue_id.name or record.item_id.name
                record.facts = (record.issue_id or record.item_id)._agenda_facts()

    def _take_up(self, meeting):
        """Put these on the agenda of a meeting, with the draft of the facts."""
        wanted = {(record.kind, record.material_id or record.issue_id or record.item_id) for record in self}
        for case in self.project_id:
            points = [
                point for point in case._agenda_points()
                if (point['kind'], point.get('material') or point.get('issue') or point.get('items')) in wanted]
            meeting._add_points(case, [{**point, 'level': False} for point in points])

    def action_open(self):
        self.ensure_one()
        record = self.issue_id or self.project_id
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}


class DaibanItem(models.Model):
    _inherit = 'daiban.item'

    _agenda_candidate_idx = models.Index(f"((id * {ROOM}))")  # from the number of a candidate back to its item
