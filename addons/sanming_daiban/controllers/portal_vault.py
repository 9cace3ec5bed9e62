from odoo import http
from odoo.http import request

from .portal_apply import DaibanPortalApply


class DaibanPortalVault(DaibanPortalApply):
    """What the district already has of the enterprise, and its reuse with one tap."""

    @http.route('/my/daiban/documents', type='http', auth='user', website=True)
    def daiban_documents(self, **kw):
        projects = request.env['daiban.project']
        if not projects._portal_enterprise():
            return request.redirect('/my/daiban/enterprise')
        return request.render(
            'sanming_daiban.portal_daiban_documents',
            {
                **self._prepare_portal_layout_values(),
                **self._daiban_flash(),
                'page_name': 'daiban_documents',
                'documents': projects._portal_documents(),
            },
        )

    @http.route('/my/daiban/<int:case_id>/reuse', type='http', auth='user', website=True, methods=['POST'])
    def daiban_reuse(self, case_id, material_id=0, **kw):
        case = self._daiban_case(case_id)
        self._daiban_try(
            lambda: case._portal_reuse(self._daiban_id(material_id)),
            request.env._("Taken over; you need not bring it."),
        )
        return self._daiban_back_to_materials(case, material_id)
