import uuid

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from .portal import DaibanPortal
from .public_check import PREFILL

STEPS = ('project', 'materials', 'confirm')


class DaibanPortalApply(DaibanPortal):
    """The application: project → materials → confirm. Every step is saved before the next one.

    Each step is a page of its own with its own address, so that reload, back button, an expired session or a
    second tab lose nothing.
    """

    # === Project ===

    @http.route('/my/daiban/new', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_new(self, draft_key='', enterprise_id='', **post):
        projects = request.env['daiban.project']
        if not projects._portal_enterprise():
            return request.redirect('/my/daiban/enterprise')
        if request.httprequest.method == 'GET':
            return self._daiban_render_project(projects, request.session.get(PREFILL) or {}, {}, uuid.uuid4().hex)
        case, errors = projects._portal_create_draft(post, draft_key[:64], self._daiban_id(enterprise_id))
        if errors:
            return self._daiban_render_project(case, post, errors, draft_key)
        request.session.pop(PREFILL, None)
        return request.redirect(f'/my/daiban/{case.id}/materials')

    @http.route('/my/daiban/<int:case_id>/project', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_project(self, case_id, **post):
        case = self._daiban_case(case_id)
        if case.state != 'draft':
            return request.redirect(f'/my/daiban/{case_id}')
        if request.httprequest.method == 'GET':
            return self._daiban_render_project(case, {}, {})
        errors = case._portal_update_draft(post)
        if errors:
            return self._daiban_render_project(case, post, errors)
        return request.redirect(f'/my/daiban/{case_id}/materials')

    def _daiban_render_project(self, case, post, errors, draft_key=''):
        return self._daiban_render_step(
            'project',
            case,
            {
                'post': post,
                'errors': errors,
                'draft_key': draft_key,
                'choices': request.env['daiban.project']._portal_choices(),
            },
        )

    # csrf: checked below, after the answer to those who are logged out
    @http.route('/my/daiban/autosave', type='http', auth='public', website=True, methods=['POST'], csrf=False)
    def daiban_autosave(self, case_id='', draft_key='', enterprise_id='', csrf_token=None, **post):
        if request.env.user._is_public():
            return request.make_json_response({'login': True}, status=401)
        if not request.validate_csrf(csrf_token):
            return request.make_json_response({'stale': True}, status=400)
        try:
            with request.env.cr.savepoint():
                answer = request.env['daiban.project']._portal_autosave(
                    self._daiban_id(case_id), post, draft_key[:64], self._daiban_id(enterprise_id)
                )
        except (AccessError, ValueError):
            raise request.not_found() from None
        except UserError as error:
            answer = {'conflict': error.args[0]}
        return request.make_json_response(answer)

    # === Materials ===

    @http.route('/my/daiban/<int:case_id>/materials', type='http', auth='user', website=True)
    def daiban_materials(self, case_id, **kw):
        case = self._daiban_case(case_id)
        if case.state != 'draft':
            return request.redirect(f'/my/daiban/{case_id}')
        case.sudo()._sync_materials()  # sudo: own draft; the list may have changed since it was made
        values = {'upload_limit': case._portal_upload_limit(), 'new_materials': case._portal_new_materials()}
        return self._daiban_render_step('materials', case, values)

    @http.route('/my/daiban/<int:case_id>/remove', type='http', auth='user', website=True, methods=['POST'])
    def daiban_remove(self, case_id, material_id=0, attachment_id=0, **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(lambda: case._portal_remove_file(self._daiban_id(material_id), self._daiban_id(attachment_id)))
        return self._daiban_back_to_materials(case, material_id)

    def _daiban_back_to_materials(self, case, material_id):
        page = '/materials' if case.state == 'draft' else ''
        return request.redirect(f'/my/daiban/{case.id}{page}#material_{self._daiban_id(material_id)}')

    # === Confirm ===

    @http.route('/my/daiban/<int:case_id>/confirm', type='http', auth='user', website=True)
    def daiban_confirm(self, case_id, **kw):
        case = self._daiban_case(case_id)
        if case.state != 'draft':
            return request.redirect(f'/my/daiban/{case_id}')
        values = {'missing': case._portal_missing(), **self._daiban_consent_values(case)}
        return self._daiban_render_step('confirm', case, values)

    def _daiban_consent_values(self, case):
        return {
            'consent_letter': case._consent_letter(),
            'consent_date': request.env['daiban.calendar.year']._district_today(),
        }

    @http.route('/my/daiban/<int:case_id>/submit', type='http', auth='user', website=True, methods=['POST'])
    def daiban_submit(self, case_id, consent=None, digest=None, **kw):
        case = self._daiban_case(case_id)
        was_draft = case.state == 'draft'
        done = self._daiban_try(
            lambda: case._portal_submit(bool(consent), digest),
            request.env._("We have received it. You need not do anything now; we tell you about every step."),
        )
        return request.redirect(f'/my/daiban/{case_id}' + ('/confirm' if was_draft and not done else ''))

    @http.route('/my/daiban/<int:case_id>/consent', type='http', auth='user', website=True, methods=['GET', 'POST'])
    def daiban_consent(self, case_id, consent=None, digest=None, **kw):
        """Sign again after the consent was withdrawn."""
        case = self._daiban_case(case_id)
        if request.httprequest.method == 'POST' and self._daiban_try(
            lambda: case._portal_consent_again(bool(consent), digest), request.env._("Your agent acts for you again.")
        ):
            return request.redirect(f'/my/daiban/{case_id}')
        if not case.consent_withdrawn_at or not case._portal_is_open():
            return request.redirect(f'/my/daiban/{case_id}')
        return request.render(
            'sanming_daiban.portal_daiban_consent_again',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                'page_name': 'daiban',
                'case': case.sudo(),  # sudo: own case, see _daiban_case
                'enterprise': case.sudo().partner_id,
                **self._daiban_consent_values(case),
            },
        )

    @http.route('/my/daiban/<int:case_id>/discard', type='http', auth='user', website=True, methods=['POST'])
    def daiban_discard(self, case_id, **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(case._portal_discard_draft, request.env._("The draft is deleted."))
        return request.redirect('/my/daiban')

    # === Help ===

    def _daiban_render_step(self, step, case, values):
        return request.render(
            f'sanming_daiban.portal_daiban_apply_{step}',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                'page_name': 'daiban_new',
                'step': step,
                'steps': STEPS,
                **self._daiban_acting(),
                'case': case.sudo(),  # sudo: own draft, see _daiban_case; shows names of setup records
                **values,
            },
        )
