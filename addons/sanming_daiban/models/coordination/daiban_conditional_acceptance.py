from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .daiban_supervised_mixin import TODO

KEPT = ('active', 'met')


class DaibanConditionalAcceptance(models.Model):
    """附条件受理: of two items that wait for each other, one goes on before the other is done (R73).

    The condition is what it would have waited for, with a day until which it comes. Nothing statutory is skipped in
    silence: only a circle that really exists can be opened, with the reason, the legal basis and the condition on
    record, by supervision (R17). It is followed until it is met; what is late goes to supervision.
    """

    _name = 'daiban.conditional.acceptance'
    _description = 'Conditional Acceptance'
    _inherit = [
        'daiban.supervised.mixin', 'daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'accepted_on', 'accepted_by_id', 'circle', 'ended_on', 'told_late')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True)
    item_id = fields.Many2one(
        'daiban.item', string="Goes On", required=True, index=True, ondelete='cascade',
        domain="[('project_id', '=', project_id), ('is_open', '=', True)]")
    unit_id = fields.Many2one(related='item_id.unit_id', store=True)
    awaited_item_id = fields.Many2one(
        'daiban.item', string="Before This Is Done", required=True, index=True, ondelete='cascade',
        domain="[('project_id', '=', project_id), ('is_open', '=', True), ('id', '!=', item_id)]")
    awaited_unit_id = fields.Many2one(related='awaited_item_id.unit_id', string="Unit of the Condition")
    circle = fields.Text("Who Waited for Whom", readonly=True, copy=False)
    condition = fields.Text(required=True, help="What has to come afterwards, so that one can see when it is met.")
    reason = fields.Text(required=True, help="Why this harms neither the public nor others (R17).")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    state = fields.Selection(
        [('draft', "Draft"), ('active', "Going On with a Condition"), ('met', "Condition Met"),
         ('broken', "Condition Not Met"), ('ended', "Ended with the Case")],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    limit_days = fields.Integer(
        "Days to Meet It", default=lambda self: self.env['daiban.settings']._number('condition_days'))
    accepted_on = fields.Date(readonly=True, copy=False)
    accepted_by_id = fields.Many2one('res.users', string="Conditionally Accepted By", readonly=True, copy=False)
    ended_on = fields.Date(readonly=True, copy=False)
    told_late = fields.Boolean(readonly=True, copy=False, export_string_translation=False)

    _once = models.UniqueIndex(
        "(item_id, awaited_item_id) WHERE state IN ('draft', 'active')",
        "For these two items there is a conditional acceptance already.")
    _limit_positive = models.Constraint(
        'CHECK(limit_days > 0)', "Say within how many working days the condition is met.")

    @api.model
    def default_get(self, fields_list):
        """Of the first circle of the case: the item that waits, and the one it waits for."""
        values = super().default_get(fields_list)
        project = self.env['daiban.project'].browse(values.get('project_id')).exists()
        if project and not values.get('item_id') and (circles := project._circular_waits()):
            items = circles[0]['items']
            values.update(item_id=items[0].id, awaited_item_id=items[1].id)
        return values

    @api.depends('item_id', 'awaited_item_id')
    def _compute_display_name(self):
        for acceptance in self:
            acceptance.display_name = self.env._(
                "%(item)s before %(awaited)s", item=acceptance.item_id.name, awaited=acceptance.awaited_item_id.name)

    def _locked_fields(self):
        terms = {'item_id', 'awaited_item_id', 'condition', 'reason', 'legal_basis_ids', 'limit_days', 'limit_unit'}
        return {'project_id'} if self.state == 'draft' else {'project_id'} | terms

    def _clock_case(self):
        return self.project_id

    # === Accept ===

    def action_accept(self):
        """Open the circle: the item goes on, the condition is followed."""
        self._check_state('draft', action=self.env._("accept it conditionally"))
        self._check_supervisor()
        self._require('condition', 'reason', 'legal_basis_ids')
        for acceptance in self.sudo():  # sudo: items of other units move by rule; who decides was checked above
            acceptance._accept()
        return {'type': 'ir.actions.act_window_close'}

    def _accept(self):
        circle = self._circle()
        self.write({
            'state': 'active', 'accepted_on': self._clock_today(), 'accepted_by_id': self.env.uid,
            'circle': circle['text']})
        self._clock_start(holder_kind='unit', unit=self.awaited_unit_id, user=self.awaited_unit_id.leader_id)
        self.project_id.wait_ids.filtered(
            lambda wait: wait.state == 'open' and wait.item_id == self.item_id
            and wait.awaited_item_id == self.awaited_item_id)._end('conditional')
        for item, text in ((self.item_id, self.env._("It goes on before “%(other)s” is done. Condition: %(condition)s",
                                                     other=self.awaited_item_id.name, condition=self.condition)),
                           (self.awaited_item_id, self.env._("“%(other)s” goes on without waiting for it. Condition: "
                                                             "%(condition)s", other=self.item_id.name,
                                                             condition=self.condition))):
            item.message_post(body=text, subtype_xmlid='mail.mt_note')
        self.item_id._ready_if_possible()
        self.item_id.filtered(
            lambda item: item.state == 'ready' and item.project_id.state == 'running')._dispatch()
        self.project_id._waits_changed()

    def _circle(self):
        """The circle that this opens; without one a prerequisite would simply be skipped."""
        for circle in self.project_id._circular_waits():
            if (self.item_id, self.awaited_item_id) in circle['links']:
                return circle
        raise UserError(self.env._(
            "“%(item)s” and “%(awaited)s” do not wait for each other, so no prerequisite can be set aside (R17). Have "
            "the units record what they wait for, or let the awaited item come first.",
            item=self.item_id.name, awaited=self.awaited_item_id.name))

    # === The end ===

    def _follow(self):
        """Met, as soon as the awaited item has its result; when it was refused, supervision decides."""
        for acceptance in self.filtered(lambda one: one.state == 'active'):
            state = acceptance.awaited_item_id.state
            if state == 'done':
                acceptance._end('met')
            elif state in ('refused', 'cancelled'):
                acceptance._ask_supervisors(acceptance, self.env._(
                    "The condition cannot be met any more: “%(item)s” has ended without a result",
                    item=acceptance.awaited_item_id.name))

    def action_break(self):
        """The condition was not met: the item that went on is looked at again by its unit."""
        self._check_state('active', action=self.env._("record it as not met"))
        self._check_supervisor()
        for acceptance in self.sudo():  # sudo: as in action_accept
            acceptance._end('broken')
            unit = acceptance.item_id.unit_id
            if user := acceptance.item_id.handler_id or unit.leader_id:
                acceptance.item_id.activity_schedule(TODO, user_id=user.id, summary=self.env._(
                    "The condition was not met: decide what follows for this item"))
        return True

    def action_meet(self):
        """The condition was met in another way than by the item's own result."""
        self._check_state('active', action=self.env._("record it as met"))
        self._check_supervisor()
        self.sudo()._end('met')  # sudo: as in action_accept
        return True

    def _end(self, state):
        self._clock_close()
        self.activity_unlink([TODO])
        self.write({'state': state, 'ended_on': self._clock_today()})

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        late = Domain('state', '=', 'active') & Domain('light', '=', 'red') & Domain('told_late', '=', False)
        # sudo: the daily job, whoever runs it
        yield from self.sudo().search(late, order='id')._clock_one_by_one('_tell_late')

    def _tell_late(self):
        self.told_late = True
        self._ask_supervisors(self, self.env._("The condition is overdue: see what became of it"))
