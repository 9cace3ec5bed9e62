from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanClause(models.Model):
    """A clause of the scheme, in its own words: what the service has to answer for (R1).

    ``daiban.clause.link`` says which rules carry it out. What needs no rule is built in; ``place`` says where.
    """
    _name = 'daiban.clause'
    _description = 'Clause of the Scheme'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, number, id'
    _rec_name = 'number'
    _rec_names_search = ['number', 'text', 'article']
    _bundle_key = ('number',)
    _clause_rule = False

    number = fields.Char(required=True, copy=False, help="As the documents and tests of the product cite it: R28.")
    article = fields.Char("Section", help="The section of the scheme in which it stands.")
    text = fields.Text("Words of the Scheme", required=True, help="As they stand in the scheme, not corrected.")
    edition = fields.Char(readonly=True, help="The edition that gave it these words.")
    place = fields.Char(
        "Where in the Product", help="Where it is carried out without a rule of its own: the page, letter or check.")
    link_ids = fields.One2many('daiban.clause.link', 'clause_id', string="Rules")
    link_count = fields.Integer("Number of Rules", compute='_compute_coverage', store=True)
    coverage = fields.Selection([
        ('rule', "By Rules"),
        ('product', "Built In"),
        ('open', "By Nothing Yet"),
    ], string="Carried Out", compute='_compute_coverage', store=True)
    sequence = fields.Integer(default=1000)
    active = fields.Boolean(default=True)

    _number_uniq = models.Constraint('UNIQUE(number)', "There is already a clause with this number.")

    @api.depends('link_ids.active', 'place')
    def _compute_coverage(self):
        for clause in self:
            links = clause.link_ids.filtered('active')
            clause.link_count = len(links)
            clause.coverage = 'rule' if links else 'product' if clause.place else 'open'

    @api.depends('number', 'text')
    def _compute_display_name(self):
        for clause in self:
            text = clause.text or ''
            clause.display_name = f'{clause.number or ""} {text[:20]}{"…" if len(text) > 20 else ""}'.strip()


class DaibanClauseLink(models.Model):
    """Where a rule of any kind comes from: the clause that it carries out, or in words what else asks for it."""
    _name = 'daiban.clause.link'
    _description = 'Rule of a Clause'
    _inherit = ['daiban.setup.mixin']
    _order = 'clause_id, id'
    _rec_name = 'rule_ref'
    _bundle_key = ('clause_id', 'rule_ref')
    _clause_rule = False

    clause_id = fields.Many2one(
        'daiban.clause', index=True, ondelete='cascade', help="Empty: no clause asks for it; the note says what does.")
    rule_ref = fields.Reference(selection='_selection_rule_models', string="Rule", required=True)
    rule_name = fields.Char("Name of the Rule", compute='_compute_rule_name')
    note = fields.Char(help="What of the clause the rule carries out; without a clause: the law, ordinance or decision "
                            "that it comes from.")
    active = fields.Boolean(default=True)

    _once = models.Constraint('UNIQUE(clause_id, rule_ref)', "This rule is named for the clause already.")
    _one_origin = models.UniqueIndex(
        "(rule_ref) WHERE clause_id IS NULL", "It is written down already where this rule comes from.")

    @api.model
    def _selection_rule_models(self):
        return [(name, self.env['ir.model']._get(name).name) for name in self._rule_models()]

    @api.model
    def _rule_models(self):
        """The configuration that says how something is done, not only what there is."""
        return [name for name in self.env['daiban.bundle.mixin']._bundle_models()
                if getattr(self.env[name], '_clause_rule', False)]

    @api.depends('rule_ref')
    def _compute_rule_name(self):
        for link in self:
            rule = link._rule()
            link.rule_name = f'{rule._description_of_model()}：{rule.display_name}' if rule else False

    def _rule(self):
        """The rule; nothing if it is gone."""
        return self.rule_ref.exists() if self.rule_ref else self.rule_ref

    @api.constrains('clause_id', 'note')
    def _check_origin(self):
        if self.filtered(lambda link: not link.clause_id and not (link.note or '').strip()):
            raise ValidationError(self.env._("Choose the clause, or write down where else the rule comes from."))

    @api.constrains('rule_ref')
    def _check_rule(self):
        allowed = set(self._rule_models())
        for link in self:
            rule = link._rule()
            if not rule or rule._name not in allowed:
                raise ValidationError(self.env._("Choose a rule of the configuration that exists."))

    def action_open_rule(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': self.rule_ref._name, 'res_id': self.rule_ref.id,
                'views': [(False, 'form')]}
