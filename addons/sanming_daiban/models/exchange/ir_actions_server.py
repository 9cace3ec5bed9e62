from odoo import api, fields, models


class IrActionsServer(models.Model):
    """A rule may tell the message gateways, without code: on any change that a rule can wait for."""

    _inherit = 'ir.actions.server'

    state = fields.Selection(
        selection_add=[('gateway', "Tell the Gateways"), ('followers',)], ondelete={'gateway': 'cascade'})
    daiban_event = fields.Char(
        string="Event", help="Under which name the gateways are told, for example item_overdue.")
    daiban_webhook_ids = fields.Many2many(
        'daiban.webhook', string="Gateways", help="Which of them are told. Empty: all that are switched on.")

    @api.depends('state')
    def _compute_available_model_ids(self):
        telling = self.filtered(lambda action: action.state == 'gateway')
        models = [self.env['ir.model']._get(name) for name in self._gateway_models()] if telling else []
        telling.available_model_ids = self.env['ir.model'].union(*models)
        super(IrActionsServer, self - telling)._compute_available_model_ids()

    @api.model
    def _gateway_models(self):
        """A case, and whatever is part of one."""
        return ['daiban.project', *(
            name for name in self.env.registry
            if name.startswith('daiban.') and not self.env[name]._abstract and not self.env[name]._transient
            and self.env[name]._auto and getattr(self.env[name]._fields.get('project_id'), 'store', False))]

    def _run_action_gateway_multi(self, eval_context=None):
        if self.model_name not in self._gateway_models() or self._is_recompute():
            return
        context = self.env.context
        records = self.env[self.model_name].browse(context.get('active_ids') or context.get('active_id'))
        self.env['daiban.webhook']._queue_event(records, self.daiban_event or self.name, self.daiban_webhook_ids)
