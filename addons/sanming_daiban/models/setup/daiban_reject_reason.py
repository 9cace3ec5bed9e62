from odoo import fields, models


class DaibanRejectReason(models.Model):
    """Why an application is not accepted (R30): with its basis, and how the enterprise gets on."""
    _name = 'daiban.reject.reason'
    _description = 'Rejection Reason'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    explanation = fields.Text(help="Text of the notice: what is missing for an acceptance.")
    way_onward = fields.Text(
        required=True, help="What the enterprise can do now: which body is competent, how to apply again.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a rejection reason must be unique.")
