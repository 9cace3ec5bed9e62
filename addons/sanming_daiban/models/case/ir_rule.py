from odoo import api, models


class IrRule(models.Model):
    """The rules of everything that belongs to a case say in the same words who sees it: ``case_agents('project_id')``,
    ``case_handlers('project_id')``, ``case_enterprise('project_id')``; the argument is the way to the case."""

    _inherit = 'ir.rule'

    @api.model
    def _eval_context(self):
        case = self.env['daiban.project']
        return {
            **super()._eval_context(),
            'case_agents': case._agent_domain,
            'case_handlers': case._handler_domain,
            'case_enterprise': case._enterprise_domain,
        }
