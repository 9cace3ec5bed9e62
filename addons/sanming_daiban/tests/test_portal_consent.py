import base64
import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .portal_common import PNG, PortalCommon


@tagged('post_install', '-at_install')
class TestPortalConsent(PortalCommon):
    """The service runs on the enterprise's own signed consent, which it may take back at any time (R11, R13)."""

    def setUp(self):
        super().setUp()
        self.authenticate('t_owner', 't_owner')

    def digest(self, case):
        return case.with_user(self.owner)._consent_letter()._consent_digest()

    def submit(self, case, **vals):
        return self.post(f'/my/daiban/{case.id}/submit', {'consent': '1', 'digest': self.digest(case), **vals})

    def running(self):
        project = self._running()
        project.activity_ids.unlink()
        return project

    def test_what_is_shown_is_what_is_signed_and_kept(self):
        case = self.draft_of_owner()
        page = self.get(f'/my/daiban/{case.id}/confirm').text
        for text in (self.enterprise.name, self.enterprise.uscc, self.owner.name, "自愿申请"):
            self.assertIn(text, page)
        shown = case.sudo()._consent_letter()
        digest = self.digest(case)
        self.submit(case)
        letter = case.sudo().consent_letter_id
        self.assertEqual(letter, shown)
        self.assertRecordValues(letter, [{'kind': 'consent', 'state': 'served', 'served_by_id': self.owner.id}])
        self.assertRecordValues(case.sudo(), [{'consented_by_id': self.owner.id, 'consented_at': letter.served_at}])
        words = letter.letter
        self.assertEqual(words['digest'], digest)
        self.assertEqual((words['issuer'], words['addressee']), (self.enterprise.name, self.env.company.name))
        self.assertIn(self.owner.login, words['closing'][-1])
        self.assertIn("三代办委", letter.number)

    def test_text_edited_meanwhile_is_read_again(self):
        case = self.draft_of_owner()
        old = self.digest(case)
        self.env.ref('sanming_daiban.letter_form_consent').body = "新的委托内容"
        page = self.submit(case, digest=old)
        self.assertIn('alert-danger', page.text)
        self.assertIn("新的委托内容", page.text)
        self.assertEqual(case.state, 'draft')
        self.submit(case)
        self.assertEqual(case.state, 'submitted')

    def test_unsigned_letter_is_not_shown_as_a_letter(self):
        case = self.draft_of_owner()
        letter = case._consent_letter()
        self.assertFalse(letter.with_user(self.owner).has_access('read'))
        case._portal_discard_draft()
        self.assertFalse(letter.exists())

    def test_seal_of_the_service_is_not_on_it(self):
        case = self.draft_of_owner()
        self.submit(case)
        self.env.company.daiban_seal = base64.b64encode(PNG)
        self.assertFalse(case.sudo().consent_letter_id._letter_sheets()[0]['seal'])

    def test_withdrawal_ends_the_request_and_calls_the_agent(self):
        project = self.running()
        page = self.get(f'/my/daiban/{project.id}/withdraw').text
        self.assertEqual(re.findall(r'name="keep" value="(1?)"[^>]* checked', page), [''])
        self.post(f'/my/daiban/{project.id}/withdraw', {'reason': "资金不到位", 'keep': ''})
        self.assertRecordValues(project, [{'state': 'withdrawn', 'close_reason': "资金不到位"}])
        self.assertTrue(project.consent_withdrawn_at)
        self.assertEqual(project.activity_ids.user_id, project.agent_id)

    def test_withdrawal_may_go_on_guided_and_be_taken_back(self):
        project = self.running()
        for _click in range(2):
            self.post(f'/my/daiban/{project.id}/withdraw', {'reason': "自己办理", 'keep': '1'})
        self.assertRecordValues(project, [{'state': 'running', 'service_mode': 'guided'}])
        self.assertEqual(len(project.activity_ids), 1)
        self.assertIn('/consent', self.get(f'/my/daiban/{project.id}').text)
        self.post(f'/my/daiban/{project.id}/consent', {'digest': self.digest(project)})
        self.assertEqual(project.service_mode, 'guided')
        self.post(f'/my/daiban/{project.id}/consent', {'consent': '1', 'digest': self.digest(project)})
        self.assertRecordValues(
            project, [{'service_mode': 'agency', 'consent_withdrawn_at': False, 'consented_by_id': self.owner.id}]
        )
        self.assertEqual(len(project.activity_ids), 2)

    def test_only_the_enterprise_itself(self):
        project = self.running()
        self.authenticate('t_rival', 't_rival')
        self.get(f'/my/daiban/{project.id}/consent', code=404)
        for action in ('consent', 'withdraw'):
            answer = self.post(f'/my/daiban/{project.id}/{action}', {'reason': "x", 'keep': '1', 'consent': '1'})
            self.assertEqual(answer.status_code, 404)
        self.assertRecordValues(project, [{'service_mode': 'agency', 'state': 'running'}])
        with self.assertRaises(AccessError):
            project.with_user(self.agent).consent_withdrawn_at = False
