from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import critical_path
from ..case.daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'
# (planned, actual, expected) of the two days that the scheme promises
MILESTONES = {
    'land': ('planned_land_date', 'land_delivered_on', 'expected_land_on'),
    'start': ('planned_start_date', 'construction_started_on', 'expected_start_on'),
}


class DaibanProject(models.Model):
    """确保如期供地，保障项目如期开工: two days, as planned and as they came, and an alarm when they slip (R77)."""

    _inherit = 'daiban.project'

    planned_land_date = fields.Date("Planned Land Delivery", tracking=True)
    land_delivered_on = fields.Date(
        compute='_compute_land_delivered_on', store=True, readonly=False, tracking=True,
        help="The day on which the item of the land supply was finished; entered by hand if a case has no such item.")
    construction_started_on = fields.Date(tracking=True, copy=False)
    expected_land_on = fields.Date(
        "Land Expected On", compute='_compute_expected', help="If all goes as the plan of the open items says.")
    expected_start_on = fields.Date(
        "Start Expected On", compute='_compute_expected', help="When the construction permit can be there.")
    land_slip = fields.Integer(
        "Land Late by (Working Days)", compute='_compute_slips', help="Of the actual day, or of today or the expected.")
    start_slip = fields.Integer("Start Late by (Working Days)", compute='_compute_slips')
    milestone_late = fields.Boolean(
        "Land or Start Is Late", compute='_compute_milestone_late', search='_search_milestone_late')
    milestone_told = fields.Char(readonly=True, copy=False, export_string_translation=False)

    @api.depends('item_ids.finished_on', 'item_ids.state', 'item_ids.type_id.item_kind')
    def _compute_land_delivered_on(self):
        for project in self:
            supply = project._land_items()
            if supply:
                open_ones = supply.filtered(lambda item: item.state != 'done')
                project.land_delivered_on = not open_ones and max(supply.mapped('finished_on'))
            else:
                project.land_delivered_on = project.land_delivered_on

    def _land_items(self):
        return self.item_ids.filtered(lambda item: item.type_id.item_kind == 'milestone' and item.state != 'cancelled')

    def _permit_items(self):
        """The items without which construction cannot start."""
        permit = self.env.ref('sanming_daiban.item_c03', raise_if_not_found=False)
        return self.item_ids.filtered(lambda item: item.type_id == permit and item.state != 'cancelled')

    @api.depends('state', 'item_ids.state', 'item_ids.due_date')
    def _compute_expected(self):
        calendar, today = self._outlook_calendar()
        for project in self:
            items = project._open_items() if project.state in ('accepted', 'running') else project.item_ids.browse()
            graph = {item.id: item.prerequisite_ids.ids for item in items}
            steps = {item.id: self._open_step(item) for item in items}
            slots = critical_path.earliest(graph, steps, calendar, today)
            for name, awaited in (('land', project._land_items()), ('start', project._permit_items())):
                days = [slots[item.id].finish for item in awaited if item.id in slots]
                project[MILESTONES[name][2]] = max(days, default=False)

    @api.depends('land_delivered_on', 'construction_started_on', 'planned_land_date', 'planned_start_date', 'state')
    def _compute_slips(self):
        calendar, today = self._outlook_calendar()
        for project in self:
            over = project.state in ('done', 'withdrawn', 'terminated', 'rejected')
            for name, (planned, actual, expected) in MILESTONES.items():
                until = project[actual] or (False if over else max(project[expected] or today, today))
                slip = until and project[planned] and critical_path.working_days_between(
                    calendar, project[planned], until)
                project[f'{name}_slip'] = max(slip or 0, 0)

    def _milestone_domain(self):
        today = self._clock_today()
        late = Domain.OR(Domain(planned, '<', today) & Domain(actual, '=', False)
                         for planned, actual, _expected in MILESTONES.values())
        return Domain('state', 'in', ('accepted', 'running')) & late

    @api.depends('state', 'land_delivered_on', 'construction_started_on', 'planned_land_date', 'planned_start_date')
    def _compute_milestone_late(self):
        late = self.filtered_domain(self._milestone_domain())
        for project in self:
            project.milestone_late = project in late

    def _search_milestone_late(self, operator, value):
        return self._milestone_domain() if operator == 'in' else NotImplemented

    @api.constrains('land_delivered_on', 'construction_started_on')
    def _check_milestones(self):
        today = self._clock_today()
        for project in self:
            if max(filter(None, [project.land_delivered_on, project.construction_started_on]), default=today) > today:
                raise ValidationError(self.env._(
                    "“%(name)s”: what has happened cannot lie in the future. Enter the day as planned instead.",
                    name=project.display_name))

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        planned = Domain.OR(
            Domain(day, '!=', False) & Domain(actual, '=', False) for day, actual, _expected in MILESTONES.values())
        cases = self.sudo().search(  # sudo: the daily job, whoever runs it
            planned & Domain('state', 'in', ('accepted', 'running')), order='id')
        yield from cases.filtered(lambda case: case._slips_to_tell())._clock_one_by_one('_warn_of_slips')

    def _slips_to_tell(self):
        """{milestone: 'soon' or 'late'} that nobody was told yet: it will slip by the plan, or it has slipped."""
        self.ensure_one()
        told, today = (self.milestone_told or '').split(), self._clock_today()
        found = {}
        for name, (planned, actual, _expected) in MILESTONES.items():
            if self[planned] and not self[actual] and self[f'{name}_slip']:
                how = 'late' if self[planned] < today else 'soon'
                if f'{name}:{how}' not in told:
                    found[name] = how
        return found

    def _warn_of_slips(self):
        for name, how in self._slips_to_tell().items():
            summary = self._slip_words(name, how)
            people = self.agent_id | (self._clock_correctors() if how == 'late' else self.agent_id)
            for user in people:
                kind = TODO if user == self.agent_id else SUPERVISION_ACTIVITY
                self.activity_schedule(kind, user_id=user.id, summary=summary)
            self.milestone_told = ' '.join([*(self.milestone_told or '').split(), f'{name}:{how}'])

    def _slip_words(self, name, how):
        if name == 'land':
            return self.env._("The land was not delivered as planned") if how == 'late' else self.env._(
                "By the plan the land will be delivered %(days)s working days late", days=self.land_slip)
        return self.env._("The construction did not start as planned") if how == 'late' else self.env._(
            "By the plan the construction can only start %(days)s working days late", days=self.start_slip)

    def write(self, vals):
        if {'planned_land_date', 'planned_start_date'} & vals.keys():
            vals = {**vals, 'milestone_told': False}  # another day, another alarm
        return super().write(vals)
