from odoo import api, fields, models


class IrActionsServer(models.Model):
    """A rule on items may propose supervision orders, without code."""

    _inherit = 'ir.actions.server'

    state = fields.Selection(
        selection_add=[('supervise', "Propose a Supervision Order"), ('followers',)],
        ondelete={'supervise': 'cascade'})

    daiban_off = fields.Boolean(
        "Switched Off by the Manager", readonly=True, copy=False,
        help="Set in the list of automatic reminders: this action does nothing, others of its rule go on.")

    def run(self):
        return super(IrActionsServer, self.filtered(lambda action: not action.sudo().daiban_off)).run()

    @api.depends('state')
    def _compute_available_model_ids(self):
        proposing = self.filtered(lambda action: action.state == 'supervise')
        proposing.available_model_ids = self.env['ir.model']._get('daiban.item')
        super(IrActionsServer, self - proposing)._compute_available_model_ids()

    def _run_action_supervise_multi(self, eval_context=None):
        if self.model_name != 'daiban.item' or self._is_recompute():
            return
        context = self.env.context
        items = self.env['daiban.item'].browse(context.get('active_ids') or context.get('active_id'))
        stuck = items.sudo().filtered('is_open')  # sudo: the rule proposes, whoever's click or job turned the light
        lit = stuck.filtered(lambda item: item._clock_light() in ('orange', 'red'))
        self.env['daiban.supervision']._propose(lit, 'light')
        self.env['daiban.supervision']._propose(stuck - lit, 'rule')
