from odoo import http
from odoo.http import request

from .portal import DaibanPortal


class DaibanPortalSupport(DaibanPortal):
    """The list of intermediaries, from which the enterprise chooses itself (R46, Q20)."""

    @http.route('/my/daiban/<int:case_id>/support/<int:support_task_id>/list', type='http', auth='user', website=True,
                methods=['POST'])
    def daiban_support_list(self, case_id, support_task_id, **kw):
        case, shown = self._daiban_case(case_id), []
        if self._daiban_try(lambda: shown.append(case._portal_show_list(support_task_id))):
            return request.redirect(f'/my/daiban/{case_id}/choice/{shown[0].id}')
        return request.redirect(f'/my/daiban/{case_id}')

    @http.route('/my/daiban/<int:case_id>/choice/<int:intermediary_choice_id>', type='http', auth='user', website=True,
                methods=['GET', 'POST'])
    def daiban_choice(self, case_id, intermediary_choice_id, outcome='listed', line_id='', name='', uscc='', **kw):
        case = self._daiban_case(case_id)
        choice = self._daiban_choice(case, intermediary_choice_id)
        if request.httprequest.method == 'POST':
            line = self._daiban_id(line_id)
            if self._daiban_try(
                lambda: case._portal_choose(choice.id, outcome, line, name, uscc),
                request.env._("Thank you. Your choice is recorded. Contract and payment are between you and the body "
                              "that you have chosen."),
            ):
                return request.redirect(f'/my/daiban/{case_id}#support')
        return request.render('sanming_daiban.portal_daiban_choice', {
            **self._prepare_portal_layout_values(),
            **self._daiban_flash(),
            'page_name': 'daiban',
            'case': case.sudo(),  # sudo: own case, see _daiban_case
            'choice': choice.sudo(),  # sudo: name of who showed it; the enterprise's own list, see _daiban_choice
            'entered': {'outcome': outcome, 'line_id': self._daiban_id(line_id), 'name': name, 'uscc': uscc},
        })

    def _daiban_choice(self, case, choice_id):
        """A list of this case, with the user's rights; everything else does not exist."""
        choice = request.env['daiban.intermediary.choice'].browse(choice_id).exists()
        if not choice or not choice.has_access('read') or choice.project_id != case:
            raise request.not_found()
        return choice
