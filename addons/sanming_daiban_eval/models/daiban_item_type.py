from odoo import models


class DaibanItemType(models.Model):
    _name = 'daiban.item.type'
    _inherit = ['daiban.item.type', 'daiban.training.cause.mixin']

    _training_fields = (
        'statutory_limit', 'statutory_limit_unit', 'platform', 'in_person', 'instant', 'material_type_ids', 'unit_id')

    def _training_stages(self):
        return self.stage_id
