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
