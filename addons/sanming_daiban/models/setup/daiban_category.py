from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class DaibanCategory(models.Model):
    """The five kinds of projects with their base limits (R38–R42), and 一事一议 for all others (Q2)."""
    _name = 'daiban.category'
    _description = 'Project Category'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _rec_names_search = ['name', 'code']
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False, help="Fixed name for other programs, for example social_industrial.")
    is_manual = fields.Boolean(
        "Case by Case", help="No plan and no fixed limit: both are drawn up for each project (一事一议).")
    base_limit = fields.Integer(
        aggregator=None, help="Working days that the scheme allows for all approvals together.")
    target_limit = fields.Integer(
        aggregator=None, help="What the district wants to reach; not above the base limit.")
    description = fields.Text(help="Which projects belong here, in words that an enterprise understands.")
    eligibility_rule_ids = fields.Many2many(
        'daiban.eligibility.rule', string="Eligibility Rules",
        default=lambda self: self.env['daiban.eligibility.rule'].search([('kind', '!=', 'threshold')]))
    intake_material_type_ids = fields.Many2many(
        'daiban.material.type', string="Materials of the Request",
        help="What comes with the request for the service itself, before any approval item.")
    plan_ids = fields.One2many('daiban.plan', 'category_id', string="Plans")
    published_plan_id = fields.Many2one('daiban.plan', compute='_compute_published_plan_id')
    property_definition = fields.PropertiesDefinition(
        "Further Fields of a Project", readonly=True, copy=False, help="Follows from the own fields.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a category must be unique.")
    _base_limit_set = models.Constraint(
        'CHECK(base_limit > 0 OR (is_manual AND base_limit = 0))',
        "A category needs a base limit of at least one working day, unless it is handled case by case.")
    _target_within_base = models.Constraint(
        'CHECK(target_limit BETWEEN 0 AND base_limit)', "The target limit cannot be above the base limit.")

    @api.model_create_multi
    def create(self, vals_list):
        categories = super().create(vals_list)
        self.env['daiban.own.field']._define()
        return categories

    @api.depends('plan_ids.state')
    def _compute_published_plan_id(self):
        for category in self:
            category.published_plan_id = category.plan_ids.filtered(lambda plan: plan.state == 'published')

    @api.constrains('base_limit')
    def _check_published_plan_fits(self):
        for category in self:
            if category.published_plan_id.stage_limit_sum > category.base_limit:
                raise ValidationError(self.env._(
                    "The published plan of %(category)s takes %(sum)s working days. Publish a shorter version before "
                    "you lower the base limit to %(limit)s.",
                    category=category.name, sum=category.published_plan_id.stage_limit_sum, limit=category.base_limit,
                ))

    def _asked_materials(self, answers=None):
        """What a project of this category would be asked for, see ``daiban.project._asked_materials``.

        :param answers: what is known of the project, by field name; ``optional_line_ids`` with ids of plan lines
        """
        self.ensure_one()
        answers = dict(answers or {})
        if 'optional_line_ids' in answers:
            answers['optional_line_ids'] = [Command.set(answers['optional_line_ids'])]
        return self.env['daiban.project'].new({**answers, 'category_id': self.id})._asked_materials()
