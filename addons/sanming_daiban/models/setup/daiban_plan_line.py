from odoo import api, fields, models

from ...tools import graph
from ...tools.terms import LIMIT_UNITS


class DaibanPlanLine(models.Model):
    """One approval item in a plan: who, how long, after what, and when it is needed."""
    _name = 'daiban.plan.line'
    _description = 'Item of a Plan'
    _inherit = ['daiban.condition.mixin', 'daiban.plan.part.mixin', 'daiban.setup.mixin']
    _order = 'plan_id, stage_sequence, sequence, id'
    _bundle_key = ('plan_id', 'item_type_id')
    _bundle_parent = 'plan_id'
    _rec_names_search = ['item_type_id.code', 'item_type_id.name']

    plan_id = fields.Many2one('daiban.plan', required=True, ondelete='cascade', index=True)
    sequence = fields.Integer(default=100)
    stage_id = fields.Many2one(
        'daiban.stage', compute='_compute_stage_id', store=True, readonly=False, precompute=True,
        required=True, ondelete='restrict')
    stage_sequence = fields.Integer("Order of the Stage", compute='_compute_stage_sequence', store=True)
    item_type_id = fields.Many2one('daiban.item.type', string="Item", required=True, ondelete='restrict', index=True)
    unit_id = fields.Many2one(
        'daiban.unit', compute='_compute_unit_id', store=True, readonly=False, precompute=True,
        ondelete='restrict')
    limit_days = fields.Integer("Limit", help="What the unit promises. 0: not timed.")
    limit_unit = fields.Selection(LIMIT_UNITS, required=True, default='working')
    counts_in_limit = fields.Boolean(
        "Counts", default=True, help="Its days count against the base limit. Off: 不计时, it runs beside the clock.")
    prerequisite_ids = fields.Many2many(
        'daiban.plan.line', 'daiban_plan_line_prerequisite_rel', 'line_id', 'prerequisite_id', string="Prerequisites",
        domain="[('plan_id', '=', plan_id), ('id', '!=', id)]", copy=False,
        help="The item becomes ready when all of these are done. Items that do not apply to a project are ignored.")
    condition_kind = fields.Selection([
        ('always', "Always"),
        ('domain', "By Condition"),
        ('manual', "A Clerk Decides"),
    ], string="Needed", required=True, default='always',
        help="By condition: the system decides from the data of the project. A clerk decides: case by case.")
    condition = fields.Char(help="Which projects need the item.")
    pre_review = fields.Boolean(
        "Before the Land", help="With 拿地即开工 it is reviewed before the land is transferred (R78).")
    material_type_ids = fields.Many2many(
        'daiban.material.type', string="Materials", compute='_compute_material_type_ids', store=True, readonly=False,
        help="What this item needs in this plan. Results of other items of the plan are never asked of the enterprise.")
    notes = fields.Char()

    _item_uniq = models.Constraint('UNIQUE(plan_id, item_type_id)', "An item appears only once in a plan.")
    _limit_positive = models.Constraint('CHECK(limit_days >= 0)', "The limit of an item cannot be negative.")

    @api.depends('item_type_id')
    @api.depends_context('daiban_code_only')
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.item_type_id.display_name

    # Proposals of the catalogue, each by itself: what an admin has typed in the others must stay.
    @api.depends('item_type_id')
    def _compute_stage_id(self):
        chosen = self.env.context.get('daiban_lane')  # the lane into which the designer puts it
        for line in self:
            line.stage_id = chosen or line.item_type_id.stage_id

    @api.depends('stage_id.sequence', 'plan_id.stage_limit_ids.stage_id', 'plan_id.stage_limit_ids.stage_sequence')
    def _compute_stage_sequence(self):
        for line in self:
            row = line.plan_id.stage_limit_ids.filtered(lambda row, stage=line.stage_id: row.stage_id == stage)
            line.stage_sequence = row[:1].stage_sequence if row else line.stage_id.sequence

    @api.depends('item_type_id')
    def _compute_unit_id(self):
        for line in self:
            line.unit_id = line.item_type_id.unit_id

    @api.depends('item_type_id')
    def _compute_material_type_ids(self):
        for line in self:
            line.material_type_ids = line.item_type_id.material_type_ids

    @api.constrains('condition_kind', 'condition')
    def _check_condition(self):
        for line in self.filtered(lambda line: line.condition_kind == 'domain'):
            line._parse_condition(line.condition)

    def _prerequisite_problems(self):
        for prerequisite in self.prerequisite_ids:
            if prerequisite.plan_id != self.plan_id:
                yield self.env._("%(item)s waits for %(other)s of another plan (%(plan)s).", item=self.display_name,
                                 other=prerequisite.display_name, plan=prerequisite.plan_id.display_name)
            elif prerequisite.stage_sequence > self.stage_sequence:
                yield self.env._("%(item)s in stage %(stage)s waits for %(other)s of the later stage %(later)s.",
                                 item=self.display_name, stage=self.stage_id.name, other=prerequisite.display_name,
                                 later=prerequisite.stage_id.name)

    def _prerequisite_graph(self):
        """``{line: the lines it waits for}`` among these lines, in their order."""
        known = {line._origin.id or line.id: line for line in self}
        return {
            line: [known[other] for other in (prerequisite._origin.id or prerequisite.id
                                              for prerequisite in line.prerequisite_ids) if other in known]
            for line in self
        }

    def _longest_chain(self):
        """``(days, lines)`` of the longest chain that counts in the limit; (0, []) while there is a cycle."""
        weights = {line: line.limit_days if line.counts_in_limit else 0 for line in self}
        try:
            return graph.longest_path(self._prerequisite_graph(), weights)
        except graph.CycleError:
            return 0, []

    def _effective_prerequisites(self):
        """``{line: lines it waits for}`` when only these lines of their plan apply to a project.

        What waited for an item that does not apply waits for what that item would have waited for.
        """
        lines = self.plan_id.line_ids
        off = lines - self
        return {
            line: self.browse([prerequisite.id for prerequisite in prerequisites])
            for line, prerequisites in graph.without(lines._prerequisite_graph(), off).items()
        }

    def _applies(self, project):
        """True or False as far as the plan decides it for ``project``, None where a clerk must decide."""
        self.ensure_one()
        if self.condition_kind == 'domain':
            return self._meets_condition(project, self.condition)
        return True if self.condition_kind == 'always' else None
