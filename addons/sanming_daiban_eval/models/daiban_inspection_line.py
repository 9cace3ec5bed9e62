from odoo import api, fields, models
from odoo.exceptions import UserError


class DaibanInspectionLine(models.Model):
    _name = 'daiban.inspection.line'
    _description = 'Inspected Point'
    _order = 'inspection_id, sequence, id'

    inspection_id = fields.Many2one('daiban.inspection', required=True, index=True, ondelete='cascade')
    name = fields.Char("Checked Point", required=True)
    requirement = fields.Char()
    basis = fields.Char()
    limit_days = fields.Integer("Days to Put Right", required=True, default=5)
    outcome = fields.Selection(
        [('ok', "In Order"), ('fault', "Not in Order"), ('na', "Does Not Apply")], string="Inspection Result")
    remark = fields.Char("Fault Found")
    user_id = fields.Many2one(
        'res.users', string="Whose", domain=[('share', '=', False)], index='btree_not_null', ondelete='restrict',
        help="Only where it is a matter of one person, for example a missing badge.")
    attachment_ids = fields.Many2many(
        'ir.attachment', 'daiban_inspection_line_attachment_rel', 'line_id', 'attachment_id', string="Photos")
    sequence = fields.Integer(default=10)

    _limit = models.Constraint('CHECK(limit_days > 0)', "There is at least one day to put it right.")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        if 'inspection_id' in vals:
            self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_draft()

    def _check_draft(self):
        if self.inspection_id.filtered(lambda inspection: inspection.state == 'done'):
            raise UserError(self.env._("The inspection is done: what was found stays as it was found."))

    def _make_findings(self):
        """One finding for each fault, on the clock from today."""
        for line in self:
            self.env['daiban.inspection.finding']._open({
                'inspection_id': line.inspection_id.id, 'unit_id': line.inspection_id.unit_id.id, 'name': line.name,
                'fault': line.remark, 'user_id': line.user_id.id, 'limit_days': line.limit_days,
                'supervisor_id': line.inspection_id.inspector_id.id})
