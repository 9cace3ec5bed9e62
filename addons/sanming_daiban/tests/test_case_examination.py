from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .case_common import CaseCommon

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@tagged('post_install', '-at_install')
class TestCaseExamination(CaseCommon, HttpCase):
    """R22, R28: line by line, the paper beside its file."""

    def _attach(self, material, name, raw, mimetype):
        material.sudo().attachment_ids = self.env['ir.attachment'].create(
            {'name': name, 'raw': raw, 'mimetype': mimetype})

    def test_only_safe_kinds_are_shown(self):
        project = self._submitted()
        kinds = {}
        for material, (name, raw, mimetype) in zip(project.material_ids, [
            ("甲.pdf", b'%PDF-1.4', 'application/pdf'), ("乙.svg", SVG, 'image/svg+xml'),
            ("丙.html", b'<html><script>alert(1)</script></html>', 'text/html'), ("丁.txt", b'text', 'text/plain'),
        ], strict=True):
            self._attach(material, name, raw, mimetype)
        for row in project.read_examination()['materials']:
            kinds[row['files'][0]['name']] = row['files'][0]['kind']
        self.assertEqual(kinds, {"甲.pdf": 'pdf', "乙.svg": 'other', "丙.html": 'other', "丁.txt": 'text'})

    def test_who_reads_and_who_decides(self):
        project = self._accepted()
        self.assertTrue(project.read_examination()['may_decide'])
        self.assertFalse(project.with_user(self.handler).read_examination()['may_decide'])
        for user in (self.other_agent, self.stranger, self.rival_owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                project.with_user(user).read_examination()

    def test_defect_with_way_and_method(self):
        """R28: prefilled from the catalogue, changed for this case, told in the notice."""
        material = self._submitted().material_ids[0]
        material.type_id.sudo().write({'way': "市场监管局补领", 'method': "上传或送窗口"})
        row = material.project_id.read_examination()['materials'][0]
        self.assertEqual((row['way'], row['method']), ("市场监管局补领", "上传或送窗口"))
        material.action_mark_defective("公章不清", "重新盖章", "")
        self.assertRecordValues(material, [
            {'state': 'defective', 'defect': "公章不清", 'way': "重新盖章", 'method': False}])
        material.project_id.action_request_supplement()
        line = material.project_id.notice_ids.line_ids.filtered(lambda one: one.material_id == material)
        self.assertEqual((line.defect, line.way, line.method), ("公章不清", "重新盖章", "上传或送窗口"))

    def test_in_the_browser(self):
        """Keyboard only: down, in order, not in order with its words."""
        project = self._submitted()
        self._attach(project.material_ids[0], "执照.txt", b'licence of the enterprise', 'text/plain')
        self.start_tour(f'/odoo/daiban-cases/{project.id}', 'daiban_verify', login='test_agent')
        self.assertEqual(project.material_ids[:2].mapped('state'), ['verified', 'defective'])
        self.assertEqual(project.material_ids[1].defect, "身份证过期")

    def test_what_the_window_prepares_is_shown_once_it_is_handed_in(self):
        draft = self._draft()
        seen = self.env['daiban.project'].with_user(self.owner)
        self.assertFalse(seen.search([('id', '=', draft.id)]))
        self.assertFalse(self.env['daiban.material'].with_user(self.owner).search([('project_id', '=', draft.id)]))
        draft.action_submit()
        self.assertEqual(seen.search([('id', '=', draft.id)]).ids, draft.ids)

    def test_the_board_opens_the_column_before_acceptance(self):
        project = self._submitted()
        answer = project.web_read_group(
            [('id', '=', project.id)], ['stage_id'], auto_unfold=True, unfold_read_specification={'name': {}})
        first = next(group for group in answer['groups'] if not group['stage_id'])
        self.assertEqual([record['id'] for record in first['__records']], project.ids)
