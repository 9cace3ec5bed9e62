from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class DaibanItemWait(models.Model):
    """What a unit says it waits for although no plan says so: an item or a material of another unit (R73).

    Hidden preconditions come to light here. Two units that wait for each other are found at once, see
    ``daiban.project.waits``.
    """

    _name = 'daiban.item.wait'
    _description = 'Item Waits For'
    _inherit = ['daiban.workflow.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'ended_on')

    item_id = fields.Many2one('daiban.item', required=True, index=True, ondelete='cascade')
    project_id = fields.Many2one(related='item_id.project_id', store=True, index=True)
    unit_id = fields.Many2one(related='item_id.unit_id', store=True, string="Who Waits")
    awaited_item_id = fields.Many2one(
        'daiban.item', string="Waits For the Item", ondelete='cascade', index='btree_not_null',
        domain="[('project_id', '=', project_id), ('id', '!=', item_id), ('is_open', '=', True)]")
    material_id = fields.Many2one(
        'daiban.material', string="Waits For the Material", ondelete='cascade', index='btree_not_null',
        domain="[('project_id', '=', project_id)]")
    awaited_unit_id = fields.Many2one(related='awaited_item_id.unit_id', string="Of Whom")
    reason = fields.Text(required=True, help="Why the item cannot go on before; which rule says so.")
    state = fields.Selection(
        [('open', "Waiting"), ('settled', "Has Come"), ('conditional', "Accepted Conditionally"),
         ('withdrawn', "Taken Back")],
        default='open', required=True, readonly=True, copy=False, index=True)
    ended_on = fields.Date(readonly=True, copy=False)

    _something = models.Constraint(
        'CHECK(awaited_item_id IS NOT NULL OR material_id IS NOT NULL)',
        "Say what the item waits for: an item of the case, or a material.")

    @api.depends('item_id', 'awaited_item_id', 'material_id')
    def _compute_display_name(self):
        for wait in self:
            wait.display_name = f'{wait.item_id.name} → {wait.awaited_item_id.name or wait.material_id.name}'

    @api.constrains('item_id', 'awaited_item_id', 'material_id')
    def _check_same_case(self):
        for wait in self:
            if wait.awaited_item_id == wait.item_id:
                raise ValidationError(self.env._("An item cannot wait for itself."))
            for other in (wait.awaited_item_id, wait.material_id):
                if other and other.project_id != wait.project_id:
                    raise ValidationError(self.env._("“%(name)s” belongs to another case.", name=other.display_name))

    def _locked_fields(self):
        return {'item_id', 'awaited_item_id', 'material_id', 'reason'}

    @api.model_create_multi
    def create(self, vals_list):
        waits = super().create(vals_list)
        waits.filtered(lambda wait: not wait.awaited_item_id)._find_producer()
        # sudo: supervision is told of a circle through items that the unit need not see
        waits.project_id.sudo()._tell_circular_waits()
        return waits

    def _find_producer(self):
        """A material that another open item of the case produces is that item's to bring."""
        for wait in self.sudo():  # sudo: items of other units
            producer = wait.project_id.item_ids.filtered(
                lambda item, material=wait.material_id.type_id:
                    item.is_open and item.type_id.output_material_type_id == material)
            wait.awaited_item_id = (producer - wait.item_id)[:1]

    def _is_waiting(self):
        """Whether what it waits for has still not come."""
        self.ensure_one()
        if self.awaited_item_id:
            return self.awaited_item_id.is_open
        return not self.material_id.is_settled

    def _settle(self):
        """What was awaited has come."""
        over = self.filtered(lambda wait: wait.state == 'open' and not wait._is_waiting())
        over._end('settled')

    def _end(self, state):
        self.write({'state': state, 'ended_on': self.env['daiban.calendar.year']._district_today()})

    def action_withdraw(self):
        """The unit no longer waits."""
        self._check_state('open', action=self.env._("take it back"))
        self.check_access('write')
        for wait in self:
            # sudo: only asks whether one belongs to the unit
            if not self.env.su and self.env.user not in wait.sudo().unit_id.member_ids:
                raise AccessError(self.env._("Only %(unit)s can say that it waits no more.", unit=wait.unit_id.name))
        self.sudo()._end('withdrawn')  # sudo: the state moves only by this action, which was checked above
        return True
