from odoo import api, fields, models
from odoo.exceptions import UserError

CAUSES = [
    ('first', "First Examination"),
    ('not_fulfilled', "Asked Before, Not Fulfilled"),
    ('new_fact', "New Fact"),
    ('law_changed', "Law Changed"),
    ('enterprise_changed', "Enterprise Changed the Project"),
    ('our_omission', "Our Omission"),
]


# What moves with the letter and with the enterprise, not by hand.
FOLLOWING = {'project_id', 'lead_unit_id', 'served_at', 'demand_number', 'previous_id', 'answer'}


class DaibanNoticeLine(models.Model):
    """One gap of a one-time notice, with the way and the method to close it (R28)."""

    _name = 'daiban.notice.line'
    _description = 'Letter Line'
    _order = 'notice_id, id'

    notice_id = fields.Many2one('daiban.notice', required=True, index=True, ondelete='cascade')
    project_id = fields.Many2one(related='notice_id.project_id', store=True, index=True)
    partner_id = fields.Many2one(related='notice_id.partner_id', string="Enterprise")
    lead_unit_id = fields.Many2one(related='notice_id.project_id.lead_unit_id', store=True)
    served_at = fields.Datetime(related='notice_id.served_at', store=True)
    demand_number = fields.Integer(related='notice_id.demand_number', store=True, aggregator=None)
    material_id = fields.Many2one(
        'daiban.material', string="Material in the Case", ondelete='restrict', index='btree_not_null')
    material_type_id = fields.Many2one(
        'daiban.material.type', string="Material", required=True, ondelete='restrict')
    deferrable = fields.Boolean(related='material_type_id.deferrable')
    defect = fields.Char(string="What Is Wrong", required=True)
    way = fields.Char(string="How to Get It", required=True)
    method = fields.Char(string="How to Hand It In", required=True)
    cause = fields.Selection(
        CAUSES, index=True, help="Why it is asked for now. A further notice says it for each line (R28).")
    previous_id = fields.Many2one(
        'daiban.notice.line', string="Asked Before", compute='_compute_previous_id', store=True,
        index='btree_not_null', help="The last earlier demand for the same material in this case.")
    previous_defect = fields.Char(related='previous_id.defect', string="What Was Said Before")
    answer = fields.Text(readonly=True, help="What the enterprise wrote about it.")

    @api.depends('notice_id.project_id.notice_ids.served_at', 'material_type_id')
    def _compute_previous_id(self):
        for line in self:
            earlier = line.notice_id._earlier_demands().line_ids.filtered(
                lambda other, line=line: other.material_type_id == line.material_type_id)
            line.previous_id = earlier.sorted('id')[-1:]

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        fixed = vals.keys() - FOLLOWING
        if fixed:
            self._check_draft()
        result = super().write(vals)
        if fixed:
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
