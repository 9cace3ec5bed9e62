from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

from .results import XLSX


class DaibanScorecards(http.Controller):

    @http.route('/daiban/scorecards/<int:period_id>.xlsx', type='http', auth='user', readonly=True)
    def daiban_scorecards(self, period_id):
        """The league table of a period, for those who may read the period."""
        period = request.env['daiban.scorecard.period'].browse(period_id).exists()
        if not period or not period.has_access('read'):
            raise NotFound()
        return request.make_response(period._xlsx(), headers=[
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(f'{period._export_title()}.xlsx'))])
