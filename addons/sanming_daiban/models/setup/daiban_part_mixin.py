from odoo import api, models


class DaibanPartMixin(models.AbstractModel):
    """A part of something that is published changes only as long as the whole is a draft."""
    _name = 'daiban.part.mixin'
    _description = 'Part of What Is Published'
    _part_of = None  # the field with the whole, whose `_check_editable` refuses

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts[self._part_of]._check_editable()
        return parts

    def write(self, vals):
        self[self._part_of]._check_editable()
        result = super().write(vals)
        self[self._part_of]._check_editable()  # a part may have been moved to another whole
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self[self._part_of]._check_editable()


class DaibanPlanPartMixin(models.AbstractModel):
    """Cases run on what was published (R1)."""
    _name = 'daiban.plan.part.mixin'
    _description = 'Part of a Plan'
    _inherit = ['daiban.part.mixin']
    _part_of = 'plan_id'
