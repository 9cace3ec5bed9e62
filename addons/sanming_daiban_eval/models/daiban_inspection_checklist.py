from odoo import fields, models


class DaibanInspectionChecklist(models.Model):
    """What is looked at in a window (R49, R88): dress, badge, hours … drawn up by the district."""
    _name = 'daiban.inspection.checklist'
    _description = 'Inspection Checklist'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _bundle_key = ('name',)
    _clause_rule = True

    name = fields.Char(required=True)
    point_ids = fields.One2many('daiban.inspection.point', 'checklist_id', string="Checked Points", copy=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
