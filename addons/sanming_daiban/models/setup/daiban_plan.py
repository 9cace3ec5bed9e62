from odoo import api, fields, models
from odoo.exceptions import UserError


class DaibanPlan(models.Model):
    """A version of the flow of a category. Published versions never change: running cases stay on theirs."""
    _name = 'daiban.plan'
    _description = 'Plan'
    _inherit = ['mail.thread', 'daiban.setup.mixin']
    _order = 'category_id, version desc'
    _bundle_key = ('category_id',)
    _bundle_versioned = True
    _rec_names_search = ['category_id.name', 'category_id.code']
    _clause_rule = True

    category_id = fields.Many2one(
        'daiban.category', required=True, ondelete='restrict', index=True,
        domain=[('is_manual', '=', False)])
    version = fields.Integer(aggregator=None, readonly=True, copy=False)
    state = fields.Selection([
        ('draft', "Draft"),
        ('published', "Published"),
        ('retired', "Retired"),
    ], required=True, default='draft', readonly=True, copy=False, tracking=True)
    confirmed = fields.Boolean(
        "Confirmed by the District", readonly=True, copy=False, tracking=True,
        help="Shipped plans are proposals: the base limits are the scheme's, the items are not official.")
    published_on = fields.Datetime(readonly=True, copy=False)
    stage_limit_ids = fields.One2many('daiban.plan.stage', 'plan_id', string="Stages", copy=True)
    line_ids = fields.One2many('daiban.plan.line', 'plan_id', string="Items", copy=True)
    notes = fields.Text()
    base_limit = fields.Integer(related='category_id.base_limit')
    stage_limit_sum = fields.Integer("Sum of the Stages", compute='_compute_figures')
    critical_days = fields.Integer(
        "Critical Path", compute='_compute_figures',
        help="Longest chain of items that count, stage after stage, with every conditional item.")
    free_path_days = fields.Integer(
        "Without Stage Gates", compute='_compute_figures',
        help="Longest chain if every item starts as soon as its prerequisites are done, even before its stage.")
    critical_path_text = fields.Text("Where the Days Go", compute='_compute_figures')

    problems = fields.Text(
        "Before It Can Be Published", compute='_compute_problems', help="Checked whenever the draft is saved.")

    _version_uniq = models.Constraint('UNIQUE(category_id, version)', "The version of a plan must be unique.")
    _one_published = models.UniqueIndex(
        "(category_id) WHERE state = 'published'", "A category has only one published plan.")

    @api.depends('category_id', 'version')
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f'{plan.category_id.name or ""} V{plan.version or "?"}'

    @api.depends('stage_limit_ids.limit_days', 'stage_limit_ids.chain_days', 'stage_limit_ids.chain_text',
                 'line_ids.limit_days', 'line_ids.counts_in_limit', 'line_ids.prerequisite_ids')
    def _compute_figures(self):
        for plan in self:
            stages = plan.stage_limit_ids
            plan.stage_limit_sum = sum(stages.mapped('limit_days'))
            plan.critical_days = sum(stages.mapped('chain_days'))
            plan.free_path_days = plan.line_ids._longest_chain()[0]
            plan.critical_path_text = '\n'.join(
                f'{stage.name} {stage.chain_days}/{stage.limit_days}: {stage.chain_text}' for stage in stages)

    def _compute_problems(self):
        for plan in self:
            plan.problems = '\n'.join(plan._problems()) if plan.state == 'draft' and plan.id else False

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.update(state='draft', confirmed=False)
            vals['version'] = self._next_version(vals.get('category_id'))
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {'state', 'version', 'confirmed', 'published_on'}:
            raise UserError(self.env._("The state of a plan changes only by its buttons."))
        if vals.keys() & {'category_id', 'stage_limit_ids', 'line_ids', 'notes'}:
            self._check_editable()
        return super().write(vals)

    def copy(self, default=None):
        plans = super().copy(default)
        for source, plan in zip(self, plans, strict=True):
            lines = {line.item_type_id: line for line in plan.line_ids}
            for line in source.line_ids:
                lines[line.item_type_id].prerequisite_ids = self.env['daiban.plan.line'].union(
                    *(lines[prerequisite.item_type_id] for prerequisite in line.prerequisite_ids
                      if prerequisite.item_type_id in lines))
        return plans

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_editable()

    def _next_version(self, category_id):
        newest = self.sudo().search([('category_id', '=', category_id)], order='version desc', limit=1)
        return newest.version + 1

    def _check_editable(self):
        if plan := self.filtered(lambda plan: plan.state != 'draft')[:1]:
            raise UserError(self.env._(
                "%(plan)s has been published and does not change any more: cases run on it. "
                "Make a new version and publish that.", plan=plan.display_name,
            ))

    def _set(self, **values):
        """Past the guard of :meth:`write`, for the actions below; access rights still hold."""
        return super().write(values)

    # === ACTIONS ===

    def action_publish(self):
        """Check everything, retire the version before, publish this one."""
        for plan in self:
            if plan.state != 'draft':
                raise UserError(self.env._("%(plan)s is not a draft.", plan=plan.display_name))
            if problems := plan._problems():
                raise UserError(self.env._(
                    "%(plan)s cannot be published yet:\n%(problems)s",
                    plan=plan.display_name, problems='\n'.join(f'• {problem}' for problem in problems),
                ))
            plan.category_id.published_plan_id._set(state='retired')
            plan.flush_model(['state'])  # before the next one, or both would be published for a moment
            plan._set(state='published', published_on=fields.Datetime.now())

    def action_retire(self):
        if self.filtered(lambda plan: plan.state != 'published'):
            raise UserError(self.env._("Only a published plan can be retired."))
        self._set(state='retired')

    def action_confirm(self):
        """The district has checked items and limits and stands by them."""
        if self.filtered(lambda plan: plan.state != 'published'):
            raise UserError(self.env._("Publish the plan before you confirm it."))
        self._set(confirmed=True)

    def action_new_version(self):
        """A draft with the same stages and items, opened for editing."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': self._name,
            'res_id': self.copy().id,
            'views': [(False, 'form')],
        }
