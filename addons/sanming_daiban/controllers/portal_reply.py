from odoo import http
from odoo.http import request

from .portal_apply import DaibanPortalApply


class DaibanPortalReply(DaibanPortalApply):
    """What an enterprise answers to a letter. What it may answer is decided in ``daiban.project.reply``."""

    @http.route('/my/daiban/<int:case_id>/answer', type='http', auth='user', website=True, methods=['POST'])
    def daiban_answer(self, case_id, line_id=0, answer='', **kw):
        case = self._daiban_case(case_id)
        line = self._daiban_id(line_id)
        self._daiban_try(lambda: case._portal_answer(line, answer), request.env._("Saved."))
        material = request.env['daiban.notice.line'].browse(line).exists().material_id
        return self._daiban_back_to_materials(case, material.id)

    @http.route('/my/daiban/<int:case_id>/commit', type='http', auth='user', website=True, methods=['POST'])
    def daiban_commit(self, case_id, commitment_id=0, agreed='', **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(
            lambda: case._portal_commit(self._daiban_id(commitment_id), agreed), request.env._(
                "Thank you. Your promise is recorded; we go on without waiting for these materials."))
        return request.redirect(f'/my/daiban/{case_id}')

    @http.route('/my/daiban/<int:case_id>/uncommit', type='http', auth='user', website=True, methods=['POST'])
    def daiban_uncommit(self, case_id, commitment_id=0, reason='', **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(
            lambda: case._portal_uncommit(self._daiban_id(commitment_id), reason),
            request.env._("Your promise is taken back. Your agent will talk to you about the materials."))
        return request.redirect(f'/my/daiban/{case_id}')

    @http.route('/my/daiban/<int:case_id>/early', type='http', auth='user', website=True, methods=['POST'])
    def daiban_early(self, case_id, agreed='', **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(
            lambda: case._portal_confirm_risk(agreed),
            request.env._("Thank you. It is recorded that you know the legal risk."))
        return request.redirect(f'/my/daiban/{case_id}#early_start')

    @http.route('/my/daiban/<int:case_id>/again', type='http', auth='user', website=True, methods=['POST'])
    def daiban_again(self, case_id, **kw):
        case = self._daiban_case(case_id)
        drafts = []
        if self._daiban_try(lambda: drafts.append(case._portal_reapply())):
            return request.redirect(f'/my/daiban/{drafts[0].id}/project')
        return request.redirect(f'/my/daiban/{case_id}')
