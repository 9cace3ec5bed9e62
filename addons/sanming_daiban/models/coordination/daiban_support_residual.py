from odoo import api, fields, models
from odoo.exceptions import UserError

from ..case.daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'


class DaibanSupportTask(models.Model):
    """What an early start leaves to be done later, with dates; late ones are told and have a consequence (R81)."""

    _inherit = 'daiban.support.task'
    _workflow_fields = ('told_late',)

    early_start_id = fields.Many2one('daiban.early.start', index='btree_not_null', ondelete='set null')
    told_late = fields.Boolean(readonly=True, copy=False, export_string_translation=False)

    @api.constrains('early_start_id', 'project_id')
    def _check_early_start(self):
        for task in self.sudo().filtered('early_start_id'):  # sudo: compares what belongs to the task anyway
            if task.early_start_id.project_id != task.project_id:
                raise UserError(self.env._("“%(name)s” belongs to another case.", name=task.name))

    def _check_can_start(self):
        for task in self.sudo():  # sudo: one fact about the early start
            if task.early_start_id.state == 'draft':
                raise UserError(self.env._(
                    "“%(task)s” runs from the approval of the early start on.", task=task.display_name))
        return super()._check_can_start()

    def _start_residuals(self):
        """From the approval on each runs until its date; one in the past is due today."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        for task in self.filtered(lambda one: one.state == 'planned'):
            task.limit_days = max(calendar.count_in('working', today, max(task.planned_due, today)), 1)
            task._start()

    def _residual_overdue(self):
        return self.kind == 'residual' and self.state == 'running' and self._clock_light() == 'red'

    @api.model
    def _overdue_residuals(self, partner):
        # sudo: one fact about the enterprise, from cases of whichever unit
        return self.sudo().search([
            ('kind', '=', 'residual'), ('state', '=', 'running'), ('light', '=', 'red'),
            ('partner_id', '=', partner.id)])

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        late = [('kind', '=', 'residual'), ('state', '=', 'running'), ('light', '=', 'red'), ('told_late', '=', False)]
        # sudo: the daily job, whoever runs it
        yield from self.sudo().search(late, order='id')._clock_one_by_one('_tell_residual_late')

    def _tell_residual_late(self):
        """The agent and supervision see to it, the enterprise learns what follows from it (R81)."""
        self.told_late = True
        summary = self.env._("Overdue after an early start: %(name)s", name=self.name)
        if self.project_id.agent_id:
            self.activity_schedule(TODO, user_id=self.project_id.agent_id.id, summary=summary)
        for user in self._clock_correctors():
            self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)
        self.project_id._tell_enterprise(lambda case: case.env._(
            "“%(name)s” was due on %(due)s. As long as it is open, no further early start can be approved.",
            name=self.name, due=self.due_date))
