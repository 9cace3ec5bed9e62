from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .supervision_common import SupervisionCommon


@tagged('post_install', '-at_install')
class TestSupervisionFlow(SupervisionCommon):
    """R48: issued, replied to in working days, accepted by somebody else than replied, or issued once more."""

    def test_issue(self):
        """R48: a number of its own series, the clock of two working days, the leader is asked."""
        order = self._issued()
        self.assertEqual((order.state, order.supervisor_id), ('issued', self.supervisor))
        self.assertRegex(order.number, r'^三代督〔2026〕\d+号$')
        self.assertEqual(str(order.due_date), '2026-03-12')
        self.assertEqual(order.sudo().activity_ids.user_id, self.leader)
        self.assertEqual(order.holder_unit_id, self.unit)
        self.assertIn(order.number, self.item.sudo().message_ids[:1].body)

    def test_numbers_are_gapless(self):
        """R48: what is refused takes no number."""
        other = self.orders.with_user(self.supervisor).create({
            'project_id': self.project.id, 'unit_id': self.drc.id, 'facts': "方案会审未组织"})
        order = self._issued()
        with self.assertRaises(UserError):
            order.action_issue()
        first = order.number
        with freeze_time('2026-03-10 02:00:00'):
            other.action_issue()
        self.assertEqual(int(other.number[9:-1]), int(first[9:-1]) + 1)

    def test_the_days_to_reply_are_a_setting(self):
        """Idea 4: two working days, unless the manager says otherwise; each order can differ."""
        self.env['daiban.settings'].with_user(self.manager).create({'supervision_days': 3}).action_save()
        order = self._proposed()
        self.assertEqual(order.limit_days, 3)
        order.limit_days = 1
        with freeze_time('2026-03-10 02:00:00'):
            order.action_issue()
        self.assertEqual(str(order.due_date), '2026-03-11')
        with self.assertRaises(UserError):
            order.limit_days = 9

    def test_reply(self):
        """R48: everybody of the unit prepares the reply, its leader sends it, the clock ends."""
        order = self._issued()
        with freeze_time('2026-03-11 02:00:00'):
            order.with_user(self.handler).write({'reply': "已加派人手。", 'promised_on': '2026-03-16'})
            with self.assertRaises(AccessError):
                order.with_user(self.handler).action_reply()
            order.with_user(self.leader).action_reply()
        self.assertEqual((order.state, order.replied_by_id, str(order.finished_on)),
                         ('replied', self.leader, '2026-03-11'))
        self.assertFalse(order.finished_late)
        self.assertEqual(order.sudo().activity_ids.user_id, self.supervisor, "who issued it judges it")
        with self.assertRaises(AccessError):
            order.with_user(self.leader).reply = "改口"

    def test_reply_needs_text_and_a_day(self):
        """R48"""
        order = self._issued().with_user(self.leader)
        with freeze_time('2026-03-11 02:00:00'):
            with self.assertRaisesRegex(UserError, "Reply of the Unit"):
                order.action_reply()
            order.reply = "正在办理。"
            with self.assertRaisesRegex(UserError, "Name the day"):
                order.action_reply()
            order.promised_on = '2026-03-10'
            with self.assertRaisesRegex(UserError, "Name the day"):
                order.action_reply()
            self.assertEqual(order.state, 'issued')
            self.item.action_done()
            order.promised_on = False
            order.action_reply()
        self.assertEqual(order.state, 'replied', "what is done needs no promise")

    def test_supervision_does_not_write_the_reply(self):
        order = self._issued()
        for vals in ({'reply': "代写"}, {'promised_on': '2026-03-16'}, {'demand': "改要求"}, {'state': 'accepted'},
                     {'unit_id': self.drc.id}, {'number': '三代督〔2026〕99号'}):
            with self.subTest(vals), self.assertRaises(AccessError):
                order.write(vals)
        with self.assertRaises(AccessError):
            order.action_reply()

    def test_the_replier_never_accepts(self):
        """R48, DESIGN 6: nobody judges the own reply, also who is leader of the unit and supervisor at once."""
        self.leader.group_ids |= self.ref('group_supervisor')
        order = self._replied().with_user(self.leader)
        order.decision_note = "很好"
        for call in (order.action_accept, order.action_reissue, order.action_withdraw):
            with self.assertRaisesRegex(AccessError, "another supervisor"):
                call()
        order.with_user(self.colleague).action_accept()
        self.assertEqual((order.state, order.judged_by_id), ('accepted', self.colleague))
        self.assertFalse(order.sudo().activity_ids)

    def test_once_more(self):
        """R48: a further order with its own number and clock; the earlier reply stays as it was given."""
        order = self._replied()
        with self.assertRaisesRegex(UserError, "Decision of Supervision"):
            order.action_reissue()
        order.decision_note = "未说明原因。"
        with freeze_time('2026-03-12 02:00:00'):
            again = self.orders.browse(order.action_reissue()['res_id']).with_user(self.supervisor)
        self.assertEqual((again.state, again.round, again.previous_id), ('issued', 2, order))
        self.assertEqual((order.state, order.reply), ('reissued', "材料核对耗时，已加派人手。"))
        self.assertIn(order.number, again.facts)
        self.assertIn("未说明原因", again.facts)
        self.assertEqual((str(again.due_date), again.recipient_id), ('2026-03-16', self.leader))
        self.assertNotEqual(again.number, order.number)

    def test_silence_is_escalated_to_the_center(self):
        """R48: an overdue reply is red, and the center's head is told once; then it is issued once more."""
        order = self._issued()
        order.decision_note = "催办。"
        with freeze_time('2026-03-12 02:00:00'), self.assertRaisesRegex(UserError, "still has time"):
            order.action_reissue()
        self._day('2026-03-12')
        self.assertFalse(order.escalated_on)
        self._day('2026-03-13')
        self.assertEqual((str(order.escalated_on), order.escalated_to_id), ('2026-03-13', self.chief))
        self.assertLessEqual(self.chief | self.supervisor, order.sudo().activity_ids.user_id)
        told = order.sudo().activity_ids
        self._day('2026-03-16')
        self.assertEqual(order.sudo().activity_ids, told)
        with freeze_time('2026-03-16 02:00:00'):
            order.action_reissue()
        self.assertTrue(order.finished_late)

    def test_broken_promise(self):
        """R48: what was promised and accepted is looked at again on its day."""
        order = self._replied()
        order.action_accept()
        self._day('2026-03-16')
        self.assertFalse(order.sudo().activity_ids)
        self._day('2026-03-17')
        self.assertEqual(order.sudo().activity_ids.user_id, self.supervisor)
        with freeze_time('2026-03-17 02:00:00'):
            self.assertEqual(self.orders.with_user(self.supervisor).search([('promise_broken', '=', True)]), order)
            order.decision_note = "承诺未兑现。"
            order.action_reissue()
        self.assertEqual(order.state, 'reissued')

    def test_accepted_and_kept(self):
        order = self._replied()
        order.action_accept()
        order.decision_note = "无"
        with freeze_time('2026-03-12 02:00:00'), self.assertRaisesRegex(UserError, "was accepted"):
            order.action_reissue()

    def test_withdraw_needs_a_reason(self):
        """R48"""
        order = self._issued()
        with self.assertRaisesRegex(UserError, "Decision of Supervision"):
            order.action_withdraw()
        order.decision_note = "核对后未超期。"
        with freeze_time('2026-03-11 02:00:00'):
            order.action_withdraw()
        self.assertEqual(order.state, 'withdrawn')
        self.assertFalse(order.sudo().activity_ids)
        self.assertFalse(order._verify_facts()['valid'])
        self.item.with_user(self.supervisor).action_supervise()

    def test_count_by_unit(self):
        """R48: how many, how many again, how many replied late."""
        order = self._replied(day='2026-03-16', promised='2026-03-20')
        order.decision_note = "逾期回复。"
        order.action_reissue()
        unit = self.unit.with_user(self.supervisor)
        self.assertEqual(
            (unit.supervision_count, unit.supervision_repeat_count, unit.supervision_late_count), (2, 1, 1))
        self.assertEqual(len(self.orders.search(unit.action_view_supervisions()['domain'])), 2)

    def test_a_body_with_an_order_sees_the_case(self):
        """DESIGN 6: a unit without an item that has to reply sees the case, and only from the day of the order."""
        unit = self.ref('unit_iit')
        unit.leader_id = self.stranger
        cases = self.env['daiban.project'].with_user(self.stranger)
        order = self.orders.with_user(self.supervisor).create({
            'project_id': self.project.id, 'unit_id': unit.id, 'facts': "产业意见未出具"})
        self.assertFalse(cases.search([('id', '=', self.project.id)]))
        order.action_issue()
        self.env.registry.clear_cache()
        self.assertTrue(cases.search([('id', '=', self.project.id)]))
        self.assertFalse(self.orders.with_user(self.other_agent).search([]), "agents of other cases see none")
        self.assertTrue(self.orders.with_user(self.agent).search([]), "the agent of the case sees it")

    def test_who_reads_it(self):
        """DESIGN 6: supervision, audit and configuration all, the enterprise nothing."""
        order = self._issued()
        for user in (self.auditor, self.manager):
            self.assertTrue(order.with_user(user).read(['reply', 'number']))
            with self.assertRaises(AccessError):
                order.with_user(user).write({'reply': "改"})
        with self.assertRaises(AccessError):
            order.with_user(self.owner).read(['number'])
        for user in (self.supervisor, self.leader):
            with self.assertRaises(AccessError):
                order.with_user(user).unlink()

    def test_nobody_approves_the_own_pause(self):
        """DESIGN 6: a requester never approves the own pause, also as leader of the unit."""
        reason = self.env['daiban.pause.reason'].search([('needs_approval', '=', True)], limit=1)
        self.unit.leader_id = self.handler
        item = self.item
        item.action_pause(reason, document_number='三住建〔2026〕7号')
        with self.assertRaisesRegex(UserError, "cannot approve it"):
            item.action_approve_pause()
        self.assertTrue(item.pause_claimed)
        self.assertEqual(item.state, 'paused')
