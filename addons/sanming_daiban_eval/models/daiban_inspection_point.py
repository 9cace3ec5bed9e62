from odoo import fields, models


class DaibanInspectionPoint(models.Model):
    _name = 'daiban.inspection.point'
    _description = 'Point of a Checklist'
    _inherit = ['daiban.setup.mixin']
    _order = 'checklist_id, sequence, id'
    _bundle_key = ('checklist_id', 'name')

    checklist_id = fields.Many2one('daiban.inspection.checklist', required=True, index=True, ondelete='cascade')
    name = fields.Char("Checked Point", required=True)
    requirement = fields.Char(help="What must be so.")
    basis = fields.Char(help="The clause or rule that demands it.")
    limit_days = fields.Integer(
        "Days to Put Right", default=lambda self: self.env['daiban.settings']._number('finding_days'),
        help="In working days.")
    sequence = fields.Integer(default=100)

    _limit = models.Constraint('CHECK(limit_days > 0)', "There is at least one day to put it right.")
