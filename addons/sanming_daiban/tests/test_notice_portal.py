from odoo.exceptions import AccessError
from odoo.tests import tagged

from .portal_common import SCRIPT, PortalCommon


@tagged('post_install', '-at_install')
class TestNoticePortal(PortalCommon):
    """R29: the enterprise answers the notice line by line, with files, with words, or with both."""

    def setUp(self):
        super().setUp()
        self.case = self.supplement()
        self.lines = self.case.notice_ids.line_ids
        self.page = f'/my/daiban/{self.case.id}'

    def answer(self, line, text):
        return self.post(f'{self.page}/answer', {'line_id': line.id, 'answer': text})

    def test_answer_in_words(self):
        """A line that cannot be fulfilled is answered; nobody stands before a closed door."""
        self.authenticate('t_owner', 't_owner')
        for line in self.lines[1:]:
            self.upload(self.case, line.material_id)
        self.post(f'{self.page}/submit')
        self.assertEqual(self.case.state, 'supplement')
        page = self.answer(self.lines[0], SCRIPT).text
        self.assertNotIn(SCRIPT, page)
        self.post(f'{self.page}/submit')
        self.assertEqual((self.case.state, self.lines[0].answer), ('submitted', SCRIPT))
        self.assertEqual(self.lines[0].material_id.state, 'missing')

    def test_what_is_handed_in_stays(self):
        self.authenticate('t_owner', 't_owner')
        for line in self.lines:
            self.upload(self.case, line.material_id)
        self.post(f'{self.page}/submit')
        self.answer(self.lines[0], "后来的话")
        self.assertFalse(self.lines[0].answer)

    def test_too_long_an_answer_is_refused_with_a_word(self):
        self.authenticate('t_owner', 't_owner')
        self.assertIn('1000', self.answer(self.lines[0], 'x' * 1001).text)
        self.assertFalse(self.lines[0].answer)

    def test_other_enterprise_answers_nothing(self):
        self.authenticate('t_rival', 't_rival')
        self.assertEqual(self.answer(self.lines[0], "x").status_code, 404)
        own = self._submitted(partner_id=self.rival.id)
        own.action_request_supplement()
        with self.assertRaises(AccessError):
            own.with_user(self.rival_owner)._portal_answer(self.lines[0].id, "x")
        self.assertFalse(self.lines[0].answer)

    def test_further_notice_says_why_and_apologises(self):
        self.case.action_submit()
        self.case.action_request_supplement({line.material_type_id.code: 'our_omission' for line in self.lines})
        self.authenticate('t_owner', 't_owner')
        page = self.get(self.page).text
        self.assertIn('o_daiban_sorry', page)
        self.assertEqual(page.count('o_daiban_why'), len(self.lines))
