from odoo import api, fields, models

from ..case.daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'


class DaibanLandConversion(models.Model):
    """From the land contract to the formal decisions (R78): one promise of n working days for all items together.

    Its clock begins with the day of the land contract, which stands in the item or document of the land supply.
    """

    _name = 'daiban.land.conversion'
    _description = 'Decision after the Land'
    _inherit = ['daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'project_id', 'told_late')

    project_id = fields.Many2one(
        'daiban.project', string="Case", required=True, readonly=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True, string="Enterprise")
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id')
    item_ids = fields.One2many('daiban.item', 'land_conversion_id', string="Items")
    state = fields.Selection(
        [('running', "Being Decided"), ('done', "All Decided")], default='running', required=True, readonly=True)
    open_count = fields.Integer(compute='_compute_open_count', string="Still Open")
    told_late = fields.Boolean(readonly=True, export_string_translation=False)

    _once = models.Constraint('UNIQUE(project_id)', "The land contract of this case is recorded already.")

    @api.depends('project_id')
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._("After the land: %(case)s", case=record.project_id.display_name)

    @api.depends('item_ids.state')
    def _compute_open_count(self):
        for record in self:
            record.open_count = len(record.item_ids.filtered('is_open'))

    def _clock_case(self):
        return self.project_id

    @api.model
    def _convert(self, project):
        """All that was reviewed in advance goes into formal decision; what was not yet, waits for its turn."""
        days = self.env['daiban.settings']._number('conversion_days')
        conversion = self.create({'project_id': project.id, 'limit_days': days, 'limit_unit': 'working'})
        conversion._clock_start(
            date=project.land_obtained_on, holder_kind='unit', unit=project.lead_unit_id, user=project.agent_id)
        items = project.item_ids
        items.filtered('in_pre_review')._end_pre_review()
        reviewed = items.filtered(lambda item: item.state == 'pre_reviewed')
        reviewed._decide_after_land(conversion, days)
        conversion._follow_items()
        if project.agent_id:
            project.activity_schedule(
                TODO, user_id=project.agent_id.id, date_deadline=conversion.due_date,
                summary=self.env._("The land contract is there: see that every item is decided in time"))

    def _follow_items(self):
        """All decided: the promise ends."""
        decided = self.filtered(lambda record: record.state == 'running' and not record.open_count)
        decided._clock_close()
        decided.state = 'done'

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        late = [('state', '=', 'running'), ('light', '=', 'red'), ('told_late', '=', False)]
        # sudo: the daily job, whoever runs it
        yield from self.sudo().search(late, order='id')._clock_one_by_one('_tell_late')

    def _tell_late(self):
        self.told_late = True
        summary = self.env._("The decisions after the land contract are overdue")
        if self.agent_id:
            self.activity_schedule(TODO, user_id=self.agent_id.id, summary=summary)
        for user in self._clock_correctors():
            self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)
