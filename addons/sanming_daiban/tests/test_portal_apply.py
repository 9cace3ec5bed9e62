from odoo.exceptions import UserError
from odoo.tests import tagged

from .portal_common import PDF, PNG, PortalCommon


@tagged('post_install', '-at_install')
class TestPortalApply(PortalCommon):
    """The application in the portal, from the empty form to the submitted case (R11, R14, R22, R31)."""

    def setUp(self):
        super().setUp()
        self.authenticate('t_owner', 't_owner')

    # === The straight way ===

    def test_application_with_upload_becomes_a_submitted_case(self):
        page = self.post('/my/daiban/new', self.form(investment='1,200.5', township_id=self.township().id))
        case = self.cases()
        self.assertEqual(page.url.rsplit('/', 1)[-1], 'materials')
        self.assertRecordValues(
            case,
            [{'state': 'draft', 'channel': 'portal', 'investment': 1200.5, 'contact_name': "王工", 'number': False}],
        )
        self.assertEqual(case.material_ids.type_id, self.category.intake_material_type_ids)
        self.upload(case, case.material_ids[0])
        self.assertEqual(case.material_ids[0].state, 'submitted')
        page = self.post(f'/my/daiban/{case.id}/submit', {'consent': '1'})
        self.assertEqual(page.url.rsplit('/', 1)[-1], str(case.id))
        self.assertEqual(case.state, 'submitted')
        self.assertTrue(case.number and case.consented_at)
        self.assertIn(case.number, page.text)

    def test_who_applied_gets_the_receipt_from_the_service(self):
        case = self.draft_of_owner()
        case._portal_submit(consent=True)
        receipt = case.sudo().message_ids.filtered(lambda message: case.number in str(message.body))
        self.assertEqual(receipt.author_id, self.env.company.partner_id)
        self.assertIn(self.owner.partner_id, receipt.notified_partner_ids)

    def township(self):
        return self.env['daiban.unit'].search([('unit_type', '=', 'township')], limit=1)

    def test_second_click_and_back_button_create_nothing(self):
        for _click in range(2):
            self.post('/my/daiban/new', self.form())
        case = self.cases()
        self.assertEqual(len(case), 1)
        for _click in range(2):
            page = self.post(f'/my/daiban/{case.id}/submit', {'consent': '1'})
            self.assertTrue(page.url.endswith(f'/my/daiban/{case.id}'))
        number = case.number
        page = self.post('/my/daiban/new', self.form(name="又一次"))
        self.assertEqual(self.cases(), case)
        self.assertRecordValues(case, [{'number': number, 'name': "年产三万台水泵项目", 'state': 'submitted'}])
        for step in ('project', 'materials', 'confirm'):
            self.assertTrue(self.get(f'/my/daiban/{case.id}/{step}').url.endswith(f'/my/daiban/{case.id}'))

    def test_without_consent_it_stays_a_draft(self):
        """R11: only on the enterprise's own request."""
        case = self.draft_of_owner()
        page = self.post(f'/my/daiban/{case.id}/submit')
        self.assertTrue(page.url.endswith('/confirm'))
        self.assertIn('alert-danger', page.text)
        self.assertEqual(case.state, 'draft')

    def test_without_token_of_the_session_nothing_happens(self):
        response = self.url_open('/my/daiban/new', data=self.form())
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.cases())

    def test_expired_session_asks_to_log_in_and_creates_nothing(self):
        self.logout()
        response = self.url_open('/my/daiban/new', data=self.form(), allow_redirects=False)
        self.assertIn('/web/login', response.headers.get('Location', ''))
        self.assertFalse(self.cases())

    def test_draft_can_be_deleted_with_its_files(self):
        case = self.draft_of_owner()
        self.upload(case, case.material_ids[0])
        file = case.material_ids.attachment_ids
        self.post(f'/my/daiban/{case.id}/discard')
        self.assertFalse(case.exists())
        self.assertFalse(file.exists())

    def test_other_category_asks_only_what_changed(self):
        case = self.draft_of_owner()
        kept = case.material_ids[0].sudo()
        self.upload(case, kept)
        other = self.ref('category_social_industrial')
        self.post(f'/my/daiban/{case.id}/project', self.form(category_id=other.id))
        self.assertEqual(kept.exists().state, 'submitted')
        self.assertLessEqual(other.intake_material_type_ids, case.material_ids.type_id)

    # === Bad input ===

    def test_bad_answers_are_marked_and_the_good_ones_kept(self):
        page = self.post(
            '/my/daiban/new',
            self.form(
                project_code='350404',
                contact_phone='call me',
                investment='a lot',
                object_class='park',
                category_id='999999',
            ),
        )
        case = self.cases()
        self.assertRecordValues(
            case,
            [
                {
                    'name': "年产三万台水泵项目",
                    'contact_name': "王工",
                    'project_code': False,
                    'contact_phone': False,
                    'investment': 0,
                    'object_class': False,
                    'category_id': False,
                }
            ],
        )
        self.assertEqual(page.text.count('o_daiban_error"'), 5)
        self.assertIn('call me', page.text)
        page = self.get(f'/my/daiban/{case.id}/confirm')
        self.assertNotIn('/submit"', page.text)

    def test_project_code_is_kept_in_its_normal_form(self):
        self.post('/my/daiban/new', self.form(project_code=' ２６０１－３５０４０４—04-01-123456 '))
        self.assertEqual(self.cases().project_code, '2601-350404-04-01-123456')

    def test_name_missing_or_too_long_gives_the_form_back(self):
        for name in ('', "长" * 300):
            page = self.post('/my/daiban/new', self.form(name=name))
            self.assertFalse(self.cases())
            self.assertIn("王工", page.text)

    def test_incomplete_draft_cannot_be_submitted(self):
        case = self.draft_of_owner(contact_name='', nature='')
        self.assertEqual(set(case._portal_missing()), {'contact_name', 'nature'})
        page = self.post(f'/my/daiban/{case.id}/submit', {'consent': '1'})
        self.assertIn('alert-danger', page.text)
        self.assertEqual(case.state, 'draft')

    def test_fields_outside_the_form_are_ignored(self):
        self.post(
            '/my/daiban/new',
            self.form(
                state='done',
                number='X',
                partner_id=self.rival.id,
                agent_id=self.agent.id,
                base_limit='1',
                channel='window',
            ),
        )
        self.assertRecordValues(
            self.cases(),
            [
                {
                    'state': 'draft',
                    'number': False,
                    'agent_id': False,
                    'channel': 'portal',
                    'base_limit': self.category.base_limit,
                    'partner_id': self.enterprise.id,
                }
            ],
        )

    def test_emoji_and_nul_are_harmless(self):
        self.post('/my/daiban/new', self.form(name="厂房🏭\x00扩建", description="行一\r\n行二𠮷"))
        self.assertRecordValues(self.cases(), [{'name': "厂房🏭扩建", 'description': "行一\n行二𠮷"}])

    # === Files ===

    def test_wrong_files_are_refused_with_a_reason(self):
        case = self.draft_of_owner()
        material = case.material_ids[0]
        self.env['ir.config_parameter'].set_param('sanming_daiban.portal_upload_limit_mb', '1')
        for name, content in (
            ("空.pdf", b''),
            ("大.pdf", PDF + b'0' * 1024 * 1024),
            ("程序.exe", b'MZ' + b'\0' * 200),
            ("网页.pdf", b'<html><script>alert(1)</script></html>'),
            ("图.pdf", PNG),
            ("文.html", b'<html></html>'),
        ):
            page = self.upload(case, material, name, content)
            self.assertIn('alert-danger', page.text, name)
            self.assertFalse(material.attachment_ids, name)

    def test_several_files_fit_and_can_be_removed_from_a_draft(self):
        case = self.draft_of_owner()
        material = case.material_ids[0].sudo()
        case._portal_upload(material.id, [("../../一.pdf", PDF), ("二.png", PNG)])
        self.assertEqual(material.attachment_ids.mapped('name'), ["一.pdf", "二.png"])
        self.assertEqual(self.get(f'/my/daiban/{case.id}/file/{material.attachment_ids[0].id}').content, PDF)
        for file in material.attachment_ids:
            self.post(f'/my/daiban/{case.id}/remove', {'material_id': material.id, 'attachment_id': file.id})
        self.assertEqual(material.state, 'missing')

    def test_material_under_examination_is_not_replaced(self):
        case = self.draft_of_owner()
        material = case.material_ids[0].sudo()
        self.upload(case, material)
        case._portal_submit(consent=True)
        with self.assertRaises(UserError):
            case._portal_upload(material.id, [("又.pdf", PDF)])
        material.with_user(self.agent).action_mark_defective("不清楚")
        old = material.attachment_ids
        self.upload(case, material, "新.pdf")
        self.assertEqual(material.attachment_ids.mapped('name'), ["新.pdf"])
        self.assertTrue(old.exists())

    # === Supplement and withdrawal ===

    def test_supplement_is_handed_in_when_every_gap_is_closed(self):
        """R28, R29: one list, answered line by line, handed in once."""
        project = self.supplement()
        page = self.post(f'/my/daiban/{project.id}/submit')
        self.assertIn('alert-danger', page.text)
        self.assertEqual(project.state, 'supplement')
        for material in project.material_ids:
            self.upload(project, material)
        for _click in range(2):
            self.post(f'/my/daiban/{project.id}/submit')
        self.assertEqual(project.state, 'submitted')

    def test_withdraw_needs_a_reason_and_works_once(self):
        """R11: the request can be taken back at any time."""
        project = self._running()
        self.post(f'/my/daiban/{project.id}/withdraw', {'reason': ' '})
        self.assertEqual(project.state, 'running')
        for _click in range(2):
            self.post(f'/my/daiban/{project.id}/withdraw', {'reason': "资金不到位"})
        self.assertRecordValues(project, [{'state': 'withdrawn', 'close_reason': "资金不到位"}])
