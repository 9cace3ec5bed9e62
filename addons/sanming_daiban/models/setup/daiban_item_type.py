from odoo import api, fields, models

from ...tools.terms import LIMIT_UNITS


class DaibanItemType(models.Model):
    _name = 'daiban.item.type'
    _description = 'Approval Item'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    item_kind = fields.Selection([
        ('permit', "Permit"),
        ('filing', "Filing"),
        ('review', "Technical Review"),
        ('confirmation', "Confirmation"),
        ('registration', "Registration"),
        ('public_service', "Public Service"),
        ('intermediary', "Intermediary Service"),
        ('infrastructure', "Infrastructure"),
        ('milestone', "Milestone"),
    ], string="Kind", required=True, default='permit')
    stage_id = fields.Many2one('daiban.stage', string="Usual Stage", ondelete='restrict')
    unit_id = fields.Many2one(
        'daiban.unit', ondelete='restrict', index='btree_not_null',
        help="Handles the item, unless a routing rule below or the plan names another unit.")
    routing_rule_ids = fields.One2many(
        'daiban.routing.rule', 'item_type_id', string="Other Unit for Some Projects",
        context={'default_role': 'item'})
    statutory_limit = fields.Integer(
        aggregator=None, help="What the law allows; 0: the law sets no limit. Plans promise less.")
    statutory_limit_unit = fields.Selection(LIMIT_UNITS, default='working', required=True)
    platform = fields.Selection([
        ('hall', "Service Hall"),
        ('construction', "Construction Project Platform"),
    ], required=True, default='hall')
    in_person = fields.Boolean(
        help="The enterprise must come or be on site itself: not delegable to the agent (R16).")
    instant = fields.Boolean(help="Decided on the day on which it is received (R36).")
    condition_note = fields.Text(
        "When Needed", help="In which cases the item is needed. Shown to the clerk who switches conditional items on.")
    material_type_ids = fields.Many2many(
        'daiban.material.type', string="Usual Materials", help="Proposed when the item is put into a plan.")
    output_material_type_id = fields.Many2one(
        'daiban.material.type', string="Result", ondelete='restrict', index='btree_not_null',
        help="The document that the item produces. Later items take it from here and never ask the enterprise for it.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    fee_ids = fields.Many2many('daiban.fee', string="Statutory Fees")
    notes = fields.Text()
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of an approval item must be unique.")
    _limit_positive = models.Constraint('CHECK(statutory_limit >= 0)', "The statutory limit cannot be negative.")

    @api.depends('code', 'name')
    @api.depends_context('daiban_code_only')
    def _compute_display_name(self):
        short = self.env.context.get('daiban_code_only')
        for item in self:
            item.display_name = ' '.join(filter(None, [item.code, not short and item.name]))
