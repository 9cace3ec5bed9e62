from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import graph
from ...tools.budget import budget_used
from ...tools.checklist import asked_list
from ...tools.replay import Result, judge, replay
from .daiban_dry_run_line import outcome_of

# The newest cases with together at most so many items are replayed: an answer takes seconds.
MAX_ITEMS = 5000
STATES = ('accepted', 'running', 'done')


class DaibanDryRun(models.Model):
    """Finished and running cases replayed under a draft, before it is published (R1, R38–R42): who would be late.

    What was recorded is read and folded anew; nothing of any case is changed.
    """
    _name = 'daiban.dry.run'
    _description = 'Dry Run of a Plan'
    _order = 'id desc'

    plan_id = fields.Many2one('daiban.plan', required=True, ondelete='cascade', index=True)
    category_id = fields.Many2one(related='plan_id.category_id')
    base_limit = fields.Integer(
        compute='_compute_base_limit', store=True, readonly=False, precompute=True, aggregator=None,
        help="Working days of the whole case to be tried; the base limit of the category unless you change it.")
    publication_id = fields.Many2one(
        'daiban.calendar.publication', string="Another Calendar", ondelete='set null',
        domain=[('state', 'in', ('draft', 'previewed'))], help="A calendar that is entered but not in force yet.")
    date_from = fields.Date("Accepted From")
    date_to = fields.Date("Accepted Until")
    include_running = fields.Boolean("Running Cases Too", default=True)
    run_on = fields.Datetime("Replayed On", readonly=True, copy=False)
    user_id = fields.Many2one('res.users', string="Replayed By", readonly=True, copy=False)
    case_count = fields.Integer("Cases Replayed", readonly=True, copy=False)
    left_out = fields.Integer(
        "Older Cases Left Out", readonly=True, copy=False, help="Only the newest cases are replayed.")
    item_count = fields.Integer("Items Replayed", readonly=True, copy=False)
    line_ids = fields.One2many('daiban.dry.run.line', 'run_id', readonly=True, copy=False)
    case_late_before = fields.Integer("Cases Late as Recorded", compute='_compute_counts')
    case_late_after = fields.Integer("Cases Late Then", compute='_compute_counts')
    item_late_before = fields.Integer("Items Late as Recorded", compute='_compute_counts')
    item_late_after = fields.Integer("Items Late Then", compute='_compute_counts')
    newly_late = fields.Integer(compute='_compute_counts')
    no_longer_late = fields.Integer(compute='_compute_counts')
    documents_added = fields.Integer("Documents Asked Additionally", compute='_compute_counts')
    documents_dropped = fields.Integer("Documents No Longer Asked", compute='_compute_counts')

    @api.depends('plan_id')
    def _compute_base_limit(self):
        for run in self:
            run.base_limit = run.plan_id.base_limit

    @api.depends('plan_id', 'run_on')
    def _compute_display_name(self):
        for run in self:
            day = run.run_on and fields.Datetime.context_timestamp(run, run.run_on).date()
            run.display_name = ' '.join(filter(None, [run.plan_id.display_name, str(day or '')]))

    @api.depends('line_ids')
    def _compute_counts(self):
        rows = self.env['daiban.dry.run.line']._read_group(
            [('run_id', 'in', self.ids)], ['run_id', 'kind'],
            ['late_before:sum', 'late_after:sum', 'newly_late:sum', 'no_longer_late:sum', 'documents_added:sum',
             'documents_dropped:sum'])
        sums = {(run, kind): found for run, kind, *found in rows}
        nothing = [0] * 6
        for run in self:
            cases, items = sums.get((run, 'case'), nothing), sums.get((run, 'item'), nothing)
            run.case_late_before, run.case_late_after = cases[:2]
            run.item_late_before, run.item_late_after, run.newly_late, run.no_longer_late = items[:4]
            run.documents_added, run.documents_dropped = cases[4:]

    @api.constrains('date_from', 'date_to', 'base_limit')
    def _check_values(self):
        for run in self:
            if run.date_from and run.date_to and run.date_from > run.date_to:
                raise ValidationError(self.env._("The first day of acceptance lies after the last one."))
            if run.base_limit < 0:
                raise ValidationError(self.env._("A limit cannot be negative."))

    # === ACTIONS ===

    def action_run(self):
        """Replay, and show the lines; again after the draft has changed."""
        self.ensure_one()
        self.check_access('write')
        self._check_replayable()
        projects, left_out = self._chosen_cases()
        if not projects:
            raise UserError(self.env._(
                "No case of %(category)s was accepted in this time: choose other days.",
                category=self.category_id.name))
        vals_list = self._replayed(projects)
        lines = self.env['daiban.dry.run.line'].sudo()  # sudo: results come only from here, nobody writes them by hand
        lines.search([('run_id', '=', self.id)]).unlink()
        lines.create(vals_list)
        self.write({
            'run_on': fields.Datetime.now(), 'user_id': self.env.uid, 'case_count': len(projects),
            'left_out': left_out, 'item_count': sum(vals['kind'] == 'item' for vals in vals_list)})
        self.invalidate_recordset()
        return True

    def action_open_lines(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_dry_run_line_action')
        return {**action, 'domain': [('run_id', '=', self.id)], 'context': {'search_default_late': 1}}

    def action_open_designer(self):
        return self.plan_id.action_open_designer()

    def _check_replayable(self):
        lines = self.plan_id.line_ids
        if not lines:
            raise UserError(self.env._("%(plan)s has no items yet.", plan=self.plan_id.display_name))
        if graph.circles(lines._prerequisite_graph()):
            raise UserError(self.env._(
                "%(plan)s cannot be replayed:\n%(problems)s", plan=self.plan_id.display_name,
                problems='\n'.join(finding.text for finding in self.plan_id._graph_findings())))

    def _chosen_cases(self):
        """(cases, number of older ones that are too many), the newest first."""
        domain = [
            ('category_id', '=', self.category_id.id), ('accepted_on', '!=', False),
            ('state', 'in', STATES if self.include_running else ('done',))]
        if self.date_from:
            domain.append(('accepted_on', '>=', self.date_from))
        if self.date_to:
            domain.append(('accepted_on', '<=', self.date_to))
        project_model = self.env['daiban.project'].with_context(active_test=False)
        projects = project_model.search(domain, order='accepted_on desc, id desc', limit=MAX_ITEMS)
        sizes = dict(self.env['daiban.item']._read_group(
            [('project_id', 'in', projects.ids)], ['project_id'], ['__count']))
        total, chosen = 0, project_model
        kept = []
        for project in projects:
            total += sizes.get(project, 0)
            if total > MAX_ITEMS:
                break
            kept.append(project.id)
        chosen = project_model.browse(kept)
        return chosen, project_model.search_count(domain) - len(chosen)

    # === REPLAY ===

    def _replayed(self, projects):
        """The values of the lines of all these cases."""
        year_model = self.env['daiban.calendar.year']
        items = projects.item_ids
        events = self.env['daiban.clock.event']._engine_events('daiban.item', items.ids)
        present = year_model._work_calendar()
        bench = {
            'today': year_model._district_today(),
            'present': present,
            'calendar': self.publication_id._future_calendar() if self.publication_id else present,
            'events': {item_id: found for item_id, found in events.items() if found},
            'waits': {line.id: [other.id for other in others]
                      for line, others in self.plan_id.line_ids._prerequisite_graph().items()},
            'outputs': {
                line.item_type_id: line.item_type_id.output_material_type_id for line in self.plan_id.line_ids},
        }
        return [vals for project in projects for vals in self._replayed_case(project, bench)]

    def _replayed_case(self, project, bench):
        items = project.item_ids
        lines = self._lines_for(project)
        line_of, planned = self._new_order(items, lines, bench['waits'])
        known = {item.id: bench['events'][item.id] for item in items if item.id in bench['events']}
        recorded = {item.id: item.prerequisite_ids.ids for item in items}
        assumed = {-line.id: (line.limit_days, line.limit_unit) for line in lines if -line.id in planned}
        before = replay(known, recorded, recorded, {}, bench['present'])
        after = replay(known, recorded, planned, assumed, bench['calendar'])
        day = max([bench['today'], *(track.finished for track in after.values() if track.finished)])
        for item in items:
            if item.id in before or item.id in after:
                line = line_of.get(item.id)
                yield self._item_vals(project, item, line, before.get(item.id), after.get(item.id), bench, day)
        for line in lines:
            if -line.id in after:
                yield self._item_vals(project, None, line, None, after[-line.id], bench, day)
        yield self._case_vals(project, items, lines, line_of, before, after, bench, day)

    def _lines_for(self, project):
        """The lines of the draft that the case would get; what a clerk decides stays as it was decided."""
        had = project.item_ids.filtered(lambda item: item.state != 'cancelled').type_id
        cancelled = project.item_ids.type_id - had
        return self.plan_id.line_ids.filtered(
            lambda line: line.item_type_id not in cancelled and (
                line.item_type_id in had if (needed := line._applies(project)) is None else needed))

    def _new_order(self, items, lines, waits):
        """({item id: line}, {item id, or minus the id of a line without an item: what it would wait for})."""
        by_type = {item.type_id: item for item in items if item.state != 'cancelled'}
        line_of, key_of = {}, {}
        for line in lines:
            item = by_type.get(line.item_type_id)
            key_of[line.id] = item.id if item else -line.id
            if item:
                line_of[item.id] = line
        off = set(waits) - set(lines.ids)
        order = {
            key_of[line]: [key_of[other] for other in others] for line, others in graph.without(waits, off).items()}
        for item in items:  # added by hand, or not needed after all: as it was
            if item.id not in order and (item.state == 'cancelled' or not item.plan_line_id):
                order[item.id] = [] if item.state == 'cancelled' else item.prerequisite_ids.ids
        return line_of, order

    def _item_vals(self, project, item, line, before, after, bench, day):
        now = before and judge(before, item.limit_days, item.limit_unit, bench['present'], bench['today'])
        given = line or item
        then = after and judge(after, given.limit_days, given.limit_unit, bench['calendar'], day)
        item_type = item.type_id if item else line.item_type_id
        return {
            **self._row(now, then),
            'run_id': self.id, 'kind': 'item', 'project_id': project.id, 'item_id': item.id if item else False,
            'item_type_id': item_type.id, 'unit_id': (item or line).unit_id.id, 'stage_id': given.stage_id.id,
        }

    def _case_vals(self, project, items, lines, line_of, before, after, bench, day):
        counted = {item.id for item in items if item.counts_in_limit}
        then_counted = {
            *(item.id for item in items if line_of.get(item.id, item).counts_in_limit),
            *(-line.id for line in lines if line.counts_in_limit)}
        now = self._budget(before, counted, project.base_limit, bench['present'], bench['today'])
        then = self._budget(after, then_counted, self.base_limit, bench['calendar'], day)
        added, dropped = self._document_changes(project, lines, bench['outputs'])
        return {
            **self._row(now, then), 'run_id': self.id, 'kind': 'case', 'project_id': project.id,
            'stage_id': project.stage_id.id, 'documents_added': len(added), 'documents_dropped': len(dropped)}

    def _budget(self, tracks, counted, limit, calendar, day):
        used = budget_used([track for key, track in tracks.items() if key in counted], calendar, day)
        return Result(used, limit, max(used - limit, 0) if limit else 0)

    def _document_changes(self, project, lines, outputs):
        """What the enterprise would have been asked for additionally, and what no more (R28)."""
        needs = {line.item_type_id: list(line.material_type_ids) for line in lines}
        asked = asked_list(list(self.category_id.intake_material_type_ids), needs, outputs, set())
        wanted = {document for document, one in asked.items() if one.need != 'output'}
        had = project.material_ids.filtered('by_rule').type_id
        return wanted - set(project.material_ids.type_id), set(had) - wanted

    def _row(self, now, then):
        nothing = Result(0, 0, 0)
        before, after = now or nothing, then or nothing
        return {
            'limit_before': before.limit, 'limit_after': after.limit,
            'used_before': before.used, 'used_after': after.used,
            'days_late_before': before.late, 'days_late_after': after.late,
            'late_before': int(before.late > 0), 'late_after': int(after.late > 0),
            'newly_late': int(after.late > 0 >= before.late), 'no_longer_late': int(before.late > 0 >= after.late),
            'outcome': outcome_of(now, then),
        }
