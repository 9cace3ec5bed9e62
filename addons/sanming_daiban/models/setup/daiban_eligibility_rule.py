from odoo import api, fields, models


class DaibanEligibilityRule(models.Model):
    """One line of the checklist at acceptance: the five policies (R19), location and nature (R20), object (R21) and
    the thresholds of a category."""
    _name = 'daiban.eligibility.rule'
    _description = 'Eligibility Rule'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']

    name = fields.Char(required=True, help="What is checked, as a short statement that must be true.")
    code = fields.Char(required=True, copy=False)
    kind = fields.Selection([
        ('policy', "Policy"),
        ('location', "Location"),
        ('nature', "Nature"),
        ('object_class', "Object of the Service"),
        ('threshold', "Threshold of the Category"),
        ('other', "Other"),
    ], required=True, default='policy')
    domain = fields.Char(
        "Condition", help="Empty: a person answers. Otherwise the system answers from the data of the project.")
    guidance = fields.Text(help="How to check it, and what counts as evidence.")
    category_ids = fields.Many2many('daiban.category', string="Categories")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of an eligibility rule must be unique.")

    @api.constrains('domain')
    def _check_domain(self):
        for rule in self.filtered('domain'):
            rule._parse_condition(rule.domain)

    def _answer(self, project):
        """True or False as far as the data of the project decide it, None where a person must answer."""
        self.ensure_one()
        return self._meets_condition(project, self.domain) if self.domain else None
