from odoo import fields, models


class DaibanStage(models.Model):
    _name = 'daiban.stage'
    _description = 'Approval Stage'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=100)
    lead_unit_id = fields.Many2one(
        'daiban.unit', ondelete='restrict', help="Leads the stage, unless a plan names another.")
    fold = fields.Boolean("Folded on the Board")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a stage must be unique.")
