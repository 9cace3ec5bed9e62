from odoo import api, fields, models


class DaibanPlanStage(models.Model):
    """Limit and lead of a stage in one plan.

    A plan that merges stages has one row only, with a name of its own: 简易低风险 has 工程规划与施工许可（合并）.
    """
    _name = 'daiban.plan.stage'
    _description = 'Stage of a Plan'
    _inherit = ['daiban.plan.part.mixin', 'daiban.setup.mixin']
    _order = 'plan_id, stage_sequence, id'
    _bundle_key = ('plan_id', 'stage_id')
    _bundle_parent = 'plan_id'

    plan_id = fields.Many2one('daiban.plan', required=True, ondelete='cascade', index=True)
    stage_id = fields.Many2one('daiban.stage', required=True, ondelete='restrict')
    stage_sequence = fields.Integer(
        "Order of the Stage", compute='_compute_stage_sequence', store=True, readonly=False, precompute=True,
        help="Proposed by the catalogue; each plan has its own order.")
    name = fields.Char(
        compute='_compute_name', store=True, readonly=False, precompute=True, required=True,
        help="Give it another name if it merges stages.")
    lead_unit_id = fields.Many2one(
        'daiban.unit', compute='_compute_lead_unit_id', store=True, readonly=False,
        precompute=True, ondelete='restrict')
    limit_days = fields.Integer("Limit", help="Working days of the stage.")
    chain_days = fields.Integer("Longest Chain", compute='_compute_chain')
    chain_text = fields.Char("Chain", compute='_compute_chain')

    _stage_uniq = models.Constraint('UNIQUE(plan_id, stage_id)', "A stage appears only once in a plan.")
    _limit_positive = models.Constraint('CHECK(limit_days >= 0)', "The limit of a stage cannot be negative.")

    @api.depends('stage_id')
    def _compute_stage_sequence(self):
        for stage in self:
            stage.stage_sequence = stage.stage_id.sequence

    @api.depends('stage_id')
    def _compute_name(self):
        for stage in self:
            stage.name = stage.stage_id.name

    @api.depends('stage_id')
    def _compute_lead_unit_id(self):
        for stage in self:
            stage.lead_unit_id = stage.stage_id.lead_unit_id

    @api.depends('stage_id', 'plan_id.line_ids.stage_id', 'plan_id.line_ids.limit_days',
                 'plan_id.line_ids.counts_in_limit', 'plan_id.line_ids.prerequisite_ids')
    def _compute_chain(self):
        for stage in self:
            lines = stage.plan_id.line_ids.filtered(lambda line, stage=stage: line.stage_id == stage.stage_id)
            stage.chain_days, chain = lines._longest_chain()
            stage.chain_text = ' → '.join(f'{line.item_type_id.code} {line.limit_days}' for line in chain)

    def action_move(self, step):
        """Move the stage among those of its draft: -1 forward, 1 back; beyond the ends nothing happens."""
        self.ensure_one()
        rows = self.plan_id.stage_limit_ids.sorted(lambda row: (row.stage_sequence, row.id))
        place = rows.ids.index(self.id)
        other = place + (1 if step > 0 else -1)
        if not 0 <= other < len(rows):
            return
        order = list(rows)
        order[place], order[other] = order[other], order[place]
        for index, row in enumerate(order):
            row.stage_sequence = 10 * (index + 1)
