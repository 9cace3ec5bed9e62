from odoo import api, fields, models


class MailActivity(models.Model):
    """What somebody is asked for while he is away goes to his substitute, and comes back to him with his return."""

    _inherit = 'mail.activity'

    daiban_stands_in_for_id = fields.Many2one(
        'res.users', string="Stands in For", readonly=True, copy=False, index='btree_not_null', ondelete='set null')

    @api.model_create_multi
    def create(self, vals_list):
        users = self.env['res.users'].browse({vals['user_id'] for vals in vals_list if vals.get('user_id')})
        deputies = (users - self.env.user)._daiban_deputies()
        if deputies:
            vals_list = [self._for_deputy(vals, deputies) for vals in vals_list]
        return super().create(vals_list)

    @api.model
    def _for_deputy(self, vals, deputies):
        deputy = deputies.get(vals.get('user_id'))
        model = vals.get('res_model') or self.env['ir.model'].sudo().browse(vals.get('res_model_id')).model
        if deputy and self._daiban_may_take(deputy, model, vals.get('res_id')):
            return {**vals, 'user_id': deputy.id, 'daiban_stands_in_for_id': vals['user_id']}
        return vals

    @api.model
    def _daiban_may_take(self, user, model, res_id):
        """Only what belongs to the service and what the person may see is handed on to him."""
        if not (model or '').startswith('daiban.') or not res_id:
            return False
        return self.env[model].with_user(user).browse(res_id).has_access('read')

    def _daiban_settle(self, deputies):
        """Give each of these to whoever acts today for the person who was asked."""
        for activity in self:
            owner = activity.daiban_stands_in_for_id or activity.user_id
            deputy = deputies.get(owner.id)
            if not deputy or not self._daiban_may_take(deputy, activity.res_model, activity.res_id):
                deputy = owner
            if deputy != activity.user_id:
                activity.write({
                    'user_id': deputy.id, 'daiban_stands_in_for_id': owner.id if deputy != owner else False})
