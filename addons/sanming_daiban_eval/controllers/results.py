from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


class DaibanEvalResults(http.Controller):

    @http.route('/daiban/evaluation/<int:campaign_id>/results.xlsx', type='http', auth='user', readonly=True)
    def daiban_eval_results(self, campaign_id):
        """The table of results: what the caller may read."""
        campaign = request.env['daiban.eval.campaign'].browse(campaign_id).exists()
        if not campaign or not campaign.has_access('read'):
            raise NotFound()
        if not request.env['daiban.eval.result'].search_count([('campaign_id', '=', campaign.id)], limit=1):
            raise NotFound()
        name = request.env._("Results %(year)s.xlsx", year=campaign.year)
        return request.make_response(campaign._results_xlsx(), headers=[
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(name))])
