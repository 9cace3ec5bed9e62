from dateutil.relativedelta import relativedelta

from odoo import fields, models


class IrActionsServer(models.Model):
    """An activity for everybody in a role, such as the supervisors; for what has a clock, none without a person and
    none twice."""
    _inherit = 'ir.actions.server'

    activity_user_type = fields.Selection(
        selection_add=[('role', "Everybody in a Role")], ondelete={'role': 'set null'})
    activity_group_id = fields.Many2one('res.groups', string="Role")

    def _run_action_next_activity(self, eval_context=None):
        clocks = {model._name for model in self.env['daiban.clock.mixin']._clock_models()}
        if self.activity_user_type != 'role' and self.model_name not in clocks:
            return super()._run_action_next_activity(eval_context)
        if self.activity_type_id and not self._is_recompute():
            context = self.env.context
            for record in self.env[self.model_name].browse(context.get('active_ids') or context.get('active_id')):
                self._ask(record)
        return False

    def _ask(self, record):
        open_for = record.sudo().activity_ids.filtered(  # sudo: whoever was asked before
            lambda activity: activity.activity_type_id == self.activity_type_id
            and activity.summary == self.activity_summary).user_id
        values = {'summary': self.activity_summary or '', 'note': self.activity_note or ''}
        if self.activity_date_deadline_range > 0:
            values['date_deadline'] = fields.Date.context_today(self) + relativedelta(**{
                self.activity_date_deadline_range_type or 'days': self.activity_date_deadline_range})
        for user in self._asked_users(record) - open_for:
            record.activity_schedule(activity_type_id=self.activity_type_id.id, user_id=user.id, **values)

    def _asked_users(self, record):
        if self.activity_user_type == 'specific':
            return self.activity_user_id
        if self.activity_user_type == 'generic':
            return record.mapped(self.activity_user_field_name)
        # sudo: who has a role is no secret, and groups are not readable for everybody
        return self.env['res.users'].browse(
            self.activity_group_id.sudo().all_user_ids.filtered(lambda user: user.active and not user.share).ids)
