from odoo import api, fields, models
from odoo.fields import Domain


class DaibanClauseGap(models.TransientModel):
    """A rule for which no clause of the scheme and no law is named: somebody should say why it is there."""
    _name = 'daiban.clause.gap'
    _description = 'Rule without a Clause'
    _order = 'model_name, id'

    rule_ref = fields.Reference(selection=lambda self: self.env['daiban.clause.link']._selection_rule_models())
    model_name = fields.Char("Kind of Record")
    rule_name = fields.Char("Name of the Rule")
    clause_id = fields.Many2one('daiban.clause', help="Choose the clause that the rule carries out.")
    origin = fields.Char(
        "Or Where It Comes From", help="If no clause asks for it: the law, ordinance or decision that it comes from.")

    @api.model
    def _rules_without_a_clause(self):
        """The active rules that neither a clause nor a legal basis asks for."""
        links = self.env['daiban.clause.link'].search(Domain.TRUE)
        linked = {(rule._name, rule.id) for link in links if (rule := link._rule())}
        for name in self.env['daiban.clause.link']._rule_models():
            model = self.env[name]
            for rule in model.search(Domain.TRUE):
                based = 'legal_basis_ids' in model._fields and rule.legal_basis_ids
                if not based and (name, rule.id) not in linked and rule._bundle_in_use():
                    yield rule

    @api.model
    def action_open(self):
        rows = self.create([{
            'rule_ref': f'{rule._name},{rule.id}', 'model_name': rule._description_of_model(),
            'rule_name': rule.display_name} for rule in self._rules_without_a_clause()])
        return {
            **self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_clause_gap_action'),
            'domain': [('id', 'in', rows.ids)],
        }

    def action_open_rule(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': self.rule_ref._name, 'res_id': self.rule_ref.id,
                'views': [(False, 'form')]}

    def write(self, vals):
        """Choosing a clause, or saying where else the rule comes from, settles it."""
        result = super().write(vals)
        if vals.get('clause_id') or vals.get('origin'):
            self.env['daiban.clause.link'].create([{
                'clause_id': row.clause_id.id, 'note': row.origin,
                'rule_ref': f'{row.rule_ref._name},{row.rule_ref.id}'} for row in self])
        return result
