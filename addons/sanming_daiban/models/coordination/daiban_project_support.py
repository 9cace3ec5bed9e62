from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools import critical_path


class DaibanProject(models.Model):
    """What runs beside the approvals of a case: generated with its plan, ended with it (R72, R74–R76)."""

    _inherit = 'daiban.project'

    support_task_ids = fields.One2many('daiban.support.task', 'project_id', string="Support Tasks")
    intermediary_task_ids = fields.One2many(
        'daiban.support.task', 'project_id', string="Intermediary Services", domain=[('kind', '=', 'intermediary')])
    infrastructure_task_ids = fields.One2many(
        'daiban.support.task', 'project_id', string="Infrastructure Works", domain=[('kind', '=', 'infrastructure')])
    further_task_ids = fields.One2many(
        'daiban.support.task', 'project_id', string="Further Tasks", domain=[('kind', 'in', ('early', 'residual'))])

    @api.model
    def _handler_domain(self, path=''):
        """Also of units that see to a task: a utility has no item of the case, but must know it."""
        at = f'{path}.' if path else ''
        return super()._handler_domain(path) | Domain(f'{at}support_task_ids', 'any', [
            ('state', '!=', 'cancelled'), ('unit_id', 'in', self._my_units())])

    def _freeze_plan(self):
        super()._freeze_plan()
        self._plan_support()

    def _plan_support(self):
        """Plan the support tracks that these cases need and do not have yet."""
        # sudo: they follow from plan and object class, whoever accepted the case
        types = self.env['daiban.support.type'].sudo().search([])  # pylint: disable=no-search-all  # a dozen
        tasks = self.env['daiban.support.task'].sudo().with_context(mail_create_nolog=True, tracking_disable=True)
        tasks.create([
            project._prepare_support_vals(support_type)
            for project in self.sudo()
            for support_type in types - project.support_task_ids.type_id
            if support_type._is_needed(project)
        ])
        tasks._deliverables_came(self.support_task_ids.material_id)
        self._plan_support_dates()

    def _plan_support_dates(self):
        """By when each planned task is needed: counted back from the base limit through the items of the plan."""
        for project in self.sudo():  # sudo: as above
            start_by = project._items_start_by()
            for task in project.support_task_ids.filtered(lambda one: one.state == 'planned' and not one.planned_due):
                on_site = project.planned_start_date if task.kind == 'infrastructure' else False
                task.planned_due = on_site or start_by.get(task.item_id.id)

    def _items_start_by(self):
        """{item id: the last working day on which it can begin and the base limit is still kept}; of open items."""
        calendar, today = self._outlook_calendar()
        items = self._open_items()
        graph = {item.id: item.prerequisite_ids.ids for item in items}
        steps = {item.id: self._open_step(item) for item in items}
        slots = critical_path.earliest(graph, steps, calendar, today)
        goal = self._outlook_budget(items, slots)['day'] or critical_path.end_of(slots, today)
        limits = critical_path.latest(graph, steps, calendar, goal)
        return {res_id: max(critical_path.on_or_before(calendar, slot.begin), today) for res_id, slot in limits.items()}

    def _prepare_support_vals(self, support_type):
        unit, item = support_type._responsible_unit(self), support_type._served_items(self)[:1]
        person = unit.responsible_id or unit.liaison_id or unit.leader_id
        return {
            'project_id': self.id,
            'type_id': support_type.id,
            'kind': support_type.kind,
            'name': support_type.name,
            'unit_id': unit.id,
            'user_id': (self.agent_id if unit == self.lead_unit_id and self.agent_id else person).id,
            'limit_days': support_type.limit_days,
            'mandatory': support_type._is_mandatory(self),
            'item_id': item.id,
            'material_id': self._deliverable(support_type, item).id,
        }

    def _deliverable(self, support_type, item):
        """The material of the case that comes out of a track; asked for now if no item has asked for it."""
        wanted = support_type.material_type_id
        known = self.material_ids.filtered(lambda material: material.type_id == wanted)
        if known or not wanted:
            return known
        return self.env['daiban.material'].create({
            'project_id': self.id, 'type_id': wanted.id, 'item_ids': [fields.Command.set(item.ids)]})

    def action_add_support(self):
        """A task that no rule foresees, for example an early involvement (R72)."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Add a Task"),
            'res_model': 'daiban.support.task',
            'view_mode': 'form',
            'context': {'default_project_id': self.id, 'default_kind': 'early'},
        }

    # === In the portal ===

    def _portal_show_list(self, task_id):
        """The enterprise asks for the list of intermediaries of one of its tasks (R46, Q20)."""
        task = self._portal_own().support_task_ids.filtered(lambda one: one.id == task_id)
        if not task:
            raise AccessError(self.env._("This task belongs to another case."))
        task._check_state('planned', action=self.env._("show the list"))
        return task._show_list()

    def _portal_choose(self, choice_id, outcome, line_id=0, name='', uscc=''):
        """The enterprise chooses, of its own free will."""
        choice = self._portal_own().support_task_ids.choice_ids.filtered(lambda one: one.id == choice_id)
        if not choice:
            raise AccessError(self.env._("This list belongs to another case."))
        line = choice.line_ids.filtered(lambda one: one.id == line_id)
        choice._choose(outcome, self.env.user.name, line=line, name=name, uscc=uscc)

    # === The end ===

    def action_complete(self):
        self._check_support_settled()
        return super().action_complete()

    def _check_support_settled(self):
        for project in self:
            kept = project.support_task_ids.filtered(lambda task: task.state == 'running' or (
                task.state == 'planned' and (task.mandatory or task.kind == 'residual')))
            if kept:
                raise UserError(self.env._(
                    "“%(name)s” cannot be completed: still open are %(tasks)s. Finish these tasks, or cancel them with "
                    "a reason.", name=project.display_name, tasks='、'.join(kept.mapped('name'))))

    def _close(self, state, reason=False, template=None, letter=None):
        result = super()._close(state, reason=reason, template=template, letter=letter)
        # sudo: they end with the case, whose closing was checked by the action
        still_open = self.sudo().support_task_ids.filtered(lambda task: task.state in ('planned', 'running'))
        still_open._end('cancelled', self.env._("The case was closed."))
        return result
