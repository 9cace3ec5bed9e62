from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .case_common import USCC_A, CaseCommon


@tagged('post_install', '-at_install')
class TestCaseIntake(CaseCommon):
    @freeze_time('2026-11-20 02:00:00')
    def test_number_of_the_year(self):
        """三代办〔2026〕0001号: prefix, year, yearly serial without gap."""
        first, second = self._submitted(), self._submitted()
        self.assertRegex(first.number, r'^三代办〔2026〕\d{4}号$')
        serial = int(first.number[9:13])
        self.assertEqual(second.number, f'三代办〔2026〕{serial + 1:04d}号')

    def test_a_failed_submission_takes_no_number(self):
        before = self._submitted().number
        with self.assertRaises(UserError):
            self._draft(contact_phone=False).action_submit()
        after = self._submitted().number
        self.assertEqual(int(after[9:13]), int(before[9:13]) + 1)

    def test_every_required_field(self):
        """R22, R31: nothing is submitted without what the examination needs; the message names what is missing."""
        for name in ('contact_name', 'contact_phone', 'category_id', 'nature', 'object_class'):
            project = self._draft(**{name: False})
            with self.subTest(name), self.assertRaises(UserError) as refused:
                project.action_submit()
            label = project._fields[name]._description_string(project.env)
            self.assertIn(label, str(refused.exception))
            self.assertEqual(project.state, 'draft')

    def test_codes(self):
        """GB 32100-2015 and both forms of the project code; what people type is brought into one form."""
        partner = self.env['res.partner'].create(
            {'name': "测试企业丙", 'is_company': True, 'uscc': ' 9135 0100 m000100y43 '}
        )
        self.assertEqual(partner.uscc, '91350100M000100Y43')
        for wrong in ('91350100M000100Y4Z', '1234', 'IOSVZ0100M000100Y4'):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                partner.uscc = wrong
        project = self._draft(project_code='2601－350404－04－01－123456，2019-350404-48-03-012345')
        self.assertEqual(project.project_code, '2601-350404-04-01-123456, 2019-350404-48-03-012345')
        with self.assertRaises(ValidationError):
            project.project_code = '2601-350404-04-01-12345'

    def test_one_enterprise_per_code(self):
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError) as refused:
            self.env['res.partner'].create({'name': "冒名企业", 'is_company': True, 'uscc': USCC_A})
        self.assertIn('uscc', str(refused.exception))

    def test_dates_and_amounts(self):
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError):
            self._draft(investment=-1).flush_recordset()

    def test_object_class_needs_its_facts(self):
        """R21: a key project names its tier, a park project its park."""
        for vals in ({'object_class': 'key'}, {'object_class': 'park'}):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self._draft(**vals)

    def test_told_once_what_is_missing(self):
        """R28: one notice lists every gap with way and method; the ball is then with the enterprise."""
        project = self._submitted()
        gaps = project.material_ids
        self.assertGreater(len(gaps), 1)
        gaps[0].action_mark_defective("公章不清晰")
        project.action_request_supplement()
        self.assertEqual(project.state, 'supplement')
        notice = project.notice_ids.filtered(lambda record: record.kind == 'supplement')
        self.assertEqual(notice.state, 'served')
        self.assertEqual(notice.line_ids.material_type_id, gaps.type_id)
        for line in notice.line_ids:
            self.assertTrue(line.defect and line.way and line.method)
        self.assertEqual(project.current_holder, self.enterprise.name)

    def test_supplement_comes_back(self):
        project = self._submitted()
        project.action_request_supplement()
        project.action_submit()
        self.assertEqual(project.state, 'submitted')
        self.assertEqual(project.notice_ids.mapped('state'), ['answered'])

    def test_nothing_missing_nothing_to_ask(self):
        project = self._submitted()
        project.material_ids.action_verify()
        with self.assertRaises(UserError):
            project.action_request_supplement()

    def test_not_accepted_with_gaps(self):
        project = self._submitted()
        with self.assertRaises(UserError) as refused:
            project.action_accept()
        self.assertIn(project.material_ids[0].name, str(refused.exception))
        self.assertEqual(project.state, 'submitted')

    def test_rejection_has_reason_and_way_onward(self):
        """R30: a coded reason, a letter; without a reason only the dialog opens."""
        project = self._submitted()
        dialog = project.action_reject()
        self.assertEqual(dialog['res_model'], 'daiban.project.decision')
        self.assertEqual(project.state, 'submitted')
        reason = self.env.ref('sanming_daiban.reject_outside_district')
        project.action_reject(reason, "项目地点在沙县区")
        self.assertEqual((project.state, project.reject_reason_id), ('rejected', reason))
        self.assertIn('rejection', project.notice_ids.mapped('kind'))

    def test_card_is_reused(self):
        """R26: one enterprise, one card, all its cases on it."""
        first, second = self._accepted(), self._accepted()
        self.assertEqual(first.card_id, second.card_id)
        self.assertEqual(first.card_id.project_count, 2)
        self.assertTrue(first.card_id.service_line_ids)

    def test_workflow_fields_are_not_written_by_hand(self):
        """The state moves through the buttons only, for every role and by every interface."""
        project = self._submitted()
        for user in (self.agent, self.supervisor):
            for vals in ({'state': 'accepted'}, {'number': 'X'}, {'accepted_on': '2026-01-01'}, {'number': False},
                         {'partner_id': self.rival.id}):
                with self.subTest(login=user.login, vals=vals), self.assertRaises(AccessError):
                    project.with_user(user).write(vals)
        with self.assertRaises(AccessError):
            self._draft(state='accepted')

    def test_limits_are_not_bent_by_hand(self):
        """R37: never above base silently; the limit of a case is settled with its acceptance."""
        project = self._accepted()
        for vals in ({'base_limit': 700}, {'category_id': False}):
            with self.subTest(vals), self.assertRaises(AccessError):
                project.write(vals)
        item = project.item_ids.filtered(lambda record: record.code == 'A01')
        for user in (self.agent, self.handler):
            for vals in ({'limit_days': 99}, {'counts_in_limit': False}, {'statutory_limit': 99}):
                with self.subTest(login=user.login, vals=vals), self.assertRaises(AccessError):
                    item.with_user(user).write(vals)
        with self.assertRaises(AccessError):
            item.with_user(self.handler).unit_id = self.housing
        item.unit_id = self.housing

    def test_no_file_is_taken_from_elsewhere(self):
        """Attaching a file by its id gives nobody a file that he may not read."""
        private = self.env['ir.attachment'].with_user(self.rival_owner).sudo().create({'name': "他人.txt", 'raw': b'y'})
        material = self._submitted().material_ids[0]
        with self.assertRaises(AccessError):
            material.attachment_ids = private
        material.with_user(self.agent).attachment_ids = self.env['ir.attachment'].with_user(self.agent).create(
            {'name': "执照.pdf", 'raw': b'%PDF-1.4'})
        self.assertEqual(material.state, 'submitted')

    def test_served_letter_is_fixed(self):
        project = self._submitted()
        project.action_request_supplement()
        notice = project.notice_ids
        for change in (lambda: notice.write({'note': "x"}), lambda: notice.line_ids[0].write({'defect': "x"}),
                       notice.line_ids.unlink, notice.unlink):
            with self.subTest(change), self.assertRaises(UserError):
                change()

    def test_unknown_category_in_an_import(self):
        result = (
            self.env['daiban.project']
            .with_user(self.agent)
            .load(['name', 'partner_id/.id', 'category_id'], [["导入项目", str(self.enterprise.id), "不存在的类别"]])
        )
        self.assertFalse(result['ids'])
        self.assertIn("不存在的类别", str(result['messages']))

    def test_submitted_case_is_not_deleted(self):
        with self.assertRaises(UserError):
            self._submitted().unlink()
        self._draft().unlink()
