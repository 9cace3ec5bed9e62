from odoo import api, fields, models
from odoo.exceptions import UserError


class DaibanNoticeLine(models.Model):
    """One gap of a one-time notice, with the way and the method to close it (R28)."""

    _name = 'daiban.notice.line'
    _description = 'Letter Line'
    _order = 'notice_id, id'

    notice_id = fields.Many2one('daiban.notice', required=True, index=True, ondelete='cascade')
    material_id = fields.Many2one('daiban.material', ondelete='restrict', index='btree_not_null')
    material_type_id = fields.Many2one('daiban.material.type', required=True, ondelete='restrict')
    defect = fields.Char(string="What Is Wrong", required=True)
    way = fields.Char(string="How to Get It", required=True)
    method = fields.Char(string="How to Hand It In", required=True)
    cause = fields.Selection(
        [
            ('first', "First Examination"),
            ('new_fact', "New Fact"),
            ('law_changed', "Law Changed"),
            ('enterprise_changed', "Enterprise Changed the Project"),
            ('our_omission', "Our Omission"),
        ],
        default='first',
        required=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_served(self):
        self._check_draft()

    def _check_draft(self):
        if any(line.notice_id.state != 'draft' for line in self):
            raise UserError(self.env._("The letter was served; what it says is not changed any more."))

    @api.model
    def _prepare_from_material(self, material):
        """Vals of the line that asks for one material; texts nobody wrote come from the catalogue."""
        return {
            'material_id': material.id,
            'material_type_id': material.type_id.id,
            'defect': material.defect or self.env._("Not handed in yet."),
            'way': material.way
            or material.type_id.way
            or self.env._("Prepare it yourself, or ask the agent on your card."),
            'method': material.method
            or material.type_id.method
            or self.env._("Upload it on the page of the case, or bring it to the agency window."),
        }
