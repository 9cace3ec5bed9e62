from odoo import api, models


class IrRule(models.Model):
    """The rules of everything that belongs to a case say in the same words who sees it: ``case_agents('project_id')``,
    ``case_handlers('project_id')``, ``case_enterprise('project_id')``; the argument is the way to the case. What
    belongs to a unit is asked by ``my_units``, the ids of the user's units.

    Ids instead of a sub-query over members: the rules stand in every query, and planning these joins took longer than
    reading a list.
    """

    _inherit = 'ir.rule'

    @api.model
    def _eval_context(self):
        case = self.env['daiban.project']
        return {
            **super()._eval_context(),
            'case_agents': case._agent_domain,
            'case_handlers': case._handler_domain,
            'case_enterprise': case._enterprise_domain,
            'my_units': case._my_units(),
        }

    def _compute_domain_context_values(self):
        """The domains of rules are cached: another set of units is another domain."""
        yield from super()._compute_domain_context_values()
        yield () if self.env.su else self.env.user._daiban_unit_ids()

    def _make_access_error(self, operation, records):
        """In the words of an office: what is refused and who can help. Whoever looks for the cause in developer mode
        reads the rules, as ever."""
        error = super()._make_access_error(operation, records)
        user = self.env.user
        if not (user._is_internal() and user.has_group('base.group_no_one')):
            model = self.env['ir.model']._get(records._name).name or records._name
            error.args = (self._plain_refusal(operation, model),)
        return error

    def _plain_refusal(self, operation, model):
        refusals = {
            'read': self.env._("You may not see this: %(model)s.", model=model),
            'write': self.env._("You may not change this: %(model)s.", model=model),
            'create': self.env._("You may not add this: %(model)s.", model=model),
            'unlink': self.env._("You may not delete this: %(model)s.", model=model),
        }
        return refusals[operation] + '\n\n' + self.env._(
            "Only those see or change it whose case, unit or office it concerns. If it belongs to your work, ask the "
            "configuration manager for the role that goes with it.")
