from odoo import api, fields, models
from odoo.exceptions import ValidationError

ITEM_STATES = [
    ('waiting', "Waiting"),
    ('ready', "Ready"),
    ('dispatched', "At the Unit"),
    ('assigned', "Assigned"),
    ('running', "Being Handled"),
    ('paused', "Paused"),
    ('pre_reviewed', "Reviewed in Advance"),
    ('done', "Done"),
    ('refused', "Refused"),
    ('cancelled', "Cancelled"),
]
ACTIVE_STATES = ('ready', 'dispatched', 'assigned', 'running', 'paused')
OPEN_STATES = ('waiting', 'pre_reviewed', *ACTIVE_STATES)


class DaibanItem(models.Model):
    """One approval item of one case: at one unit, with its own clock (R33, R34, R89)."""

    _name = 'daiban.item'
    _description = 'Approval Item'
    _inherit = [
        'daiban.item.flow',
        'daiban.item.result',
        'daiban.item.correction',
        'daiban.clock.mixin',
        'daiban.workflow.mixin',
        'mail.thread',
        'mail.activity.mixin',
    ]
    _order = 'project_id desc, sequence, id'
    _rec_names_search = ['name', 'code', 'project_id.name', 'project_id.number']
    _workflow_fields = (
        'state',
        'handler_id',
        'prerequisite_ids',
        'plan_line_id',
        'dispatched_on',
        'assigned_on',
        'close_note',
    )

    project_id = fields.Many2one('daiban.project', required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True, string="Enterprise")
    category_id = fields.Many2one(related='project_id.category_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id', string="Agent")
    type_id = fields.Many2one('daiban.item.type', string="Item", required=True, index=True, ondelete='restrict')
    name = fields.Char(related='type_id.name', store=True)
    code = fields.Char(related='type_id.code', store=True)
    platform = fields.Selection(related='type_id.platform')
    in_person = fields.Boolean(related='type_id.in_person')
    plan_line_id = fields.Many2one('daiban.plan.line', readonly=True, copy=False, ondelete='restrict')
    sequence = fields.Integer(default=10)
    stage_id = fields.Many2one('daiban.stage', required=True, group_expand='_group_expand_stage')
    unit_id = fields.Many2one('daiban.unit', required=True, tracking=True)
    leader_id = fields.Many2one(
        'res.users', string="Leader in Charge", compute='_compute_leader_id', store=True, index='btree_not_null'
    )
    liaison_id = fields.Many2one(related='unit_id.liaison_id', string="Liaison of the Unit")
    handler_id = fields.Many2one('res.users', readonly=True, tracking=True, index='btree_not_null')
    prerequisite_ids = fields.Many2many(
        'daiban.item', 'daiban_item_prerequisite_rel', 'item_id', 'prerequisite_id', string="Waits For", readonly=True
    )
    dependent_ids = fields.Many2many(
        'daiban.item', 'daiban_item_prerequisite_rel', 'prerequisite_id', 'item_id', string="Lets Go", readonly=True
    )
    counts_in_limit = fields.Boolean(string="Counts in the Base Limit", default=True)

    state = fields.Selection(
        ITEM_STATES, default='waiting', required=True, readonly=True, copy=False, tracking=True, index=True
    )
    is_open = fields.Boolean(compute='_compute_is_open', search='_search_is_open')
    is_active = fields.Boolean(compute='_compute_is_open', search='_search_is_active')
    dispatched_on = fields.Date(readonly=True, copy=False)
    assigned_on = fields.Date(readonly=True, copy=False)
    close_note = fields.Text(string="Conclusion", readonly=True, copy=False)
    holder_label = fields.Char(compute='_compute_holder_label', string="Who Holds It")
    external_number = fields.Char(string="Number on the Platform", tracking=True)
    result_number = fields.Char(string="Number of the Result", tracking=True)
    result_document_ids = fields.Many2many(
        'ir.attachment', 'daiban_item_result_rel', 'item_id', 'attachment_id', string="Result Documents", copy=False
    )
    material_ids = fields.Many2many('daiban.material', 'daiban_material_item_rel', 'item_id', 'material_id')
    material_gap_count = fields.Integer(compute='_compute_material_gap_count', string="Materials Missing")
    note = fields.Text(string="Working Note", groups='sanming_daiban.group_staff')

    # as few as searches need: each is written again with every change of a date or a light
    _unit_state_idx = models.Index("(unit_id, state)")

    @api.depends('name', 'project_id.name')
    @api.depends_context('item_in_project')
    def _compute_display_name(self):
        for item in self:
            label = f'{item.code} {item.name}' if item.code else item.name
            item.display_name = label if self.env.context.get('item_in_project') else f'{item.project_id.name}：{label}'

    @api.depends('unit_id.leader_id')
    def _compute_leader_id(self):
        """The unit's leader; a closed item keeps the one it had."""
        for item in self:
            item.leader_id = item.unit_id.leader_id if item.is_open or not item.leader_id else item.leader_id

    @api.depends('state')
    def _compute_is_open(self):
        for item in self:
            item.is_open = item.state in OPEN_STATES
            item.is_active = item.state in ACTIVE_STATES

    def _search_is_open(self, operator, value):
        return [('state', 'in', OPEN_STATES)] if operator == 'in' else NotImplemented

    def _search_is_active(self, operator, value):
        return [('state', 'in', ACTIVE_STATES)] if operator == 'in' else NotImplemented

    @api.depends('state', 'holder_kind', 'holder_unit_id', 'handler_id', 'unit_id', 'partner_id')
    def _compute_holder_label(self):
        for item in self:
            if not item.is_active:
                item.holder_label = False
            elif item.holder_kind == 'enterprise':
                item.holder_label = item.partner_id.name
            else:
                unit = item.holder_unit_id or item.unit_id
                item.holder_label = ' '.join(
                    filter(None, [unit.name, item.handler_id.name if unit == item.unit_id else None])
                )

    @api.depends('material_ids.state')
    def _compute_material_gap_count(self):
        for item in self:
            item.material_gap_count = len(item.material_ids.filtered('is_gap'))

    @api.model
    def _group_expand_stage(self, stages, domain):
        return stages.search([])  # pylint: disable=no-search-all  # four columns

    @api.constrains('prerequisite_ids')
    def _check_prerequisites(self):
        for item in self:
            strangers = item.prerequisite_ids.filtered(lambda other, case=item.project_id: other.project_id != case)
            if strangers:
                raise ValidationError(
                    self.env._(
                        "“%(item)s” cannot wait for “%(other)s”: that item belongs to another case.",
                        item=item.display_name,
                        other=strangers[0].display_name,
                    )
                )
        if self._has_cycle('prerequisite_ids'):
            raise ValidationError(
                self.env._("These items would wait for each other for ever; remove one of the prerequisites.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        # sudo: an item added by hand waits for nothing; those of a plan get their prerequisites first
        by_hand = items.filtered(lambda item: not item.plan_line_id).sudo()
        by_hand._ready_if_possible()
        by_hand.project_id._sync_materials()
        return items

    def _locked_fields(self):
        """What the plan or the agent gave it; the unit may be corrected until the item is handed over."""
        locked = {'project_id', 'type_id', 'stage_id', 'limit_days', 'limit_unit', 'statutory_limit',
                  'statutory_limit_unit', 'counts_in_limit'}
        handed_over = self.state not in ('waiting', 'ready')
        is_agent = self.project_id.has_access('write')
        return locked | {'unit_id'} if handed_over or not is_agent else locked

    def _clock_case(self):
        return self.project_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_new(self):
        for item in self.filtered(
            lambda record: record.project_id.state not in ('draft', 'submitted', 'supplement', 'accepted')
        ):
            raise ValidationError(
                self.env._(
                    "“%(item)s” is part of a running case: cancel it with a reason instead of deleting it.",
                    item=item.display_name,
                )
            )

    def action_open_project(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.project',
            'res_id': self.project_id.id,
            'view_mode': 'form',
        }
