"""Training (R47, R85–R88): as the people of the center, and those who are trained."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .eval_common import EvalCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-11-02 08:00:00')
class TestTraining(EvalCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage = cls.ref('stage_s1')
        cls.trainings = cls.env['daiban.training'].with_user(cls.supervisor)
        cls.training = cls.trainings.create({
            'name': "全流程审批业务培训", 'kind': 'initial', 'date': date(2026, 11, 2), 'place': "三楼会议室",
            'stage_ids': [Command.link(cls.stage.id)],
            'attendance_ids': [Command.create({'user_id': user.id}) for user in cls.agent | cls.other_agent]})

    def _line(self, user, training=None):
        return (training or self.training).attendance_ids.filtered(lambda line: line.user_id == user)

    def _held(self):
        self.training.action_plan()
        self.training.action_hold()
        return self.training

    def _serve(self, user):
        self.env['daiban.service.period'].create({
            'user_id': user.id, 'unit_id': self.window.id, 'date_from': date(2026, 1, 1), 'basis': "令",
            'grade_set_id': self.eval_ref('grade_set_institution').id}).action_confirm()

    def test_whole_way(self):
        """R47: planned, told, held, tested, closed: one passes for a year, one does not."""
        self.training.action_plan()
        told = self.env['mail.message'].sudo().search([
            ('model', '=', 'daiban.training'), ('res_id', '=', self.training.id),
            ('message_type', '=', 'user_notification')])
        self.assertLessEqual((self.agent | self.other_agent).partner_id, told.notified_partner_ids)
        self.training.action_hold()
        self._line(self.agent).write({'presence': 'present', 'tested': True, 'score': 60})
        self._line(self.other_agent).write({'presence': 'present', 'tested': True, 'score': 59.5})
        self.training.action_close()
        self.assertEqual(
            (self._line(self.agent).result, self._line(self.agent).valid_until), ('passed', date(2027, 11, 2)))
        self.assertEqual(
            (self._line(self.other_agent).result, self._line(self.other_agent).valid_until), ('failed', False))
        self.assertEqual(
            (self.training.invited_count, self.training.present_count, self.training.passed_count), (2, 2, 1))
        year = (date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(self.trainings._passed_in(self.agent | self.other_agent, *year), {self.agent: 1})

    def test_without_a_test(self):
        self.training.write({'pass_mark': 0, 'validity_months': 0})
        self._held()
        self._line(self.agent).presence = 'present'
        self._line(self.other_agent).presence = 'excused'
        self.training.action_close()
        self.assertEqual(self.training.attendance_ids.mapped('result'), ['passed', 'none'])
        self.assertFalse(self._line(self.agent).valid_until)

    # === R87 ===

    def test_competence(self):
        """Per person and stage: never passed, valid, expired."""
        def state():
            self.env.invalidate_all()  # as in a request of its own
            return self.env['daiban.competence'].with_user(self.supervisor).search([
                ('user_id', '=', self.agent.id), ('stage_id', '=', self.stage.id)]).state

        self.assertFalse(state(), "does not serve yet")
        self._serve(self.agent)
        self.assertEqual(state(), 'missing')
        self._held()
        self._line(self.agent).write({'presence': 'present', 'tested': True, 'score': 80})
        self.assertEqual(state(), 'missing', "not closed yet")
        self._line(self.other_agent).presence = 'absent'
        self.training.action_close()
        self.assertEqual(state(), 'valid')
        with freeze_time('2027-11-03 08:00:00'):
            self.assertEqual(state(), 'expired')
        self.assertEqual(
            self.env['daiban.competence'].with_user(self.agent).search([]).user_id, self.agent)
        self.assertFalse(self.env['daiban.competence'].with_user(self.other_agent).search([]))

    def test_invite_all_who_serve(self):
        self._serve(self.handler)
        self.training.action_invite_all()
        self.training.action_invite_all()
        self.assertEqual(self.training.attendance_ids.user_id, self.agent | self.other_agent | self.handler)

    # === R86 ===

    def _proposed(self):
        return self.trainings.search([('state', '=', 'proposed'), ('kind', '=', 'policy')])

    def test_published_plan_proposes(self):
        """And the center is told."""
        self._proposed().write({'cancel_reason': "测试前清理"})
        self._proposed().action_cancel()
        plan = self.ref('plan_small_project_v1').with_user(self.manager).copy()
        plan.action_publish()
        training = self._proposed()
        self.assertEqual(len(training), 1)
        self.assertIn(plan.display_name, training.cause)
        self.assertEqual(training.stage_ids, plan.stage_limit_ids.stage_id)
        self.assertIn(self.supervisor, training.activity_ids.user_id)

    def test_changed_rules_are_collected(self):
        """An afternoon of corrections makes one proposal that lists them all; a new order of rules makes none."""
        self._proposed().write({'cancel_reason': "测试前清理"})
        self._proposed().action_cancel()
        item = self.ref('item_a01').with_user(self.manager)
        rule = self.env['daiban.eligibility.rule'].with_user(self.manager).search([], limit=1)
        item.write({'sequence': 7})
        rule.write({'sequence': 8})
        self.assertFalse(self._proposed())
        item.statutory_limit = 9
        item.statutory_limit = 10
        rule.guidance = "看原件"
        self.env['daiban.routing.rule'].with_user(self.manager).create({
            'name': "新规则", 'role': 'support', 'unit_id': self.drc.id})
        training = self._proposed()
        self.assertEqual(len(training), 1)
        self.assertEqual(len(training.cause.splitlines()), 3)
        self.assertIn(item.display_name, training.cause)
        self.assertIn(item.stage_id, training.stage_ids)
        with self.assertRaises(AccessError):
            training.cause = "无"

    # === Bad input ===

    def test_plan_needs_day_place_and_people(self):
        empty = self.trainings.create({'name': "空"})
        with self.assertRaisesRegex(UserError, "Date、Venue、Trainees"):
            empty.action_plan()
        self.assertEqual(empty.state, 'proposed')

    def test_not_before_its_day(self):
        self.training.date = date(2026, 11, 3)
        self.training.action_plan()
        with self.assertRaisesRegex(UserError, "has not come yet"):
            self.training.action_hold()
        with self.assertRaisesRegex(UserError, "after the training took place"):
            self._line(self.agent).presence = 'present'

    def test_close_needs_every_result(self):
        self._held()
        self._line(self.agent).presence = 'present'
        with self.assertRaisesRegex(UserError, "missing for: Test test_agent、Test test_other_agent"):
            self.training.action_close()

    def test_closed_does_not_change(self):
        self._held()
        self.training.attendance_ids.write({'presence': 'absent'})
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.training.pass_mark = 0
        self.training.action_close()
        line = self._line(self.agent)
        for change in (lambda: line.write({'presence': 'present'}), line.unlink,
                       lambda: line.create({'training_id': self.training.id, 'user_id': self.handler.id})):
            with self.assertRaisesRegex(UserError, "list of this training is closed"), self.cr.savepoint():
                change()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.training.write({'attendance_ids': [Command.clear()]})
        with self.assertRaises(UserError):
            self.training.action_cancel()

    @mute_logger('odoo.sql_db')
    def test_a_person_once(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.training.attendance_ids = [Command.create({'user_id': self.agent.id})]

    # === Who ===

    def test_nobody_enters_his_own_result(self):
        self.training.attendance_ids = [Command.create({'user_id': self.supervisor.id})]
        self._held()
        with self.assertRaisesRegex(UserError, "his own result"):
            self._line(self.supervisor).write({'presence': 'present', 'tested': True, 'score': 100})

    def test_everybody_reads_his_own(self):
        own = self.training.with_user(self.agent)
        self.assertFalse(own.search([('id', '=', own.id)]), "only proposed")
        self.training.action_plan()
        self.assertEqual(own.search([('id', '=', own.id)]), own)
        self.assertEqual(own.env['daiban.training.attendance'].search([]).user_id, self.agent)
        self.assertEqual(own.invited_count, 2)
        for user in (self.agent, self.handler, self.manager, self.auditor, self.officer):
            for change in (self.training.with_user(user).action_hold,
                           lambda user=user: self._line(self.agent).with_user(user).write({'remark': "x"})):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    change()
