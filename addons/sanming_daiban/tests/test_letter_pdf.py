import io
import unicodedata
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .portal_common import PortalCommon

WKHTMLTOPDF = 'odoo.addons.base.models.ir_actions_report.IrActionsReport._run_wkhtmltopdf'


def text_of(content):
    """The words of a PDF; the PDF program writes some characters as look-alikes (NFKC), and blanks where it likes."""
    pages = PdfReader(io.BytesIO(content)).pages
    return unicodedata.normalize('NFKC', ''.join(''.join(page.extract_text().split()) for page in pages))


def plain(text):
    return unicodedata.normalize('NFKC', ''.join(text.split()))


@tagged('post_install', '-at_install')
class TestLetterPdf(PortalCommon):
    """R28, R30: letters in the form of official letters, frozen when served, for their enterprise only."""

    def letter(self, project, kind):
        return project.sudo().notice_ids.filtered(lambda notice: notice.kind == kind)[:1]

    def run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.ref('ir_cron_letter_pdfs').method_direct_trigger()
        self.env.invalidate_all()

    @freeze_time('2026-11-23 02:00:00')
    def test_one_time_notice_says_everything_in_two_copies(self):
        notice = self.letter(self.supplement(), 'supplement')
        content = notice._pdf_content()
        text = text_of(content)
        self.assertGreaterEqual(len(PdfReader(io.BytesIO(content)).pages), 2)
        for words in (notice.number, self.enterprise.name, notice.project_id.number, '2026年11月23日', "一次性告知书",
                      self.env.company.name, "第三十二条", notice.line_ids[0].material_type_id.name):
            self.assertGreaterEqual(text.count(plain(words)), 2, words)

    @freeze_time('2026-11-23 02:00:00')
    def test_every_kind_has_its_own_gapless_series(self):
        first, second = self._accepted(), self._accepted()
        numbers = [self.letter(project, 'acceptance').number for project in (first, second)]
        serials = [int(number.removeprefix("三代办受〔2026〕").removesuffix("号")) for number in numbers]
        self.assertEqual(serials[1], serials[0] + 1)
        notice = self.letter(self.supplement(), 'supplement')
        self.assertRegex(notice.number, r'^三代办告〔2026〕\d+号$')

    def test_a_letter_without_a_form_uses_the_general_one(self):
        form = self.env['daiban.letter.template']._for_kind('no such kind')
        self.assertEqual(form, self.ref('letter_form_general'))

    def test_frozen_when_served_and_the_same_bytes_ever_after(self):
        project = self.supplement()
        notice = self.letter(project, 'supplement')
        self.ref('letter_form_supplement').body = "改过的文字"
        self.enterprise.name = "改名后的企业"
        content = notice._pdf_content()
        self.assertIn(plain("测试企业甲"), text_of(content))
        self.assertNotIn(plain("改过的文字"), text_of(content))
        with patch(WKHTMLTOPDF, side_effect=AssertionError("made twice")):
            self.assertEqual(notice._pdf_content(), content)
        for user in (self.agent, self.manager):
            with self.assertRaises(AccessError):
                notice.with_user(user).pdf = b'eA=='

    def test_serving_does_not_need_the_pdf_program(self):
        with patch(WKHTMLTOPDF, side_effect=UserError("broken")), mute_logger('odoo.addons.sanming_daiban'):
            notice = self.letter(self.supplement(), 'supplement')
            self.assertEqual(notice.state, 'served')
            self.authenticate('t_owner', 't_owner')
            page = self.get(notice._pdf_url())
            self.assertIn(notice.number, page.text)
            self.run_job()
        self.assertFalse(notice.pdf)
        self.run_job()
        self.assertTrue(notice.pdf)

    def test_the_district_edits_title_series_and_text(self):
        """Editable by the admin without code; the placeholders are those of Odoo's templates."""
        form = self.ref('letter_form_acceptance').with_user(self.manager)
        form.write({'name': "受理决定书", 'prefix': "三政代受", 'body': "甲{{ object.project_id.name }}乙\n\n{{ '' }}"})
        letter = self.letter(self._accepted(), 'acceptance')
        self.assertTrue(letter.number.startswith("三政代受〔"))
        self.assertEqual((letter.letter['title'], letter.letter['paragraphs']), ("受理决定书", ["甲测试项目乙"]))
        with self.assertRaises(AccessError):
            form.with_user(self.agent).name = "x"

    def test_script_in_a_name_is_text(self):
        self.enterprise.name = "<script>alert(1)</script>"
        html = self.letter(self.supplement(), 'supplement')._letter_html()
        self.assertNotIn('<script>alert', html)

    def test_a_long_notice_cuts_no_row(self):
        """Every row is a block of its own, so that the PDF program does not cut through it."""
        notice = self.letter(self.supplement(), 'supplement')
        html = notice._letter_html()
        self.assertEqual(html.count('class="row"'), 2 * (len(notice.line_ids) + 1))

    def test_only_staff_and_the_own_enterprise_get_it(self):
        project = self.supplement()
        notice = self.letter(project, 'supplement')
        draft = self.env['daiban.notice'].create({'project_id': project.id, 'kind': 'supplement'})
        for login, letter, code in (
            ('t_owner', notice, 200), ('t_rival', notice, 404), ('t_owner', draft, 404), ('test_agent', notice, 200),
            ('test_agent', draft, 200), ('test_stranger', notice, 404),
        ):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(letter._pdf_url()).status_code, code, (login, letter.state))
        self.get('/daiban/letter/999999999', code=404)
        self.authenticate(None, None)
        self.assertIn('/web/login', self.url_open(notice._pdf_url(), allow_redirects=False).headers['Location'])
