from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestInquiry(CaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inquiry = (
            cls.env['daiban.inquiry']
            .with_user(cls.agent)
            .create({'name': "厂房扩建要办哪些手续", 'partner_id': cls.enterprise.id, 'contact_name': "王工"})
        )

    def test_first_contact_stays_responsible(self):
        """R23: an offer alone moves nothing; whoever was asked first answers for it until the other accepts."""
        self.assertEqual(self.inquiry.responsible_id, self.agent)
        self.inquiry.action_hand_over(self.other_agent)
        self.assertEqual(self.inquiry.responsible_id, self.agent)
        with self.assertRaises(UserError):
            self.inquiry.action_accept_handover()
        self.inquiry.with_user(self.other_agent).action_accept_handover()
        self.assertEqual(self.inquiry.responsible_id, self.other_agent)
        with self.assertRaises(AccessError):
            self.inquiry.action_hand_over(self.agent)

    def test_answer(self):
        """R24: the answer is written down, with who and when."""
        with self.assertRaises(UserError):
            self.inquiry.action_answer()
        self.inquiry.answer = "需办理备案、规划许可和施工许可。"
        self.inquiry.action_answer()
        self.assertEqual((self.inquiry.state, self.inquiry.answered_by_id), ('answered', self.agent))
        with self.assertRaises(AccessError):
            self.inquiry.write({'state': 'open'})

    def test_becomes_one_case(self):
        """R24: converted once, with what is known; a second click opens the same case."""
        first = self.inquiry.action_convert()['res_id']
        self.assertEqual(self.inquiry.action_convert()['res_id'], first)
        self.assertEqual(self.inquiry.project_id.partner_id, self.enterprise)

    def test_strangers_see_nothing(self):
        for user in (self.handler, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.inquiry.with_user(user).read(['name'])
        self.assertFalse(self.env['daiban.inquiry'].with_user(self.other_agent).search([('id', '=', self.inquiry.id)]))
