from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .case_common import CaseCommon
from .portal_common import PDF, PortalCommon
from .test_notice_guard import at


@tagged('post_install', '-at_install')
class TestNoticeSuspension(CaseCommon):
    """Q15: the case keeps its state, the days of its running items do not count, and it never rests for ever."""

    def setUp(self):
        super().setUp()
        self.reason = self.ref('pause_case_enterprise')
        with at('2026-03-02'):
            self.project = self._running()
            self.item = self._item(self.project, 'A01')
            self.item.with_user(self.leader).action_assign(self.handler)
            self.item.action_start()

    def suspend(self, day='2026-03-03'):
        with at(day):
            self.project.action_suspend(self.reason, "企业调整方案", '企函〔2026〕3号')
        return self.project.suspension_id

    def approve(self, day='2026-03-03'):
        suspension = self.suspend(day)
        with at(day):
            suspension.with_user(self.supervisor).action_approve()
        return suspension

    def test_asked_for_and_approved_by_another(self):
        suspension = self.suspend()
        self.assertEqual((suspension.state, self.item.state, self.project.suspended), ('requested', 'running', False))
        for user in (self.agent, self.handler):
            with self.subTest(user.login), self.assertRaises(AccessError):
                suspension.with_user(user).action_approve()
        with at('2026-03-03'):
            suspension.with_user(self.supervisor).action_approve()
        self.env.invalidate_all()
        self.assertEqual((self.project.state, self.item.state), ('running', 'paused'))
        self.assertEqual((self.project.suspended, self.item.pause_reason_id), (True, self.reason))
        self.assertIn('suspension', self.project.notice_ids.mapped('kind'))

    def test_days_do_not_count_and_go_on(self):
        due = self.item.due_date
        suspension = self.approve('2026-03-02')
        with at('2026-03-13'):
            self.project.action_resume()
        self.assertEqual((suspension.state, self.item.state), ('ended', 'running'))
        self.assertEqual((due, self.item.due_date), (date(2026, 3, 3), date(2026, 3, 16)))
        self.assertIn('resumption', self.project.notice_ids.mapped('kind'))

    def test_unit_does_not_resume_alone(self):
        self.approve()
        with at('2026-03-04'), self.assertRaises(UserError):
            self.item.action_resume()

    def test_ends_by_itself(self):
        """The reason allows sixty working days; then the clock counts again and the agent is told."""
        suspension = self.approve()
        day = suspension.ends_on
        with at(str(day)):
            list(self.env['daiban.project']._clock_day_begins())
        self.assertEqual(suspension.state, 'active')
        with at('2026-07-20'):
            list(self.env['daiban.project']._clock_day_begins())
        self.assertEqual((suspension.state, suspension.ran_out, self.item.state), ('ended', True, 'running'))
        self.assertEqual(self.project.missed_deadline_count, 1)
        self.assertTrue(self.project.sudo().activity_ids.filtered(lambda one: one.user_id == self.project.agent_id))

    def test_reason_and_document_are_needed(self):
        with at('2026-03-03'):
            for reason, document in ((self.reason, False), (self.ref('pause_hearing'), 'x')):
                with self.subTest(reason.code), self.assertRaises(UserError):
                    self.project.action_suspend(reason, "说明", document)

    def test_closed_with_the_case(self):
        suspension = self.approve()
        with at('2026-03-05'):
            self.project.action_withdraw("不做了")
        self.assertEqual((suspension.state, self.item.state), ('ended', 'cancelled'))

    def test_termination_by_rule(self):
        """Q15: three missed deadlines are counted, not claimed."""
        with at('2026-03-03'):
            self.assertEqual(self.project.action_terminate("理由")['res_model'], 'daiban.project.decision')
            with self.assertRaises(UserError):
                self.project.action_terminate("三次逾期", 'missed_deadlines')
            self.project.action_terminate("项目取消", 'cancelled')
        self.assertEqual((self.project.state, self.project.terminate_ground), ('terminated', 'cancelled'))


@tagged('post_install', '-at_install')
class TestNoticeReapply(PortalCommon):
    """R30: a refusal names reason, basis and a way onward; applying again takes data and valid documents along."""

    def setUp(self):
        super().setUp()
        self.project = self._submitted(investment=1200)
        self.good, self.bad, self.old = self.project.material_ids[:3]
        for material in self.project.material_ids[:3]:
            file = self.env['ir.attachment'].with_user(self.agent).create({'name': "件.pdf", 'raw': PDF})
            material.attachment_ids = [Command.set(file.ids)]
        self.good.action_verify()
        self.bad.action_mark_defective("模糊")
        self.old.valid_until = '2020-01-01'
        self.reason = self.ref('reject_land_policy')

    def reject(self, reason=None):
        self.project.action_reject(reason or self.reason, "用地性质不符")
        self.page = f'/my/daiban/{self.project.id}'

    def test_page_says_why_by_which_law_and_how_to_go_on(self):
        self.reject()
        self.authenticate('t_owner', 't_owner')
        page = self.get(self.page).text
        for words in (self.reason.name, self.reason.way_onward, self.reason.legal_basis_ids[0].display_name,
                      "用地性质不符", f'{self.page}/again'):
            self.assertIn(words, page)

    def test_apply_again(self):
        self.reject()
        before = self.project.read(['state', 'closed_on', 'write_date', 'number'])
        self.authenticate('t_owner', 't_owner')
        for _click in range(2):
            self.post(f'{self.page}/again')
        self.env.invalidate_all()
        again = self.project.sudo().next_ids
        self.assertEqual(len(again), 1)
        self.assertEqual((again.state, again.investment, again.number, again.channel), ('draft', 1200, False, 'portal'))
        by_type = {material.type_id: material for material in again.material_ids}
        self.assertEqual(by_type[self.good.type_id].state, 'submitted')
        self.assertEqual(by_type[self.good.type_id].reused_from_id, self.good)
        self.assertEqual(by_type[self.good.type_id].attachment_ids.raw, PDF)
        self.assertEqual(by_type[self.bad.type_id].state, 'missing')
        self.assertEqual(by_type[self.old.type_id].state, 'missing')
        self.assertEqual(self.project.read(['state', 'closed_on', 'write_date', 'number']), before)
        self.assertEqual(len(self.good.attachment_ids), 1)

    def test_nothing_is_taken_from_false_materials(self):
        self.reject(self.ref('reject_false_material'))
        again = self.project.browse(self.project.action_reapply()['res_id'])
        self.assertTrue(again.material_ids)
        self.assertFalse(again.material_ids.attachment_ids)

    def test_only_what_ended_is_applied_for_again(self):
        with self.assertRaises(UserError):
            self.project.action_reapply()
