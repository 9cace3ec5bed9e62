from odoo import fields, models


class DaibanPark(models.Model):
    _name = 'daiban.park'
    _description = 'Park'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['name', 'code']

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    team_unit_id = fields.Many2one(
        'daiban.unit', string="Park Service Team", domain=[('unit_type', '=', 'park_team')], index='btree_not_null',
        ondelete='restrict', help="Leads the projects that settle in this park (R52).")
    township_id = fields.Many2one(
        'daiban.unit', string="Township or Street", domain=[('unit_type', '=', 'township')], ondelete='restrict')
    notes = fields.Text()
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a park must be unique.")
