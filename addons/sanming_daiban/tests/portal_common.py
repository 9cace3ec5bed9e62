import io
import re

from odoo.tests import HttpCase

from .case_common import CaseCommon

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001'
    'e221bc330000000049454e44ae426082'
)
SCRIPT = "<script>alert('x')</script>\"'&"


class PortalCommon(CaseCommon, HttpCase):
    """Real requests of real portal users."""

    def get(self, path, code=200):
        response = self.url_open(path)
        self.assertEqual(response.status_code, code, path)
        return response

    def post(self, path, data=None, files=None, redirects=True):
        """Send a form as the browser does, with the token of its session."""
        token = self.csrf_token()
        return self.url_open(path, data={'csrf_token': token, **(data or {})}, files=files, allow_redirects=redirects)

    def csrf_token(self):
        return re.search(r'csrf_token: "([^"]+)"', self.url_open('/my').text).group(1)

    def upload(self, case, material, name="营业执照.pdf", content=PDF):
        return self.post(
            f'/my/daiban/{case.id}/upload',
            {'material_id': material.id},
            files=[('files', (name, io.BytesIO(content), 'application/pdf'))],
        )

    def form(self, **vals):
        return {
            'draft_key': 'key1',
            'name': "年产三万台水泵项目",
            'category_id': self.category.id,
            'nature': 'production',
            'object_class': 'other',
            'contact_name': "王工",
            'contact_phone': '0598-8222222',
            **vals,
        }

    def cases(self, partner=None):
        return self.env['daiban.project'].search([('partner_id', '=', (partner or self.enterprise).id)], order='id')

    def draft_of_owner(self, **vals):
        case, errors = self.env['daiban.project'].with_user(self.owner)._portal_create_draft(self.form(**vals), 'draft')
        self.assertFalse(errors)
        return case

    def supplement(self):
        """A case that waits for its enterprise, with every intake material missing."""
        project = self._submitted()
        project.action_request_supplement()
        return project
