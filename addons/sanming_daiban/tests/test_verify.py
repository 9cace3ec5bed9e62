from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestVerify(PortalCommon):
    """R26: whoever holds a letter or card can check it; nobody learns more, nobody can count them."""

    def setUp(self):
        super().setUp()
        self.project = self._accepted(name="机密项目名称")
        self.card = self.project.sudo().card_id
        self.letter = self.project.sudo().notice_ids.filtered(lambda notice: notice.kind == 'acceptance')
        self.authenticate(None, None)

    def check(self, path, code=200):
        response = self.get(path, code)
        self.assertNotIn('Set-Cookie', response.headers)
        self.assertIn('noindex', response.headers['X-Robots-Tag'])
        self.assertNotIn("机密项目名称", response.text)
        self.assertNotIn(self.agent.name, response.text)
        return response.text

    def test_letter(self):
        page = self.check(self.letter._verify_path())
        for words in (self.letter.number, self.enterprise.name, "受理通知书", 'class="yes"'):
            self.assertIn(words, page)

    def test_card_and_its_end(self):
        page = self.check(self.card._verify_path())
        for words in (self.card.number, self.enterprise.name, 'class="yes"'):
            self.assertIn(words, page)
        self.card.active = False
        self.assertIn('class="no"', self.check(self.card._verify_path()))
        self.card.active = True
        with freeze_time('2099-01-01'):
            self.assertFalse(self.card._verify_facts()['valid'])

    def test_unknown_code_says_only_that(self):
        for token in ('x', '0', str(self.letter.id), self.letter.number, 'A' * 3000, '%00', '..%2f', "a'--"):
            page = self.check(f'/daiban/verify/{token}', code=404)
            self.assertIn('class="unknown"', page)
            self.assertNotIn(self.enterprise.name, page)

    def test_tokens_cannot_be_guessed(self):
        self.assertGreaterEqual(len(self.letter._verify_token()), 32)
        self.assertNotEqual(self.letter._verify_token(), self.card._verify_token())
        for user in (self.owner, self.agent):
            with self.assertRaises(AccessError):
                self.letter.with_user(user).read(['verify_token'])

    def test_code_of_the_card_opens_the_card_for_its_enterprise_only(self):
        path = f'/daiban/card/{self.card._verify_token()}'
        targets = {}
        for login in (None, 't_rival', 't_owner', 'test_portal'):
            self.authenticate(login, login)
            targets[login] = self.url_open(path, allow_redirects=False).headers['Location']
        self.assertTrue(targets.pop('t_owner').endswith(f'/my/daiban/card/{self.card.id}'))
        for login, target in targets.items():
            self.assertTrue(target.endswith(self.card._verify_path()), login)
        self.assertIn('/daiban/verify/', self.url_open(
            f'/daiban/card/{self.letter._verify_token()}', allow_redirects=False).headers['Location'])
