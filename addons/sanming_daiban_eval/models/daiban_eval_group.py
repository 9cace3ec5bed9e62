from odoo import api, fields, models

from .daiban_eval_scheme_part_mixin import KINDS


class DaibanEvalGroup(models.Model):
    """One of the three groups that evaluate (R97), with its weight and the least number of raters."""
    _name = 'daiban.eval.group'
    _description = 'Group of Raters'
    _inherit = ['daiban.eval.scheme.part.mixin']
    _order = 'scheme_id, sequence, id'
    _rec_name = 'kind'
    _bundle_key = ('kind',)
    _clause_rule = True

    kind = fields.Selection(KINDS, string="Group", required=True)
    weight = fields.Float(required=True, digits=(5, 2), help="In percent; the groups have 100 together.")
    least_raters = fields.Integer(
        required=True, default=3,
        help="With fewer the group gives no score, and that is said. It is never guessed.")
    introduction = fields.Text("What Raters Read First")
    sequence = fields.Integer(default=10)
    criterion_count = fields.Integer("Criteria", compute='_compute_criteria')
    criterion_weight = fields.Float("Weights of Its Criteria", compute='_compute_criteria', digits=(5, 2))

    _kind_uniq = models.Constraint('UNIQUE(scheme_id, kind)', "A scheme has each group once.")
    _weight_range = models.Constraint('CHECK(weight >= 0 AND weight <= 100)', "A weight is between 0 and 100.")

    @api.depends('kind')
    @api.depends_context('lang')
    def _compute_display_name(self):
        labels = dict(self._fields['kind']._description_selection(self.env))
        for group in self:
            group.display_name = labels.get(group.kind, '')

    @api.depends('kind', 'scheme_id.criterion_ids.kind', 'scheme_id.criterion_ids.weight')
    def _compute_criteria(self):
        for group in self:
            criteria = group.scheme_id._criteria(group.kind)
            group.criterion_count = len(criteria)
            group.criterion_weight = sum(criteria.mapped('weight'))
