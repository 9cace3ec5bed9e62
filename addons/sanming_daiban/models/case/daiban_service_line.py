from odoo import fields, models


class DaibanServiceLine(models.Model):
    """What the service promises on the card (R27), as records that an admin may edit."""

    _name = 'daiban.service.line'
    _description = 'Service Promise'
    _inherit = ['daiban.bundle.mixin']
    _order = 'sequence, id'
    _bundle_key = ('name',)
    _clause_rule = True

    name = fields.Char(string="What We Do for You", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    note = fields.Char(string="Detail")
