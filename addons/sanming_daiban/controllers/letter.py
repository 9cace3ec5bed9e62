from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request


class DaibanLetter(http.Controller):

    @http.route('/daiban/letter/<int:letter_id>', type='http', auth='user')
    def daiban_letter(self, letter_id):
        """The PDF of a letter, for staff and enterprise alike: whoever may read the letter."""
        return self._daiban_paper('daiban.notice', letter_id)

    @http.route('/daiban/letter/<string:model>/<int:letter_id>', type='http', auth='user')
    def daiban_other_letter(self, model, letter_id):
        """Other papers in the form of a letter: requests, orders, minutes."""
        names = request.env.registry.descendants(['daiban.letter.mixin'], '_inherit')
        if model not in names or request.env[model]._abstract:
            raise NotFound()
        return self._daiban_paper(model, letter_id)

    def _daiban_paper(self, model, letter_id):
        letter = request.env[model].browse(letter_id).exists()
        if not letter or not letter.has_access('read'):
            raise NotFound()
        try:
            content = letter._pdf_content()
        except (UserError, OSError):
            # The PDF program is missing or failed: the letter itself is there, and the browser can print it.
            return request.make_response(letter._letter_html(), headers=[('Content-Type', 'text/html; charset=utf-8')])
        return request.make_response(content, headers=[
            ('Content-Type', 'application/pdf'),
            ('Content-Disposition', content_disposition(letter._pdf_name(), 'inline')),
        ])
