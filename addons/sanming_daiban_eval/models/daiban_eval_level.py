from odoo import api, fields, models


class DaibanEvalLevel(models.Model):
    """One of the five answers to a criterion: its words and its points."""
    _name = 'daiban.eval.level'
    _description = 'Answer to a Criterion'
    _inherit = ['daiban.setup.mixin']
    _order = 'criterion_id, sequence, id'
    _bundle_key = ('criterion_id', 'name')
    _bundle_parent = 'criterion_id'

    criterion_id = fields.Many2one('daiban.eval.criterion', required=True, index=True, ondelete='cascade')
    scheme_id = fields.Many2one(related='criterion_id.scheme_id')
    name = fields.Char("Level of Answer", required=True)
    description = fields.Char("When It Is Right", help="What must be the case for this answer, in a sentence.")
    points = fields.Float("Level Points", required=True, digits=(5, 2))
    sequence = fields.Integer(default=10)

    _points_range = models.Constraint('CHECK(points >= 0 AND points <= 100)', "Points are between 0 and 100.")

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        levels.scheme_id._check_editable()
        return levels

    def write(self, vals):
        self.scheme_id._check_editable()
        result = super().write(vals)
        self.scheme_id._check_editable()  # it may have been moved to another criterion
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.scheme_id._check_editable()
