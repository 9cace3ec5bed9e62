from unittest.mock import patch

from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.outreach.daiban_ask_limit import PER_HOUR
from ..tools.personal_data import find_personal_data
from .portal_common import SCRIPT, PortalCommon

QUESTION = {
    'question': "厂房扩建要办哪些手续？\n面积八百平方米。",
    'contact_name': "王工",
    'contact_phone': '0598-8222222',
}


@tagged('post_install', '-at_install')
class TestPublicAsk(PortalCommon):
    """Questions from outside (R12, R24): written down once, answered by a named person, seen by nobody else."""

    def ask(self, **vals):
        """Open the form and send it, as a browser without scripts does."""
        form = html.fromstring(self.get('/daiban/ask').content).xpath("//form[@action='/daiban/ask']")[0]
        self.sent = {**dict(form.form_values()), **QUESTION, **vals}
        return self.url_open('/daiban/ask', data=self.sent)

    def inquiries(self):
        return self.env['daiban.inquiry'].search([], order='id desc')

    def answer(self, inquiry, text="先办备案。"):
        own = inquiry.with_user(inquiry.responsible_id)
        own.answer = text
        own.action_answer()

    # === Visitors ===

    def test_visitor_asks_and_reads_the_answer_with_the_link(self):
        page = self.ask()
        inquiry = self.inquiries()[0]
        self.assertEqual((inquiry.channel, inquiry.contact_name, inquiry.state), ('public', "王工", 'open'))
        self.assertEqual(inquiry.first_contact_id, self.agent, "somebody of the window is responsible at once (R23)")
        self.assertTrue(inquiry.activity_ids and inquiry.due_date and inquiry.number)
        self.assertIn(inquiry.number, page.text)
        self.assertNotIn('0598-8222222', page.text, "the link shows no personal data")
        self.answer(inquiry)
        self.assertIn("先办备案。", self.get(inquiry._portal_url()).text)

    def test_others_cannot_read_it(self):
        self.ask()
        inquiry = self.inquiries()[0]
        for path in (f'/my/daiban/inquiries/{inquiry.id}', f'/my/daiban/inquiries/{inquiry.id}?access_token=x',
                     f'/my/daiban/inquiries/{inquiry.id}?access_token=', '/my/daiban/inquiries/999999999'):
            self.get(path, code=404)
        self.authenticate('t_rival', 't_rival')
        self.get(f'/my/daiban/inquiries/{inquiry.id}', code=404)
        self.assertEqual(self.post(f'/my/daiban/inquiries/{inquiry.id}/apply').status_code, 404)

    def test_sent_twice_is_one_question(self):
        self.ask()
        count = len(self.inquiries())
        self.url_open('/daiban/ask', data=self.sent)
        self.assertEqual(len(self.inquiries()), count)

    def test_machines_and_bad_forms_leave_nothing(self):
        count = len(self.inquiries())
        for vals in ({'homepage': 'http://x'}, {'question': ''}, {'question': "长" * 2001}, {'contact_name': ' '},
                     {'contact_phone': 'abc'}, {'contact_email': 'x'}, {'contact_name': "名" * 300}):
            page = self.ask(**vals)
            self.assertEqual(page.status_code, 200, vals)
        self.assertEqual(len(self.inquiries()), count)
        page = self.ask(contact_phone='abc')
        self.assertIn("面积八百平方米", page.text, "what was typed is still there")

    def test_hostile_text_stays_text(self):
        page = self.ask(question=SCRIPT + "🏭𠮷\x00", contact_name=SCRIPT)
        self.assertNotIn(SCRIPT, page.text)
        self.assertIn("🏭𠮷", page.text)
        inquiry = self.inquiries()[0]
        self.answer(inquiry, SCRIPT)
        self.assertNotIn(SCRIPT, self.get(inquiry._portal_url()).text)

    def test_flood_is_stopped_without_keeping_addresses(self):
        count = len(self.inquiries())
        for _number in range(PER_HOUR + 2):
            page = self.ask()
        self.assertEqual(len(self.inquiries()), count + PER_HOUR)
        self.assertIn('alert-danger', page.text)
        kept = self.env['daiban.ask.limit'].search([])
        self.assertNotIn('127.0.0.1', str(kept.read()))
        with patch.object(type(kept), '_hour_ago', lambda self: '2100-01-01'):
            kept._gc_old()
        self.assertFalse(kept.exists())

    # === Enterprises ===

    def test_enterprise_sees_its_own_questions_only(self):
        self.authenticate('t_owner', 't_owner')
        self.ask()
        inquiry = self.inquiries()[0]
        self.assertEqual((inquiry.partner_id, inquiry.asker_id), (self.enterprise, self.owner))
        self.assertEqual(inquiry.channel, 'portal')
        self.assertIn(f'/my/daiban/inquiries/{inquiry.id}', self.get('/my/daiban/inquiries').text)
        self.get(f'/my/daiban/inquiries/{inquiry.id}')
        with self.assertRaises(AccessError):
            inquiry.with_user(self.owner).read(['answer'])
        self.authenticate('t_rival', 't_rival')
        self.assertNotIn(f'/my/daiban/inquiries/{inquiry.id}', self.get('/my/daiban/inquiries').text)
        self.get(f'/my/daiban/inquiries/{inquiry.id}', code=404)

    def test_who_is_shut_off_sees_nothing_any_more(self):
        self.authenticate('t_owner', 't_owner')
        self.ask()
        inquiry = self.inquiries()[0]
        self.enterprise.daiban_representative_ids.sudo().write({'state': 'ended'})
        self.get(f'/my/daiban/inquiries/{inquiry.id}', code=404)

    def test_becomes_an_application_of_the_enterprise(self):
        self.authenticate('t_owner', 't_owner')
        self.ask(name="扩建厂房")
        inquiry = self.inquiries()[0]
        for _click in range(2):
            page = self.post(f'/my/daiban/inquiries/{inquiry.id}/apply')
        self.assertTrue(page.url.endswith(f'/my/daiban/{inquiry.project_id.id}/project'))
        self.assertIn(inquiry.question, inquiry.project_id.description)

    # === Common questions ===

    def test_published_without_a_trace_of_who_asked(self):
        """Reused as FAQ: nothing of the asker, and only what was published."""
        self.ask()
        inquiry = self.inquiries()[0]
        self.answer(inquiry)
        context = inquiry.with_user(self.agent).action_make_faq()['context']
        faq = self.env['daiban.faq'].with_user(self.agent).with_context(**context).create({})
        self.assertNotIn(faq.name, self.get('/daiban/faq').text)
        for text in ("请王工来窗口。", "打13800138000。", "见三代询〔2026〕0001号。"):
            faq.answer = text
            with self.assertRaises(UserError):
                faq.action_publish()
        faq.write({'name': "扩建厂房怎么办？", 'answer': "先办备案，咨询0598-8222000。"})
        faq.action_publish()
        self.assertIn(faq.name, self.get('/daiban').text)
        self.assertIn(faq.name, self.get('/daiban/faq?q=备案').text)
        self.assertNotIn(faq.name, self.get('/daiban/faq?q=没有的词').text)
        with self.assertRaises(AccessError):
            faq.write({'answer': "王工"})
        faq.action_unpublish()
        self.assertNotIn(faq.name, self.get('/daiban/faq').text)

    def test_personal_data_is_found(self):
        for text in ('13800138000', '350403199001011234', '91350404MA00001620', 'a@b.cn'):
            self.assertEqual(find_personal_data(f'电话：{text}，'), [text])
        self.assertFalse(find_personal_data('窗口电话0598-8222222，建筑面积10000平方米，70个工作日。'))

    def test_staff_only_writes(self):
        for user in (self.handler, self.owner):
            with self.assertRaises(AccessError):
                self.env['daiban.faq'].with_user(user).create({'name': "x", 'answer': "y"})
