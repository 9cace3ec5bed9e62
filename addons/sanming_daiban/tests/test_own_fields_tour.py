from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestOwnFieldsTourDesktop(PortalCommon):
    """Issue 7 §3: a question of the district, without code and without restart, in a real browser."""

    def define(self):
        self.manager.lang = 'en_US'
        self.start_tour('/odoo/daiban-own-fields', 'daiban_own_field_define', login='test_manager')

    def test_from_the_question_to_the_answer(self):
        """Defined by the manager, answered by the enterprise, found by the clerk; in a letter and in the export."""
        self.define()
        question = self.env['daiban.own.field'].search([('code', '=', 'energy_use')])
        self.assertRecordValues(question, [{'field_type': 'float', 'required': True, 'on_portal': True}])
        self.assertEqual(question.category_ids, self.category)

        self.start_tour('/my/daiban/new', 'daiban_own_field_answer', login='t_owner')
        case = self.cases()
        self.assertEqual((case.state, case._own_answers()), ('submitted', {'energy_use': 1250.5}))

        self._submitted(name="另一个项目", partner_id=self.rival.id).sudo().properties = {'energy_use': 3}
        self.find()
        letter = self.env.ref('sanming_daiban.letter_form_supplement').with_user(self.manager)
        letter.body = f"年综合能耗：{question.letter_placeholder}吨标准煤。"
        case = case.with_user(self.agent)
        case.action_request_supplement()
        self.assertEqual(letter._paragraphs('body', case.notice_ids[:1]), ["年综合能耗：1250.5吨标准煤。"])
        rows = self.cases().export_data(['name', 'properties.energy_use'])['datas']
        self.assertEqual(rows, [["铸造线扩建", 1250.5]])

    def find(self):
        self.agent.lang = 'en_US'
        self.start_tour('/odoo/daiban-cases', 'daiban_own_field_find', login='test_agent')


@tagged('post_install', '-at_install')
class TestOwnFieldsTourPhone(TestOwnFieldsTourDesktop):
    """The form of the enterprise on a phone; the staff sits at a desk."""

    browser_size = '375x667'
    touch_enabled = True

    def define(self):
        self.env['daiban.own.field'].with_user(self.manager).create({
            'code': 'energy_use', 'name': "年综合能耗（吨标准煤）", 'field_type': 'float', 'required': True,
            'category_ids': self.category.ids})

    def find(self):
        pass
