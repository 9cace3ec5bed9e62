from odoo import api, fields, models

# R97: who evaluates.
KINDS = [('center', "Service Center"), ('owner', "Project Owners"), ('office', "Approval Offices")]


class DaibanEvalSchemePartMixin(models.AbstractModel):
    """A part of an evaluation scheme changes only as long as the scheme is a draft."""
    _name = 'daiban.eval.scheme.part.mixin'
    _description = 'Part of an Evaluation Scheme'
    _inherit = ['daiban.setup.mixin']
    _bundle_parent = 'scheme_id'

    scheme_id = fields.Many2one('daiban.eval.scheme', required=True, index=True, ondelete='cascade')

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.scheme_id._check_editable()
        return parts

    def write(self, vals):
        self.scheme_id._check_editable()
        result = super().write(vals)
        self.scheme_id._check_editable()  # a part may have been moved to another scheme
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.scheme_id._check_editable()
