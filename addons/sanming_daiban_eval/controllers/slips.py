from odoo.http import Controller, request, route

from odoo.addons.sanming_daiban.tools.qr import qr_data_uri

from .ballot import HEADERS


class DaibanSlips(Controller):
    """Personal links on paper, for raters who cannot log in. They are shown once, when they are made."""

    @route('/daiban/evaluation/slips', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_slips(self, raters='', **kw):
        if not request.env.user.has_group('sanming_daiban_eval.group_eval_officer'):
            raise request.not_found()
        found = request.env['daiban.eval.rater'].search([
            ('id', 'in', [int(part) for part in raters.split(',') if part.isdecimal()]),
            ('campaign_id.state', '=', 'open')])
        if not found:
            raise request.not_found()
        links = found._new_links() if request.httprequest.method == 'POST' else {}
        response = request.render('sanming_daiban_eval.slips', {
            'raters': found, 'campaign': found.campaign_id[:1], 'ids': ','.join(map(str, found.ids)),
            'slips': [(rater, link, qr_data_uri(link)) for rater, link in links.items()]})
        response.headers.update(HEADERS)
        return response
