from odoo import api, fields, models
from odoo.fields import Command

from .daiban_eval_scheme_part_mixin import KINDS

LEVELS = 5
# What is proposed for a new criterion.
POINTS = (100, 85, 70, 50, 30)


class DaibanEvalCriterion(models.Model):
    """What the raters of one group judge, with its weight and five answers."""
    _name = 'daiban.eval.criterion'
    _description = 'Evaluation Criterion'
    _inherit = ['daiban.eval.scheme.part.mixin']
    _order = 'scheme_id, sequence, id'
    _bundle_key = ('kind', 'name')

    kind = fields.Selection(KINDS, string="Group", required=True)
    name = fields.Char("Criterion", required=True)
    description = fields.Text("What Is Meant")
    weight = fields.Float(required=True, digits=(5, 2), help="In percent; the criteria of a group have 100 together.")
    level_ids = fields.One2many('daiban.eval.level', 'criterion_id', string="Levels of Answer", copy=True)
    levels_text = fields.Char("Answers in Short", compute='_compute_levels_text')
    sequence = fields.Integer(default=1000)

    _weight_range = models.Constraint('CHECK(weight >= 0 AND weight <= 100)', "A weight is between 0 and 100.")

    @api.depends('level_ids.name', 'level_ids.points')
    def _compute_levels_text(self):
        for criterion in self:
            criterion.levels_text = ' / '.join(f'{level.name} {level.points:g}' for level in criterion.level_ids)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get('daiban_propose_levels') and 'level_ids' in fields_list:
            values['level_ids'] = self._prepare_levels()
        return values

    @api.model
    def _prepare_levels(self):
        names = (self.env._("Very good"), self.env._("Good"), self.env._("Fair"), self.env._("Poor"),
                 self.env._("Very poor"))
        return [Command.create({'name': name, 'points': points})
                for name, points in zip(names, POINTS, strict=True)]

    def _level_problems(self):
        self.ensure_one()
        points = self.level_ids.mapped('points')
        if len(points) != LEVELS:
            yield self.env._(
                "%(criterion)s: it has %(count)s answers; it must have five.", criterion=self.name, count=len(points))
        elif sorted(set(points), reverse=True) != points:
            yield self.env._("%(criterion)s: the points of the answers must go down.", criterion=self.name)
