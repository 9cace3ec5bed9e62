from odoo import api, models


class DaibanPlanPartMixin(models.AbstractModel):
    """A part of a plan changes only as long as its plan is a draft: cases run on what was published (R1)."""
    _name = 'daiban.plan.part.mixin'
    _description = 'Part of a Plan'

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.plan_id._check_editable()
        return parts

    def write(self, vals):
        self.plan_id._check_editable()
        result = super().write(vals)
        self.plan_id._check_editable()  # a part may have been moved to another plan
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.plan_id._check_editable()
