from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestPortalVault(PortalCommon):
    """R22, R28: "we already have this" in the portal, one tap; nothing of another enterprise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ref('material_m01').reuse = 'enterprise'

    def _stored(self, partner):
        project = self._submitted(name="旧项目", partner_id=partner.id)
        material = project.material_ids.filtered(lambda one: one.type_id.code == 'M01')
        material.sudo().attachment_ids = self.env['ir.attachment'].create({
            'name': "执照.pdf", 'raw': b'%PDF-1.4 licence', 'mimetype': 'application/pdf'})
        material.action_verify()
        return material

    def test_one_tap(self):
        source = self._stored(self.enterprise)
        case = self.draft_of_owner()
        material = case.sudo().material_ids.filtered(lambda one: one.type_id.code == 'M01')
        self.authenticate('t_owner', 't_owner')
        self.assertIn(f'/my/daiban/{case.id}/reuse', self.get(f'/my/daiban/{case.id}/materials').text)
        self.post(f'/my/daiban/{case.id}/reuse', {'material_id': material.id})
        self.assertRecordValues(material, [{'state': 'submitted', 'reused_from_id': source.id}])
        page = self.get('/my/daiban/documents').text
        self.assertIn(source.name, page)

    def test_another_enterprise_gets_nothing(self):
        self._stored(self.enterprise)
        mine, foreign = self._submitted(name="乙项目", partner_id=self.rival.id), self.draft_of_owner()
        self.authenticate('t_rival', 't_rival')
        self.assertNotIn("旧项目", self.get('/my/daiban/documents').text)
        material = mine.material_ids.filtered(lambda one: one.type_id.code == 'M01')
        self.post(f'/my/daiban/{mine.id}/reuse', {'material_id': material.id})
        self.assertEqual(material.state, 'missing')
        other = foreign.sudo().material_ids[0]
        answer = self.post(f'/my/daiban/{foreign.id}/reuse', {'material_id': other.id})
        self.assertEqual((answer.status_code, other.state), (404, 'missing'))
        answer = self.url_open('/web/dataset/call_kw/daiban.vault.document/search_read', json={'params': {
            'model': 'daiban.vault.document', 'method': 'search_read', 'args': [[]], 'kwargs': {}}}).json()
        self.assertIn('AccessError', answer['error']['data']['name'])

    def test_the_whole_list_is_told_before(self):
        """R22, R28: what is needed later and what comes from an earlier item, from the one rule."""
        case = self.draft_of_owner()
        self.authenticate('t_owner', 't_owner')
        page = self.get(f'/my/daiban/{case.id}/materials').text
        for code in ('M15', 'M18'):
            self.assertIn(self.ref(f'material_{code.lower()}').name, page)
        asked = {one['type'].code: one['need'] for one in case.sudo()._asked_materials()}
        self.assertEqual((asked['M15'], asked['M18']), ('required', 'output'))
