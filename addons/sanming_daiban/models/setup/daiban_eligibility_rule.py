from odoo import api, fields, models


class DaibanEligibilityRule(models.Model):
    """One line of the checklist at acceptance: the five policies (R19), location and nature (R20), object (R21) and
    the thresholds of a category."""
    _name = 'daiban.eligibility.rule'
    _description = 'Eligibility Rule'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

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
    guidance = fields.Text(help="How to check it, and what counts as evidence. Visitors read it in the service guide.")
    category_ids = fields.Many2many('daiban.category', string="Categories")
    reject_reason_id = fields.Many2one(
        'daiban.reject.reason', string="If It Fails", ondelete='restrict',
        help="The reason that is given, with its basis and the way onward. The self-check tells it too.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of an eligibility rule must be unique.")

    @api.constrains('domain')
    def _check_domain(self):
        for rule in self.filtered('domain'):
            rule._parse_condition(rule.domain)

    def _asks_fields(self):
        """Names of the fields of a project on which the condition depends; none if a person answers."""
        self.ensure_one()
        conditions = self._parse_condition(self.domain).iter_conditions() if self.domain else ()
        return {condition.field_expr.split('.')[0] for condition in conditions}

    def _answer(self, project):
        """True or False as far as the data of the project decide it, None where a person must answer."""
        self.ensure_one()
        return self._meets_condition(project, self.domain) if self.domain else None
