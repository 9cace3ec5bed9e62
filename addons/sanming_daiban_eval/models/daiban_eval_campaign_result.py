from odoo import fields, models


class DaibanEvalCampaign(models.Model):
    """An evaluation ends in results: computed when it closes, decided by people, published all at once."""
    _inherit = 'daiban.eval.campaign'

    result_ids = fields.One2many('daiban.eval.result', 'campaign_id', string="Results")
    result_count = fields.Integer("Number of Results", compute='_compute_result_counts')
    undecided_count = fields.Integer("Results to Be Decided", compute='_compute_result_counts')

    def _compute_result_counts(self):
        # sudo: numbers without names
        rows = self.env['daiban.eval.result'].sudo()._read_group(
            [('campaign_id', 'in', self.ids)], ['campaign_id', 'state'], ['__count'])
        counts = {}
        for campaign, state, number in rows:
            counts.setdefault(campaign.id, {})[state] = number
        for campaign in self:
            own = counts.get(campaign.id, {})
            campaign.result_count, campaign.undecided_count = sum(own.values()), own.get('computed', 0)

    def _after_closing(self):
        super()._after_closing()
        self.env['daiban.eval.result']._make(self)

    def action_cancel(self, reason=None):
        """What was computed goes with the answers."""
        result = super().action_cancel(reason)
        # sudo: nobody deletes results by hand; who may cancel was checked above
        self.sudo().filtered(lambda campaign: campaign.state == 'cancelled').result_ids.unlink()
        return result

    def action_publish(self):
        """R98: all results at once, when each of them was decided by a person."""
        self.ensure_one()
        self._check_officer()
        self._lock()
        if self.state == 'closed':
            self.sudo().result_ids._check_publishable()  # sudo: the officer publishes his own result too, unread
        result = super().action_publish()
        self.sudo().result_ids._publish()  # sudo: as above
        return result

    def action_results(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban_eval.daiban_eval_result_action')
        return {**action, 'domain': [('campaign_id', '=', self.id)], 'display_name': self.display_name}
