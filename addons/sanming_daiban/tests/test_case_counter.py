import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.identifiers import find_enterprise_name, find_uscc
from .case_common import USCC_A, USCC_B, CaseCommon

PDF = base64.b64encode(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").decode()
NEW = '91350100M000100Y43'


@tagged('post_install', '-at_install')
class TestCaseCounter(CaseCommon):
    """R12, R22: one screen, the same case, the same rules; as the clerk of the window."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ref('material_m01').reuse = 'enterprise'
        cls.desk = cls.env['daiban.project'].with_user(cls.agent)

    def _values(self, status='paper', then='', key='k1', materials=None, **project):
        types = self.category.intake_material_type_ids
        return {
            'key': key,
            'enterprise': {'uscc': USCC_A, 'name': "测试企业甲"},
            'project': {
                'name': "年产三万台水泵", 'category_id': self.category.id, 'nature': 'production',
                'object_class': 'other', 'contact_name': "王工", 'contact_phone': '0598-8222222', **project,
            },
            'materials': {str(one.id): {'status': status} for one in types} | (materials or {}),
            'then': then,
        }

    def _type(self, code):
        return str(self.ref(f'material_{code.lower()}').id)

    # === Who ===

    def test_code_out_of_what_a_scanner_types(self):
        for text in (
            USCC_A, f' {USCC_A[:9].lower()} {USCC_A[9:]} ', f'http://www.gsxt.gov.cn/index.html?uniscid={USCC_A}',
            f'统一社会信用代码：{USCC_A}；名称：测试企业甲', f'名称:甲公司,代码:{USCC_A},类型:有限责任公司',
        ):
            with self.subTest(text):
                self.assertEqual(find_uscc(text), USCC_A)
        for text in ('', '91350100M000100Y4Z', '三明', '1' * 30):
            with self.subTest(text):
                self.assertEqual(find_uscc(text), '')
        self.assertEqual(find_enterprise_name(f'统一社会信用代码:{USCC_A};名称:三明甲有限公司;'), '三明甲有限公司')

    def test_the_enterprise_comes_up(self):
        self._submitted(name="旧项目", contact_name="李工")
        found = self.desk.counter_find(f'代码 {USCC_A}')
        self.assertEqual((found['enterprise']['id'], found['enterprise']['contact_name']), (self.enterprise.id, "李工"))
        self.assertEqual([one['name'] for one in found['cases']], ["旧项目"])
        self.assertEqual(self.desk.counter_find("测试企业乙")['matches'], [{'name': "测试企业乙", 'uscc': USCC_B}])
        self.assertIs(self.desk.counter_find(NEW)['enterprise'], False)

    def test_only_agents(self):
        for user in (self.handler, self.auditor, self.supervisor, self.owner):
            desk = self.desk.with_user(user)
            for call in (lambda d: d.counter_find(USCC_A), lambda d: d.counter_choices(),
                         lambda d: d.counter_checklist({'category_id': self.category.id}),
                         lambda d: d.counter_hand_in(self._values())):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call(desk)

    # === Hand in ===

    def test_all_papers_seen_and_accepted_at_once(self):
        """R22, R25, R26: one call from the counter to the card."""
        result = self.desk.counter_hand_in(self._values(then='accept'))
        case = self.desk.browse(result['id'])
        self.assertRecordValues(case, [{'state': 'accepted', 'channel': 'window', 'partner_id': self.enterprise.id}])
        self.assertEqual(result['card'], case.card_id.number)
        self.assertEqual(set(case.material_ids.filtered('at_intake').mapped('state')), {'verified'})
        receipt = case.notice_ids.filtered(lambda one: one.kind == 'receipt')
        self.assertEqual((len(receipt), receipt.state), (1, 'served'))

    def test_missing_papers_go_into_the_one_time_notice(self):
        """R28: what is missing and what is not in order, with the clerk's words."""
        materials = {
            self._type('M02'): {'status': 'defective', 'defect': "身份证过期"},
            self._type('M04'): {'status': 'missing'},
        }
        result = self.desk.counter_hand_in(self._values(then='notice', materials=materials))
        case = self.desk.browse(result['id'])
        self.assertEqual(case.state, 'supplement')
        notice = case.notice_ids.filtered(lambda one: one.kind == 'supplement')
        self.assertEqual(sorted(notice.line_ids.material_type_id.mapped('code')), ['M02', 'M04'])
        self.assertIn("身份证过期", notice.line_ids.mapped('defect'))
        self.assertEqual(len(result['missing']), 2)

    def test_nothing_is_accepted_with_a_gap(self):
        values = self._values(then='accept', materials={self._type('M04'): {'status': 'missing'}})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.desk.counter_hand_in(values)
        self.assertFalse(self.desk.search([('name', '=', "年产三万台水泵")]))

    def test_scanned_files_are_checked_as_in_the_portal(self):
        good = {self._type('M01'): {'status': 'file', 'files': [{'name': "执照.pdf", 'data': PDF}]}}
        case = self.desk.browse(self.desk.counter_hand_in(self._values(materials=good))['id'])
        licence = case.material_ids.filtered(lambda one: one.type_id.code == 'M01')
        self.assertEqual((licence.state, licence.attachment_ids.mimetype), ('verified', 'application/pdf'))
        evil = base64.b64encode(b"<html><script>alert(1)</script></html>").decode()
        bad = {self._type('M01'): {'status': 'file', 'files': [{'name': "执照.pdf", 'data': evil}]}}
        with self.assertRaises(UserError):
            self.desk.counter_hand_in(self._values(materials=bad, key='k2', name="另一项目"))

    def test_the_store_is_offered_and_used(self):
        files = {self._type('M01'): {'status': 'file', 'files': [{'name': "执照.pdf", 'data': PDF}]}}
        self.desk.counter_hand_in(self._values(materials=files, name="旧项目", key='old'))
        rows = self.desk.counter_checklist({
            'category_id': self.category.id, 'partner_id': self.enterprise.id, 'name': "新项目"})['rows']
        known = {row['id']: row['known'] for row in rows}
        self.assertEqual(known[int(self._type('M01'))]['from'], "旧项目")
        self.assertFalse(known[int(self._type('M02'))])
        values = self._values(materials={self._type('M01'): {'status': 'vault'}}, name="新项目", then='accept')
        case = self.desk.browse(self.desk.counter_hand_in(values)['id'])
        licence = case.material_ids.filtered(lambda one: one.type_id.code == 'M01')
        self.assertTrue(licence.reused_from_id and licence.attachment_ids)
        missing = {self._type('M01'): {'status': 'missing'}}
        again = self._values(materials=missing, name="第三项目", key='k3', then='notice')
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.desk.counter_hand_in(again)
        again['materials'][self._type('M01')]['reason'] = "执照已变更"
        self.desk.counter_hand_in(again)
        demand = self.env['daiban.repeated.demand'].search([('reason', '=', "执照已变更")])
        self.assertEqual(demand.user_id, self.agent)

    def test_a_new_enterprise(self):
        values = self._values()
        values['enterprise'] = {'uscc': NEW.lower(), 'name': "福建新企业有限公司", 'ownership': 'non_public'}
        case = self.desk.browse(self.desk.counter_hand_in(values)['id'])
        self.assertRecordValues(case.partner_id, [
            {'uscc': NEW, 'name': "福建新企业有限公司", 'is_company': True, 'ownership': 'non_public'}])
        for wrong in (
            {'uscc': '91350100M000100Y4Z', 'name': "福建新企业"},
            {'uscc': '11320000MB151840XJ', 'name': " "},
        ):
            with self.subTest(wrong), self.assertRaises(UserError):
                self.desk.counter_hand_in({**self._values(key='k9'), 'enterprise': wrong})

    # === Twice ===

    def test_sent_twice_is_one_case(self):
        first, second = (self.desk.counter_hand_in(self._values()) for _click in range(2))
        self.assertEqual(first['id'], second['id'])
        self.assertEqual(len(self.desk.search([('name', '=', "年产三万台水泵")])), 1)

    def test_an_open_case_of_the_same_project_is_offered(self):
        case = self.desk.browse(self.desk.counter_hand_in(self._values())['id'])
        answer = self.desk.counter_checklist({
            'category_id': self.category.id, 'partner_id': self.enterprise.id, 'name': "年产三万台 水泵"})
        self.assertEqual((answer['twin']['id'], answer['twin']['number']), (case.id, case.number))
        with self.assertRaisesRegex(UserError, case.number):
            self.desk.counter_hand_in(self._values(key='k2'))
        other = {'category_id': self.category.id, 'partner_id': self.enterprise.id, 'name': "另一项目"}
        self.assertIs(self.desk.counter_checklist(other)['twin'], False)
        self.desk.counter_hand_in(self._values(key='k3', name="另一项目"))

    def test_a_draft_is_continued(self):
        draft = self._draft(name="年产三万台水泵")
        answer = self.desk.counter_checklist({'partner_id': self.enterprise.id, 'name': "年产三万台水泵",
                                              'category_id': self.category.id})
        self.assertTrue(answer['twin']['may_edit'])
        result = self.desk.counter_hand_in({**self._values(), 'case_id': draft.id})
        self.assertEqual((result['id'], draft.state), (draft.id, 'submitted'))

    def test_script_and_emoji_stay_text(self):
        name = "<script>alert(1)</script>🏭泵站"
        case = self.desk.browse(self.desk.counter_hand_in(self._values(name=name))['id'])
        self.assertEqual(case.name, name)
        with self.assertRaises(UserError):
            self.desk.counter_hand_in(self._values(key='k2', name="长" * 300))
