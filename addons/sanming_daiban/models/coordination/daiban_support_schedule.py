from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import critical_path
from ..case.daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'
OPEN_CASE = ('accepted', 'running')


class DaibanSupportSchedule(models.AbstractModel):
    """When a support task is needed, by when it must begin, and who is told when it does not (R74, R77)."""

    _name = 'daiban.support.schedule'
    _description = 'Dates of a Support Task'
    _inherit = ['daiban.clock.mixin']

    planned_due = fields.Date("Needed On", tracking=True, help="The day on which the item that needs it waits for it.")
    start_by = fields.Date(
        compute='_compute_start_by', help="It must begin on this day at the latest, to be done when it is needed.")
    deadline = fields.Date(
        compute='_compute_deadline', store=True, index='btree_not_null',
        help="When it is due; before it runs, when it is needed.")
    is_late = fields.Boolean(
        "Late", compute='_compute_is_late', search='_search_is_late',
        help="It is overdue, or should have begun already.")
    told = fields.Char(readonly=True, copy=False, export_string_translation=False)

    @api.depends('planned_due', 'limit_days', 'limit_unit')
    def _compute_start_by(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        for task in self:
            due = task.planned_due
            task.start_by = due and critical_path.on_or_before(
                calendar, critical_path.latest_begin(calendar, task.limit_unit, due, task.limit_days))

    @api.depends('due_date', 'planned_due')
    def _compute_deadline(self):
        for task in self:
            task.deadline = task.due_date or task.planned_due

    @api.depends('state', 'light', 'start_by')
    def _compute_is_late(self):
        today = self._clock_today()
        for task in self:
            should_run = task._should_begin() and task.start_by < today
            task.is_late = bool(should_run) or task.state == 'running' and task._clock_light() == 'red'

    def _search_is_late(self, operator, value):
        if operator != 'in':
            return NotImplemented
        planned = self.search([('state', '=', 'planned'), ('planned_due', '!=', False)])
        return Domain('id', 'in', planned.filtered('is_late').ids) | (
            Domain('state', '=', 'running') & Domain('light', '=', 'red'))

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        tasks = self.sudo().search([
            ('state', 'in', ('planned', 'running')), ('project_id.state', 'in', OPEN_CASE)], order='id')
        yield from tasks.filtered(lambda task: task._alarm() not in (False, task.told))._clock_one_by_one('_warn')

    def _alarm(self):
        """What people are told of this task today; False if nothing."""
        self.ensure_one()
        if self.state == 'running':
            light = self._clock_light()
            return light if light in ('yellow', 'orange', 'red') else False
        return 'begin' if self._should_begin() and self.start_by <= self._clock_today() else False

    def _should_begin(self):
        """Whether somebody has to begin it; what is left over begins with the approval of the early start, by itself.
        """
        return self.state == 'planned' and self.kind != 'residual' and bool(self.start_by)

    def _warn(self):
        """Tell who is responsible, and the agent; supervision too when it is overdue or mandatory and not begun.

        That something left over from an early start is overdue the agent and supervision hear elsewhere, with what
        follows from it.
        """
        self.told = self._alarm()
        overdue = self.told == 'red'
        escalates = self.kind != 'residual' and (overdue or self.told == 'begin' and self.mandatory)
        if self.told == 'begin':
            summary = self.env._("It must begin now to be done when it is needed")
        else:
            summary = self.env._("The support task is overdue") if overdue else self.env._(
                "The support task is due soon")
        agent = self.project_id.agent_id
        people = self.user_id | agent if overdue or not self.user_id else self.user_id
        if overdue and self.kind == 'residual':
            people -= agent
        for user in people:
            self.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=self.deadline)
        if escalates:
            for user in self._clock_correctors():
                self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)

    def _ask_responsible(self, summary):
        for task in self.filtered('user_id'):
            task.activity_schedule(
                TODO, user_id=task.user_id.id, summary=summary, date_deadline=task.deadline or None)
