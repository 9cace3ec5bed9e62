from odoo.exceptions import AccessError
from odoo.tests import tagged

from .policy_common import PolicyCommon
from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestPolicyPortal(PolicyCommon, PortalCommon):
    """R55: what is there for me; I want it, or not; how far it is. Only for the own enterprise."""

    def setUp(self):
        super().setUp()
        self.claim = self._claim()

    def _wish(self, wish, **data):
        return self.post(f'/my/daiban/policies/{self.claim.id}/wish', {'wish': wish, **data}, redirects=False)

    def test_page(self):
        """R55"""
        self.authenticate('t_owner', 't_owner')
        page = self.get('/my/daiban/policies').text
        for words in ("工业企业技改补助", "三元政〔2026〕5号", "按设备投资给予补助。", "向区工信局提出申请。"):
            self.assertIn(words, page)

    def test_wants_it(self):
        """R55: the federation is asked to help, with the words of the enterprise; a second click changes nothing."""
        self.authenticate('t_owner', 't_owner')
        self._wish('yes', note="<b>请来电</b>")
        self._wish('yes')
        self.assertEqual((self.claim.state, self.claim.wish), ('informed', 'yes'))
        self.assertEqual(len(self.claim.step_ids), 1)
        self.assertIn("help it to claim", self.claim.activity_ids.summary)
        self.claim.action_claim(note="已提交")
        self._wish('no')
        self.assertEqual(self.claim.state, 'claimed', "too late to say no on the page")
        self.assertIn("Being decided", self.get('/my/daiban/policies').text)

    def test_does_not_want_it_and_does_after_all(self):
        """R55"""
        self.authenticate('t_owner', 't_owner')
        self._wish('no')
        self.assertEqual((self.claim.state, self.claim.wish), ('not_wanted', 'no'))
        self._wish('yes')
        self.assertEqual((self.claim.state, self.claim.wish), ('informed', 'yes'))
        self._wish('maybe')
        self.assertEqual(self.claim.wish, 'yes')

    def test_over(self):
        """R55: what is over cannot be asked for."""
        self.policy.write({'valid_from': '2020-01-01', 'valid_to': '2020-12-31'})
        self.authenticate('t_owner', 't_owner')
        self.assertIn("The policy is over", self.get('/my/daiban/policies').text)
        self._wish('yes')
        self.assertEqual((self.claim.state, self.claim.wish), ('matched', False))

    def test_rival_neither_sees_nor_says(self):
        """DESIGN 7: nothing of another enterprise, by page, form, file or call."""
        file = self.env['ir.attachment'].with_user(self.manager).create({'name': "政策.pdf", 'raw': b'x'})
        self.policy.attachment_ids = file
        self.authenticate('t_rival', 't_rival')
        self.assertNotIn("工业企业技改补助", self.get('/my/daiban/policies').text)
        self.assertEqual(self._wish('yes').status_code, 404)
        self.get(f'/my/daiban/policies/{self.claim.id}/file/{file.id}', code=404)
        self.assertFalse(self.claim.wish)
        for user in (self.owner, self.rival_owner):
            with self.assertRaises(AccessError):
                self.claims.with_user(user).search([])
        self.authenticate('t_owner', 't_owner')
        self.get(f'/my/daiban/policies/{self.claim.id}/file/{file.id}')
        other = self.env['ir.attachment'].create({'name': "别的.pdf", 'raw': b'x'})
        self.get(f'/my/daiban/policies/{self.claim.id}/file/{other.id}', code=404)

    def test_who_stopped_acting_for_it(self):
        """DESIGN 7: with the authority the page ends too."""
        self.owner.sudo().env['daiban.representative'].search([('user_id', '=', self.owner.id)]).state = 'ended'
        self.authenticate('t_owner', 't_owner')
        self.assertEqual(self._wish('yes').status_code, 404)
