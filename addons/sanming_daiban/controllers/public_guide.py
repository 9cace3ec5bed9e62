import base64

from odoo import http
from odoo.http import content_disposition, request

CACHE_SECONDS = 300


class DaibanPublicGuide(http.Controller):
    """The pages for everybody, without login. What may be shown is decided in ``daiban.service.guide``."""

    @http.route('/daiban', type='http', auth='public', website=True, sitemap=True, save_session=False)
    def daiban_guide(self, **kw):
        return self._guide_page('guide', request.env['daiban.service.guide']._guide())

    @http.route(
        '/daiban/guide/<string:code>', type='http', auth='public', website=True, sitemap=False, save_session=False
    )
    def daiban_guide_category(self, code, **kw):
        values = request.env['daiban.service.guide']._guide_category(code)
        if not values:
            raise request.not_found()
        return self._guide_page('category', values)

    @http.route('/daiban/form/<int:material_type_id>', type='http', auth='public', save_session=False)
    def daiban_form(self, material_type_id, **kw):
        form = request.env['daiban.service.guide']._guide_form(material_type_id)
        if not form:
            raise request.not_found()
        name, content = form
        return request.make_response(
            base64.b64decode(content),
            headers=[
                ('Content-Type', 'application/octet-stream'),
                ('Content-Disposition', content_disposition(name)),
                ('Cache-Control', f'public, max-age={CACHE_SECONDS}'),
            ],
        )

    # === Help ===

    def _guide_page(self, template, values):
        """Render a page that is the same for every visitor; whoever is logged in gets a copy of one's own."""
        response = request.render(f'sanming_daiban.public_{template}', self._guide_values(values))
        public = request.env.user._is_public()
        response.headers['Cache-Control'] = f'public, max-age={CACHE_SECONDS}' if public else 'private, no-cache'
        response.headers['Vary'] = 'Cookie'
        return response

    def _guide_values(self, values):
        return {'contact': request.env['daiban.service.guide']._guide_contact(), **values}
