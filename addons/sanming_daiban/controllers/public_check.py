from urllib.parse import urlencode

from odoo import http
from odoo.http import request

from .public_guide import DaibanPublicGuide

PREFILL = 'daiban_prefill'


class DaibanPublicCheck(DaibanPublicGuide):
    """The self-check: two short pages and a result, each with the answers in its address.

    It works without scripts, back and reload lose nothing, and nothing is stored about the visitor.
    """

    @http.route('/daiban/check', type='http', auth='public', website=True, sitemap=True, save_session=False)
    def daiban_check(self, step='', **answers):
        check = request.env['daiban.self.check']
        answers, errors = check._clean(answers)
        values = {'answers': answers, 'errors': errors, 'address': self._check_address}
        if step == 'result' and not errors:
            return self._guide_page('check_result', {**values, **check._result(answers)})
        step = 'rules' if step == 'rules' and not errors else 'project'
        return self._guide_page('check', {**values, 'step': step, **check._questions(answers)})

    @http.route('/daiban/apply', type='http', auth='public', website=True, sitemap=False)
    def daiban_apply(self, **answers):
        """Take the answers along into a new application, through the login."""
        check = request.env['daiban.self.check']
        request.session[PREFILL] = check._prefill(check._clean(answers)[0])
        return request.redirect('/my/daiban/new')

    def _check_address(self, path, answers, **more):
        """The address of a page with the answers in it."""
        query = urlencode({**answers, **more})
        return f'{path}?{query}' if query else path
