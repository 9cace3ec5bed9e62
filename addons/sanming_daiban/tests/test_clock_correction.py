from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .item_common import ItemCommon


@tagged('post_install', '-at_install')
class TestClockCorrection(ItemCommon):
    """A correction needs another person's approval, and the item follows what its clock says then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item.action_start()
        cls.pause_reason = cls.env['daiban.pause.reason'].create({
            'name': "等待企业", 'code': 'test_wait', 'holder': 'enterprise', 'requires_document': False,
            'needs_approval': False, 'max_days': 0})

    def ask(self, kind, user=None, item=None):
        event = (item or self.item).sudo().clock_event_ids.filtered(lambda e: e.kind == kind)[-1:]
        return self.env['daiban.clock.correction'].with_user(user or self.handler).create({
            'event_id': event.id, 'reason': "录错了"})

    def approve(self, correction, user=None):
        correction.with_user(user or self.leader).action_approve()
        self.item.invalidate_recordset()

    def test_the_requester_cannot_decide(self):
        """Not even as the leader of the unit or a supervisor."""
        self.leader.group_ids += self.ref('group_supervisor')
        correction = self.ask('start', self.leader)
        self.assertFalse(correction.can_decide)
        with self.assertRaisesRegex(UserError, "another person"):
            correction.action_approve()
        self.approve(correction, self.supervisor)
        self.assertEqual(correction.state, 'approved')

    def test_only_leader_or_supervisor_decides(self):
        correction = self.ask('start')
        for user in (self.agent, self.stranger, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                correction.with_user(user).action_approve()
        self.assertTrue(correction.with_user(self.leader).can_decide)
        self.assertTrue(correction.with_user(self.supervisor).can_decide)

    def test_who_may_not_change_the_item_may_not_ask(self):
        for user in (self.stranger, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self.ask('start', user)

    def test_the_answer_cannot_be_given_while_asking(self):
        event = self.item.sudo().clock_event_ids[-1:]
        correction = self.env['daiban.clock.correction'].with_user(self.handler).create({
            'event_id': event.id, 'reason': "录错了", 'state': 'approved', 'requested_by_id': self.leader.id,
            'decided_by_id': self.leader.id})
        self.assertEqual(
            (correction.state, correction.requested_by_id, correction.decided_by_id.id),
            ('requested', self.handler, False))
        for change in ({'state': 'approved'}, {'requested_by_id': self.leader.id}):
            with self.assertRaises(UserError):
                correction.write(change)
        with self.assertRaises(UserError):
            correction.unlink()

    def test_a_voided_start_gives_the_item_back_as_assigned(self):
        correction = self.ask('start')
        self.assertIn(self.leader, correction.sudo().activity_ids.user_id)
        self.assertEqual(self.item.state, 'running')
        self.approve(correction)
        self.assertEqual((self.item.state, self.item.started_on, self.item.due_date), ('assigned', False, False))
        self.assertEqual((correction.decided_by_id, correction.sudo().activity_ids.ids), (self.leader, []))
        void = self.item.sudo().clock_event_ids.filtered(lambda event: event.kind == 'void')
        self.assertEqual((void.user_id, void.approved_by_id, void.note), (self.handler, self.leader, "录错了"))
        self.item.with_user(self.handler).action_start()
        self.assertEqual(self.item.state, 'running')

    def test_a_voided_pause_lets_the_clock_run(self):
        self.item.action_pause(self.pause_reason)
        self.approve(self.ask('pause'))
        self.assertEqual((self.item.state, self.item.paused), ('running', False))

    def test_a_voided_resume_pauses_again(self):
        self.item.action_pause(self.pause_reason)
        self.item.action_resume()
        self.approve(self.ask('resume'))
        self.assertEqual((self.item.state, self.item.paused), ('paused', True))

    def test_the_start_stands_while_a_later_entry_does(self):
        self.item.action_pause(self.pause_reason)
        with self.assertRaisesRegex(UserError, "start cannot be taken back"):
            self.ask('start')

    def test_a_voided_finish_opens_the_item_and_what_waited_waits_again(self):
        self.item.action_done()
        dependents = self.item.sudo().dependent_ids
        released = dependents.filtered(lambda item: item.state == 'dispatched')
        self.assertTrue(released)
        self.approve(self.ask('finish'))
        self.assertEqual((self.item.state, self.item.finished_on), ('running', False))
        self.assertEqual(set(released.mapped('state')), {'waiting'})
        self.assertEqual(set(released.mapped('holder_kind')), {'nobody'})
        self.item.action_done()
        self.assertEqual(set(released.mapped('state')), {'dispatched'})

    def test_a_finish_stands_when_a_dependent_item_has_started(self):
        self.item.action_done()
        correction = self.ask('finish')
        dependent = self.item.sudo().dependent_ids.filtered(lambda item: item.state == 'dispatched')[0]
        dependent.with_user(dependent.unit_id.leader_id).action_assign(self.handler)
        dependent.with_user(self.handler).action_start()
        with self.assertRaisesRegex(UserError, "has been started since"):
            correction.with_user(self.leader).action_approve()
        self.assertEqual((self.item.state, correction.state), ('done', 'requested'))

    def test_an_entry_is_corrected_once(self):
        correction = self.ask('start')
        self.approve(correction)
        with self.assertRaisesRegex(UserError, "corrected already"):
            self.ask('start')
        with self.assertRaisesRegex(UserError, "corrected already"):
            self.ask('void')
        with self.assertRaisesRegex(UserError, "decided already"):
            correction.with_user(self.supervisor).action_approve()

    def test_a_refusal_changes_nothing(self):
        correction = self.ask('start')
        supervised = correction.with_user(self.supervisor)
        for answer in ("", "  "):
            with self.assertRaisesRegex(UserError, "Say why"):
                supervised.action_refuse(answer)
        dialog = supervised.action_refuse()
        self.assertEqual(correction.state, 'requested', "no decision without a reason")
        self.env[dialog['res_model']].with_user(self.supervisor).with_context(**dialog['context']).create(
            {'answer': "没有依据"}).action_confirm()
        self.assertEqual((correction.state, correction.answer), ('refused', "没有依据"))
        self.assertIn("没有依据", correction.sudo().message_ids[0].body)
        self.assertEqual(self.item.state, 'running')
        self.assertFalse(self.env['daiban.clock.chain']._broken_links())

    def test_the_examination_of_a_case_follows_its_letters(self):
        event = self.project.sudo().clock_event_ids.filtered(lambda e: e.kind == 'finish')
        with self.assertRaisesRegex(UserError, "follows its letters"):
            event.with_user(self.agent).action_request_correction()

    def test_the_decider_sees_what_becomes_of_the_due_date(self):
        correction = self.ask('start').with_user(self.leader)
        self.assertEqual((correction.due_now, correction.due_then), (self.item.due_date, False))
        self.approve(correction)
        self.assertFalse(correction.due_now)

    def test_a_pause_in_the_examination_of_a_case_is_corrected(self):
        """Point 4: the guard clock of a case has the button too, once its letters are out."""
        project = self._submitted(name="补正项目")
        project.sudo()._clock_pause(self.pause_reason)
        pause = project.sudo().clock_event_ids.filtered(lambda e: e.kind == 'pause')
        self.assertFalse(pause.with_user(self.agent).correctable, "the letters are still to come")
        project.sudo()._clock_resume()
        project.material_ids.action_verify()
        project.action_accept()
        pause = project.sudo().clock_event_ids.filtered(lambda e: e.kind == 'resume')
        pause.invalidate_recordset()
        self.assertTrue(pause.with_user(self.agent).correctable)
        self.assertFalse(pause.with_user(self.auditor).correctable)
        correction = self.env['daiban.clock.correction'].with_user(self.agent).create({
            'event_id': pause.id, 'reason': "录错了"})
        correction.with_user(self.supervisor).action_approve()
        self.assertTrue(pause.voided)

    def test_reopening_withdraws_the_to_do_to_complete_the_case(self):
        complete = self.ref('activity_type_complete')
        (self.project.item_ids - self.item).sudo()._cancel("不需要")
        self.item.action_done()
        self.assertEqual(self.project.sudo().activity_ids.activity_type_id, complete)
        self.approve(self.ask('finish'))
        self.assertFalse(self.project.sudo().activity_ids)

    def test_the_button_in_the_history_opens_the_request(self):
        event = self.item.clock_event_ids.filtered(lambda e: e.kind == 'start')
        action = event.with_user(self.handler).action_request_correction()
        self.assertEqual((action['res_model'], action['context']['default_event_id']),
                         ('daiban.clock.correction', event.id))
