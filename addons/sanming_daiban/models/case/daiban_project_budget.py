from odoo import api, fields, models

from ...tools.budget import budget_used, gross_span, waited_for
from ...tools.workdays import WORKING


class DaibanProjectBudget(models.AbstractModel):
    """How much of the base limit a case has used (R38–R42, Q1, DESIGN §5.3).

    A working day is used when it counts for at least one item that belongs to the limit: parallel items use it
    once, construction and the enterprise's own time use nothing. The sum per stage stands beside it, because early
    items make the union smaller than the stages.
    """

    _name = 'daiban.project.budget'
    _description = 'Agency Project: Budget of Days'

    budget_used = fields.Integer(
        compute='_compute_budget', string="Days Used", help="Working days, parallel items once.")
    budget_remaining = fields.Integer(compute='_compute_budget', string="Days Left")
    budget_gross = fields.Integer(
        compute='_compute_budget', string="Gross Span", help="Working days from the first start to the last decision.")
    budget_enterprise = fields.Integer(
        compute='_compute_budget', string="At the Enterprise", help="Working days on which an item was paused for it.")
    budget_html = fields.Html(compute='_compute_budget_html', sanitize=False, string="Days by Stage")

    @api.depends('base_limit', 'item_ids.clock_used', 'item_ids.clock_anchor', 'item_ids.state')
    def _compute_budget(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self.env['daiban.calendar.year']._district_today()
        for project, tracks in self._budget_tracks().items():
            day = project.closed_on or today
            used = budget_used(tracks.values(), calendar, day)
            project.budget_used = used
            project.budget_remaining = project.base_limit and project.base_limit - used
            project.budget_gross = gross_span(list(tracks.values()), calendar, day)[3]
            project.budget_enterprise = waited_for(tracks.values(), calendar, day)

    def _budget_tracks(self):
        """``{project: {item: Track}}`` of the items that belong to the limit, read at once."""
        # sudo: a handler sees the budget of the case, not only of the items of the own unit
        items = self.sudo().item_ids.filtered('counts_in_limit')
        tracks = items._clock_tracks()
        result = {project: {} for project in self}
        for item in items:
            result[self.browse(item.project_id.id)][item] = tracks[item.id]
        return result

    def _clock_shares_of(self):
        # sudo: as in `_budget_tracks`; the enterprise and every unit see who held the whole case
        return self.sudo().item_ids

    @api.depends('budget_used')
    def _compute_budget_html(self):
        for project in self:
            project.budget_html = self.env['ir.qweb']._render(
                'sanming_daiban.project_budget', {'project': project, 'rows': project._budget_rows()}
            ) if project.item_ids else False

    def _budget_rows(self):
        """One row a stage: limit in the plan, days used (parallel items once), and the plain sum of its items."""
        self.ensure_one()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        day = self.closed_on or self.env['daiban.calendar.year']._district_today()
        tracks = self._budget_tracks()[self]
        limits = {limit.stage_id: limit.limit_days for limit in self.sudo().plan_id.stage_limit_ids}
        rows = []
        for stage in self.sudo().item_ids.stage_id.sorted():
            of_stage = {item: track for item, track in tracks.items() if item.stage_id == stage}
            rows.append({
                'stage': stage.name,
                'limit': limits.get(stage),
                'used': budget_used(of_stage.values(), calendar, day),
                'sum': sum(track.used(calendar, day, WORKING) for track in of_stage.values()),
            })
        return rows
