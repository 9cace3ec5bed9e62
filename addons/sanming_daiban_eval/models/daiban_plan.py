from odoo import models


class DaibanPlan(models.Model):
    _inherit = 'daiban.plan'

    def action_publish(self):
        result = super().action_publish()
        if self.env.registry.ready:  # what an upgrade brings is part of the product
            for plan in self:
                self.env['daiban.training']._propose(
                    self.env._("Plan published: %(plan)s", plan=plan.display_name), plan.stage_limit_ids.stage_id)
        return result
