from odoo import fields, models


class DaibanFee(models.Model):
    """Statutory fees that the enterprise may be told of (R15). The service itself never charges anything (R14):
    this is information, there is no price and no payment."""
    _name = 'daiban.fee'
    _description = 'Statutory Fee'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    payee = fields.Char(required=True, help="Who collects it: the body, never the agency service.")
    amount_rule = fields.Text(required=True, help="How the amount is determined, in words.")
    exemption = fields.Text("Exemptions", help="Who is exempt or pays less, with the basis.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a fee must be unique.")
