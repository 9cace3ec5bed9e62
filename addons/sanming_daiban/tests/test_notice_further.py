from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon
from .test_notice_guard import at


@tagged('post_install', '-at_install')
class TestNoticeFurther(CaseCommon):
    """R28: told once; a further demand needs a cause, and our own omission is ours."""

    def setUp(self):
        super().setUp()
        with freeze_time('2026-03-02 02:00:00'):
            self.project = self._submitted()
        self.first, self.second = self.project.material_ids[:2]
        with at('2026-03-03'):
            (self.project.material_ids - self.first).action_verify()
            self.project.action_request_supplement()
        with at('2026-03-10'):
            self.project.action_submit()
            self.first.action_verify()
            self.second.action_mark_defective("缺少附页")

    def ask_again(self, cause, day='2026-03-11', material=None):
        with at(day):
            self.project.action_request_supplement({(material or self.second).type_id.code: cause})
        return self.project.notice_ids.filtered(lambda notice: notice.demand_number == 2)

    def test_all_at_once(self):
        """What is known to be missing cannot be left out of the notice."""
        with at('2026-03-11'):
            self.project.action_prepare_notice()
            self.first.action_reset()
            notice = self.project.notice_ids.filtered(lambda record: record.state == 'draft')
            notice.line_ids.cause = 'new_fact'
            with self.assertRaises(UserError) as refused:
                notice.action_serve()
            self.assertIn(self.first.name, str(refused.exception))
            self.project.action_prepare_notice()
        self.assertEqual(notice.line_ids.material_id, self.first | self.second)

    def test_first_notice_needs_no_cause(self):
        notice = self.project.notice_ids.filtered(lambda record: record.kind == 'supplement')
        self.assertEqual(notice.line_ids.mapped('cause'), ['first'])
        self.assertEqual((notice.demand_number, self.project.further_demand_count), (1, 0))

    def test_no_cause_no_second_notice(self):
        with at('2026-03-11'):
            dialog = self.project.action_request_supplement()
            self.assertEqual(dialog['res_model'], 'daiban.notice')
            notice = self.project.notice_ids.browse(dialog['res_id'])
            self.assertFalse(notice.line_ids.cause)
            with self.assertRaises(UserError):
                notice.action_serve()
            notice.line_ids.cause = 'first'
            with self.assertRaises(UserError):
                notice.action_serve()
        self.assertEqual(self.project.state, 'submitted')

    def test_asked_before_needs_to_have_been_asked(self):
        with self.assertRaises(UserError):
            self.ask_again('not_fulfilled')
        with at('2026-03-11'):
            self.second.action_verify()
            self.first.action_mark_defective("还是没有盖章")
        notice = self.ask_again('not_fulfilled', material=self.first)
        self.assertEqual(notice.line_ids.previous_id.cause, 'first')

    def test_other_causes_pause(self):
        for cause in ('new_fact', 'law_changed', 'enterprise_changed'):
            with self.subTest(cause), self.env.cr.savepoint() as savepoint:
                self.ask_again(cause)
                self.assertTrue(self.project.paused)
                self.assertEqual((self.project.further_demand_count, self.project.omission_count), (1, 0))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_our_omission_stops_nothing(self):
        notice = self.ask_again('our_omission')
        project = self.project
        self.assertEqual((project.state, project.paused), ('supplement', False))
        self.assertEqual(project.due_date, date(2026, 3, 17))
        self.assertEqual((project.further_demand_count, project.omission_count), (1, 1))
        with at('2026-03-12'):
            project.action_submit()
        self.assertEqual(notice.state, 'answered')
        self.assertEqual((project.due_date, project.received_on), (date(2026, 3, 17), date(2026, 3, 10)))

    def test_omission_among_other_causes_stops_nothing_either(self):
        with at('2026-03-11'):
            self.first.action_mark_defective("地址已变更")
        codes = {self.first.type_id.code: 'new_fact', self.second.type_id.code: 'our_omission'}
        with at('2026-03-11'):
            self.project.action_request_supplement(codes)
        self.assertFalse(self.project.paused)
        self.assertEqual(self.project.omission_count, 1)

    def test_silence_after_our_omission_accepts(self):
        notice = self.ask_again('our_omission')
        with at('2026-03-18'):
            list(self.project._clock_day_begins())
        self.assertEqual((self.project.state, self.project.accepted_on), ('accepted', date(2026, 3, 10)))
        self.assertEqual(notice.state, 'void')
        self.assertEqual(self.second.state, 'defective')

    def test_supervision_sees_it(self):
        self.ask_again('our_omission')
        action = self.env.ref('sanming_daiban.daiban_notice_line_action_further').sudo()
        lines = self.env['daiban.notice.line'].with_user(self.supervisor).search([
            ('demand_number', '>', 1), ('project_id', '=', self.project.id)])
        self.assertEqual(action.res_model, lines._name)
        self.assertEqual((lines.cause, lines.lead_unit_id), ('our_omission', self.window))
        self.assertIn(self.project, self.env['daiban.project'].with_user(self.auditor).search([
            ('omission_count', '>', 0)]))

    def test_cause_of_a_served_line_stays(self):
        notice = self.ask_again('our_omission')
        with self.assertRaises(UserError):
            notice.line_ids.cause = 'new_fact'
