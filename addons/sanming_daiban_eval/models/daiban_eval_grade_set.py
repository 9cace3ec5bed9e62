from odoo import fields, models

# From the best down; what the last one is called differs by employment, the ladder does not.
LADDER = ('excellent', 'good', 'basic', 'poor')


class DaibanEvalGradeSet(models.Model):
    """What the grades are called for one type of employment: civil servants are 称职, staff of institutions 合格.

    The grade itself is given by the home unit (R99); the service names it in the home unit's words.
    """
    _name = 'daiban.eval.grade.set'
    _description = 'Type of Employment and Its Grades'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _bundle_key = ('name',)
    _clause_rule = True

    name = fields.Char("Type of Employment", required=True)
    excellent = fields.Char("Best Grade", required=True)
    good = fields.Char("Second Grade", required=True)
    basic = fields.Char("Third Grade", required=True)
    poor = fields.Char("Last Grade", required=True)
    basis = fields.Char(help="The rule that names these grades.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint('UNIQUE(name)', "This type of employment exists already.")

    def _word(self, grade):
        """What a grade of the ladder is called here."""
        self.ensure_one()
        return self[grade] if grade in LADDER else ''
