from odoo import api, fields, models


class DaibanProject(models.Model):
    """The fees that the law demands for the items of a case, only as information (R14, R15)."""

    _inherit = 'daiban.project'

    fee_ids = fields.Many2many('daiban.fee', string="Statutory Fees", compute='_compute_fee_ids')

    @api.depends('item_ids.type_id.fee_ids', 'item_ids.state')
    def _compute_fee_ids(self):
        for project in self:
            project.fee_ids = project._needed_items().type_id.fee_ids.sorted()

    def _needed_items(self):
        return self.item_ids.filtered(lambda item: item.state != 'cancelled')

    def _portal_fees(self):
        """``[(fee, names of the items that it belongs to)]`` for the page of the case."""
        case = self.sudo()  # sudo: the catalogue of fees is public; whose case it is was checked by the caller
        items = case._needed_items()
        return [
            (fee, '、'.join(items.filtered(lambda item, fee=fee: fee in item.type_id.fee_ids).mapped('name')))
            for fee in case.fee_ids]
