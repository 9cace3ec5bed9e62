from odoo import http
from odoo.http import request

HEADERS = {
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
}


class DaibanVerify(http.Controller):
    """The public side of the QR codes: a plain page without cookies, scripts or anything to try out."""

    @http.route('/daiban/verify/<string:token>', type='http', auth='public', methods=['GET'], save_session=False,
                sitemap=False)
    def daiban_verify(self, token):
        paper = request.env['daiban.verify.mixin']._verify_find(token)
        response = request.render(
            'sanming_daiban.verify_page', {'facts': paper and paper._verify_facts()}, status=200 if paper else 404)
        response.headers.update(HEADERS)
        return response
