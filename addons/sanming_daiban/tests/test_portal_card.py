import io

from pypdf import PdfReader

from odoo.tests import tagged

from .portal_common import PortalCommon
from .test_letter_pdf import plain, text_of


@tagged('post_install', '-at_install')
class TestPortalCard(PortalCommon):
    """R26, R27: the card shows who is responsible, what is promised, and how the own projects stand."""

    def setUp(self):
        super().setUp()
        self.project = self._running()
        self.card = self.project.sudo().card_id
        self.agent.partner_id.phone = '0598-8000001'
        self.path = f'/my/daiban/card/{self.card.id}'

    def test_page(self):
        self.authenticate('t_owner', 't_owner')
        page = self.get('/my/daiban/card').text
        for words in (self.card.number, self.enterprise.name, self.agent.name, 'href="tel:0598-8000001"',
                      self.card.service_line_ids[0].name, f'href="/my/daiban/{self.project.id}"',
                      self.project.current_holder):
            self.assertIn(words, page)
        self.assertIn('/my/daiban/card', self.get('/my').text)

    def test_other_enterprise_gets_nothing(self):
        self.authenticate('t_rival', 't_rival')
        for path in (self.path, f'{self.path}/pdf', f'{self.path}/pdf?form=card', '/my/daiban/card/999999999'):
            self.get(path, code=404)
        self.assertNotIn(self.card.number, self.get('/my/daiban/card').text)
        self.authenticate(None, None)
        for path in (self.path, f'{self.path}/pdf', '/my/daiban/card'):
            self.assertIn('/web/login', self.url_open(path, allow_redirects=False).headers['Location'])

    def test_bank_card_format_with_two_sides(self):
        pages = PdfReader(io.BytesIO(self.card._card_pdf('card'))).pages
        self.assertEqual(len(pages), 2)
        for page in pages:
            millimetres = [round(float(size) / 72 * 25.4, 1) for size in (page.mediabox.width, page.mediabox.height)]
            self.assertEqual(millimetres, [85.6, 54.0])
        words = text_of(self.card._card_pdf('card'))
        for text in (self.card.number, self.enterprise.name, self.card.service_line_ids[0].name):
            self.assertIn(plain(text), words)

    def test_a4_sheet_is_one_page(self):
        self.authenticate('t_owner', 't_owner')
        content = self.get(f'{self.path}/pdf').content
        self.assertEqual(len(PdfReader(io.BytesIO(content)).pages), 1)
        self.assertIn(plain(self.card.number), text_of(content))
