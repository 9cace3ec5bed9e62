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

    def test_offer_of_the_second_moves_nothing_either(self):
        """R23: whoever accepted stays responsible until the next one has accepted, and still sees it."""
        third = self.new_user('agent', 'test_third_agent')
        self.inquiry.action_hand_over(self.other_agent)
        second = self.inquiry.with_user(self.other_agent)
        second.action_accept_handover()
        second.action_hand_over(third)
        self.assertEqual(self.inquiry.responsible_id, self.other_agent)
        self.assertEqual(second.read(['name'])[0]['name'], self.inquiry.name)
        self.inquiry.with_user(third).action_decline_handover()
        self.assertEqual(self.inquiry.responsible_id, self.other_agent)
        self.assertIn(self.other_agent, self.inquiry.activity_ids.user_id)

    def test_responsibility_cannot_be_written_away(self):
        for vals in ({'first_contact_id': self.other_agent.id}, {'responsible_id': self.other_agent.id},
                     {'asked_at': '2026-01-01'}, {'limit_days': 99}, {'accepted_by_id': self.other_agent.id}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.inquiry.write(vals)

    def test_question_that_reached_nobody_is_taken(self):
        """R23: the window has nobody on duty; whoever takes it is the first contact."""
        question = self.env['daiban.inquiry'].create({
            'name': "谁在", 'unit_id': self.window.id, 'first_contact_id': False})
        question.with_user(self.agent).action_take()
        self.assertEqual(question.responsible_id, self.agent)
        with self.assertRaises(UserError):
            question.with_user(self.agent).action_take()

    def test_clock_from_question_to_answer(self):
        """The promise in working days is a setting; the answer ends the clock, and the day is in the proof."""
        self.assertEqual(self.inquiry.limit_days, self.env['daiban.settings']._number('inquiry_days'))
        self.assertTrue(self.inquiry.started_on and self.inquiry.due_date)
        self.assertEqual(self.inquiry.holder_user_id, self.agent)
        self.inquiry.action_hand_over(self.other_agent)
        self.inquiry.with_user(self.other_agent).action_accept_handover()
        self.assertEqual(self.inquiry.holder_user_id, self.other_agent)
        self.inquiry.with_user(self.other_agent).write({'answer': "需备案。"})
        self.inquiry.with_user(self.other_agent).action_answer()
        self.assertTrue(self.inquiry.finished_on)
        self.assertFalse(self.env['daiban.clock.mixin']._verify_clocks())

    def test_answer_goes_by_mail(self):
        self.inquiry.sudo().write({'contact_email': 'wang@example.com', 'answer': "需备案。"})
        self.inquiry.action_answer()
        mail = self.env['mail.mail'].search([('model', '=', 'daiban.inquiry'), ('res_id', '=', self.inquiry.id)])
        self.assertIn('wang@example.com', mail.mapped('email_to'))
        self.assertIn(self.inquiry.sudo().access_token, ''.join(mail.mapped('body_html')))

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
