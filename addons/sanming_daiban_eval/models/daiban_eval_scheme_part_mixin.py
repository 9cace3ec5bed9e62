from odoo import fields, models

# R97: who evaluates.
KINDS = [('center', "Service Center"), ('owner', "Project Owners"), ('office', "Approval Offices")]


class DaibanEvalSchemePartMixin(models.AbstractModel):
    """A part of an evaluation scheme changes only as long as the scheme is a draft."""
    _name = 'daiban.eval.scheme.part.mixin'
    _description = 'Part of an Evaluation Scheme'
    _inherit = ['daiban.part.mixin', 'daiban.setup.mixin']
    _bundle_parent = 'scheme_id'
    _part_of = 'scheme_id'

    scheme_id = fields.Many2one('daiban.eval.scheme', required=True, index=True, ondelete='cascade')
