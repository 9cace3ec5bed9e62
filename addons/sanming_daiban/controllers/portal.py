from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

CLOSED_STATES = ('done', 'rejected', 'withdrawn', 'terminated')
FLASH = 'daiban_flash'


class DaibanPortal(CustomerPortal):
    """The pages on which an enterprise follows its cases. What it may do is decided in ``daiban.project.portal``."""

    _daiban_per_page = 20

    # === Home ===

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if 'daiban_count' in counters:
            values['daiban_count'] = request.env['daiban.project'].search_count(self._daiban_domain())
        if 'daiban_todo_count' in counters:
            values['daiban_todo_count'] = request.env['daiban.project'].search_count(
                self._daiban_domain() & Domain('state', '=', 'supplement')
            )
        return values

    def _daiban_domain(self):
        # Also for staff who look at the portal: here are the cases of one's own enterprise.
        return Domain('partner_id', '=', request.env['daiban.project']._portal_enterprise().id)

    # === List ===

    @http.route(['/my/daiban', '/my/daiban/page/<int:page>'], type='http', auth='user', website=True)
    def daiban_list(self, page=1, sortby='new', filterby='all', search='', **kw):
        sortings, filters = self._daiban_sortings(), self._daiban_filters()
        sortby = sortby if sortby in sortings else 'new'
        filterby = filterby if filterby in filters else 'all'
        domain = self._daiban_domain() & filters[filterby]['domain'] & self._daiban_search_domain(search)
        projects = request.env['daiban.project']
        pager = portal_pager(
            url='/my/daiban',
            total=projects.search_count(domain),
            page=page,
            step=self._daiban_per_page,
            url_args={'sortby': sortby, 'filterby': filterby, 'search': search},
        )
        cases = projects.search(
            domain, order=sortings[sortby]['order'], limit=self._daiban_per_page, offset=pager['offset']
        )
        return request.render(
            'sanming_daiban.portal_my_daiban_list',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                **self._daiban_acting(),
                'page_name': 'daiban_list',
                'default_url': '/my/daiban',
                'pager': pager,
                # sudo: names of units and handlers of the own cases, which were found with the user's rights
                'cases': cases.sudo(),
                'sortings': sortings,
                'sortby': sortby,
                'filters': filters,
                'filterby': filterby,
                'search': search,
            },
        )

    def _daiban_sortings(self):
        return {
            'new': {'label': request.env._("Newest first"), 'order': 'id desc'},
            'due': {'label': request.env._("Next due date"), 'order': 'next_due_date, id desc'},
            'name': {'label': request.env._("Project name"), 'order': 'name, id desc'},
        }

    def _daiban_filters(self):
        return {
            'all': {'label': request.env._("All"), 'domain': Domain.TRUE},
            'open': {'label': request.env._("Open"), 'domain': Domain('state', 'not in', CLOSED_STATES)},
            'todo': {'label': request.env._("Your turn"), 'domain': Domain('state', 'in', ('draft', 'supplement'))},
            'closed': {'label': request.env._("Closed"), 'domain': Domain('state', 'in', CLOSED_STATES)},
        }

    def _daiban_search_domain(self, search):
        words = search.replace('\x00', '').strip()[:100]
        if not words:
            return Domain.TRUE
        return Domain.OR(Domain(name, 'ilike', words) for name in ('name', 'number', 'project_code'))

    # === One case ===

    @http.route('/my/daiban/<int:case_id>', type='http', auth='public', website=True)
    def daiban_case(self, case_id, access_token=None, **kw):
        try:
            case = self._document_check_access('daiban.project', case_id, access_token)
        except (AccessError, MissingError):
            return self._daiban_refuse(case_id)
        own = self._daiban_is_own(case)
        if own and case.state == 'draft':
            return request.redirect(f'/my/daiban/{case.id}/project')
        if own:
            own_case = case.with_user(request.env.user)
            own_case._portal_mark_read()
            own_case._portal_switch(case.partner_id.id)
        values = self._get_page_view_values(
            case,
            access_token,
            {
                **self._daiban_flash(),
                'case': case,
                'own': own,
                'page_name': 'daiban',
                'title': case.display_name,
                'upload_limit': case._portal_upload_limit(),
            },
            'my_daiban_history',
            False,
            **kw,
        )
        return request.render('sanming_daiban.portal_my_daiban_case', values)

    def _daiban_is_own(self, case):
        return case.with_user(request.env.user)._portal_is_own()

    def _daiban_refuse(self, case_id):
        """The same answer for what does not exist and what is not one's own; visitors log in first."""
        if request.env.user._is_public():
            return request.redirect(f'/web/login?redirect=/my/daiban/{case_id}')
        raise request.not_found()

    @http.route('/my/daiban/<int:case_id>/file/<int:attachment_id>', type='http', auth='user', website=True)
    def daiban_file(self, case_id, attachment_id, **kw):
        attachment = self._daiban_case(case_id)._portal_file(attachment_id)
        if not attachment:
            raise request.not_found()
        return request.env['ir.binary']._get_stream_from(attachment).get_response(as_attachment=True)

    @http.route('/my/daiban/<int:case_id>/withdraw', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_withdraw(self, case_id, reason='', keep='', **kw):
        case = self._daiban_case(case_id)
        if request.httprequest.method == 'POST':
            done = self._daiban_try(
                lambda: case._portal_withdraw(reason, bool(keep)),
                request.env._("Your consent is withdrawn.")
                if keep
                else request.env._("Your application is withdrawn."),
            )
            if done or case.sudo().state == 'withdrawn':
                return request.redirect(f'/my/daiban/{case_id}')
        return request.render(
            'sanming_daiban.portal_my_daiban_withdraw',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                'page_name': 'daiban',
                'case': case.sudo(),
                'reason': reason,  # sudo: own case, see _daiban_case
                'keep': keep,
            },
        )

    # === Help ===

    def _daiban_acting(self):
        """For whom the user acts, as the pages show it."""
        projects = request.env['daiban.project']
        return {'enterprise': projects._portal_enterprise(), 'enterprises': projects._portal_enterprises()}

    def _daiban_case(self, case_id):
        """The user's own case, with the user's rights; everything else does not exist."""
        case = request.env['daiban.project'].browse(case_id).exists()
        try:
            case.ensure_one()._portal_own()
        except (AccessError, ValueError):
            raise request.not_found() from None
        return case

    def _daiban_try(self, action, success=None):
        """Do something that may be refused; what happened is told on the next page.

        :return: whether it was done
        """
        try:
            with request.env.cr.savepoint():
                action()
        except AccessError:
            raise
        except UserError as error:
            self._daiban_tell('danger', error.args[0])
            return False
        if success:
            self._daiban_tell('success', success)
        return True

    def _daiban_tell(self, kind, text):
        request.session[FLASH] = {'kind': kind, 'text': text}

    def _daiban_flash(self):
        return {'flash': request.session.pop(FLASH, None)}

    def _daiban_id(self, text):
        return int(text) if str(text).isdecimal() else 0

    def _daiban_files(self):
        """Posted files as ``(name, bytes)``; of one that is too large only so much that it is seen to be."""
        most = request.env['daiban.project']._portal_upload_limit() * 1024 * 1024 + 1
        files = request.httprequest.files.getlist('files')
        return [(file.filename, file.read(most)) for file in files if file.filename]
