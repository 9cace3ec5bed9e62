from odoo import fields, models


class DaibanProject(models.Model):
    _inherit = 'daiban.project'

    policy_claim_count = fields.Integer("Benefit Policies", compute='_compute_policy_claim_count')

    def _compute_policy_claim_count(self):
        # sudo: a number for whoever sees the case; the claims themselves have their own rules
        counts = dict(self.env['daiban.policy.claim'].sudo()._read_group(
            [('partner_id', 'in', self.partner_id.ids)], ['partner_id'], ['__count']))
        for project in self:
            project.policy_claim_count = counts.get(project.partner_id, 0)

    def _accept(self, date, lapsed=False):
        """With the acceptance the enterprise is known well enough to say what there is for it (R55)."""
        result = super()._accept(date, lapsed=lapsed)
        # sudo: matching is the system's, whoever accepts the case
        self.env['daiban.policy'].sudo().search([('is_current', '=', True)])._match(self.partner_id)
        return result

    def action_view_policy_claims(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_policy_claim_action')
        return {**action, 'domain': [('partner_id', '=', self.partner_id.id)], 'context': {}}
