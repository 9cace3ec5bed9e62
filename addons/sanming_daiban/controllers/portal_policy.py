from odoo import http
from odoo.http import request

from .portal import DaibanPortal


class DaibanPortalPolicy(DaibanPortal):
    """What policies there are for the own enterprise; the rules are in ``daiban.policy.claim``."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if 'daiban_policy_count' in counters:
            values['daiban_policy_count'] = len(request.env['daiban.policy.claim']._portal_claims())
        return values

    @http.route('/my/daiban/policies', type='http', auth='user', website=True)
    def daiban_policies(self, **kw):
        return request.render('sanming_daiban.portal_daiban_policies', {
            **self._prepare_portal_layout_values(),
            **self._daiban_flash(),
            **self._daiban_acting(),
            'page_name': 'daiban_policies',
            'claims': request.env['daiban.policy.claim']._portal_claims(),
        })

    @http.route('/my/daiban/policies/<int:policy_claim_id>/wish', type='http', auth='user', website=True,
                methods=['POST'])
    def daiban_policy_wish(self, policy_claim_id, wish='', note='', **kw):
        claim = request.env['daiban.policy.claim']._portal_find(policy_claim_id)
        if not claim:
            raise request.not_found()
        self._daiban_try(lambda: claim._portal_wish(wish, note), request.env._("Thank you, we have noted it."))
        return request.redirect('/my/daiban/policies')

    @http.route('/my/daiban/policies/<int:policy_claim_id>/file/<int:attachment_id>', type='http', auth='user',
                website=True)
    def daiban_policy_file(self, policy_claim_id, attachment_id, **kw):
        """A file of the policy, for whom the policy is."""
        claim = request.env['daiban.policy.claim']._portal_find(policy_claim_id)
        attachment = claim.policy_id.attachment_ids.filtered(lambda file: file.id == attachment_id)
        if not attachment:
            raise request.not_found()
        return request.env['ir.binary']._get_stream_from(attachment).get_response(as_attachment=True)
