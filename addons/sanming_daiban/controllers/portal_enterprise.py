from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .portal import DaibanPortal


class DaibanPortalEnterprise(DaibanPortal):
    """For which enterprise a person acts, and who else does. The rules are in ``daiban.representative``."""

    @http.route('/my/daiban/enterprises', type='http', auth='user', website=True)
    def daiban_enterprises(self, **kw):
        lines = request.env['daiban.representative']._portal_lines()
        if not lines:
            return request.redirect('/my/daiban/enterprise')
        acting = self._daiban_acting()
        return request.render(
            'sanming_daiban.portal_daiban_enterprises',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                **acting,
                'page_name': 'daiban_enterprises',
                'lines': lines,
                'colleagues': lines._portal_colleagues(acting['enterprise']),
                'waiting': self._daiban_waiting(acting['enterprises']),
                **self._daiban_file_values(),
            },
        )

    def _daiban_waiting(self, enterprises):
        """Cases that wait for the enterprise, by enterprise."""
        return dict(
            request.env['daiban.project']._read_group(
                [('partner_id', 'in', enterprises.ids), ('state', '=', 'supplement')], ['partner_id'], ['__count']
            )
        )

    def _daiban_file_values(self):
        projects = request.env['daiban.project']
        return {'accepted': projects._portal_accepted(), 'upload_limit': projects._portal_upload_limit()}

    @http.route('/my/daiban/enterprise', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_enterprise(self, name='', uscc='', note='', **kw):
        if request.httprequest.method == 'POST':
            answer = self._daiban_request_enterprise(name, uscc, note)
            if answer:
                return answer
        return request.render(
            'sanming_daiban.portal_daiban_enterprise',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                'page_name': 'daiban_new',
                'name': name,
                'uscc': uscc,
                'note': note,
                'window': self._daiban_window(),
                **self._daiban_file_values(),
            },
        )

    def _daiban_request_enterprise(self, name, uscc, note):
        """Ask; who may act at once goes on to the application."""
        lines = []
        if not self._daiban_try(
            lambda: lines.append(
                request.env['daiban.representative']._portal_request(name, uscc, note, self._daiban_files())
            )
        ):
            return None
        enterprise = lines[0].sudo().enterprise_id  # sudo: the user's own request
        projects = request.env['daiban.project']
        if enterprise not in projects._portal_enterprises():
            self._daiban_tell('success', request.env._("Your request is with the agency window. We write to you."))
            return request.redirect('/my/daiban/enterprises')
        projects._portal_switch(enterprise.id)
        return request.redirect('/my/daiban/new')

    @http.route('/my/daiban/enterprises/switch', type='http', auth='user', website=True, methods=['POST'])
    def daiban_switch(self, enterprise_id='', **kw):
        try:
            request.env['daiban.project']._portal_switch(self._daiban_id(enterprise_id))
        except AccessError:
            raise request.not_found() from None
        return request.redirect('/my/daiban')

    @http.route(
        '/my/daiban/representative/<int:line_id>/evidence', type='http', auth='user', website=True, methods=['POST']
    )
    def daiban_evidence(self, line_id, **kw):
        line = self._daiban_line(line_id, '_portal_own_request')
        self._daiban_try(lambda: line._portal_attach(self._daiban_files()), request.env._("Saved."))
        return request.redirect('/my/daiban/enterprises')

    @http.route('/my/daiban/representative/<int:line_id>/end', type='http', auth='user', website=True, methods=['POST'])
    def daiban_end(self, line_id, reason='', **kw):
        self._daiban_line(line_id, '_portal_end', reason)
        self._daiban_tell('success', request.env._("Access is ended."))
        return request.redirect('/my/daiban/enterprises')

    def _daiban_line(self, line_id, method, *args):
        """Ask a line to do something; what is not the user's does not exist."""
        # sudo: only to see whether it exists; the method decides whose it is
        line = request.env['daiban.representative'].sudo().browse(line_id).exists().sudo(False)
        try:
            return getattr(line.ensure_one(), method)(*args)
        except (AccessError, ValueError):
            raise request.not_found() from None

    def _daiban_window(self):
        # sudo: name, address and phone of the public window
        return request.env['daiban.unit'].sudo().search([('unit_type', '=', 'window')], limit=1)
