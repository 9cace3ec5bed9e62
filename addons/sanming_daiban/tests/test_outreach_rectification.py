from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .rating_common import BAD, GOOD, RatingCommon


@tagged('post_install', '-at_install')
class TestRectification(RatingCommon):
    """差评整改: called back, looked into and answered in working days, and never by the person rated."""

    def test_bad_rating_starts_it_once(self):
        record = self._rectification()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = record._clock_today()
        self.assertEqual(record.due_date, calendar.add(today, 10))
        self.assertEqual(record.call_due_on, calendar.add(today, 1))
        self.rating._answer(GOOD)
        self.rating._answer({**BAD, 'level': '2'})
        self.assertEqual(len(self.rating.rectification_ids), 1)
        self.assertNotEqual(self.rating.rectification_ids.state, 'closed', "a changed level ends nothing")

    def test_good_rating_starts_none(self):
        for level in ('3', '4', '5'):
            self.rating._answer({**GOOD, 'level': level})
        self.assertFalse(self.rating.rectification_ids)

    def test_lies_above_the_person_rated(self):
        """The agent who was rated leads the window: it goes to the center's leader, and he has it on his list."""
        record = self._rectification()
        self.assertEqual(record.responsible_id, self.chief)
        self.assertEqual(record.activity_ids.user_id, self.chief)
        self.window.leader_id = self.other_agent
        other = self._rating('acceptance', self._accepted())
        other._answer(BAD)
        self.assertEqual(other.rectification_ids.responsible_id, self.other_agent)

    def test_rated_person_neither_sees_nor_closes(self):
        record = self._rectification(self.agent)
        self.assertFalse(self.env['daiban.rectification'].with_user(self.agent).search([]))
        for call in (record.action_call, record.action_reply, record.action_close, lambda: record.read(['comment'])):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(ValidationError):
            record.with_user(self.supervisor).responsible_id = self.agent

    def test_strangers_see_nothing(self):
        record = self._rectification()
        for user in (self.handler, self.leader, self.other_agent):
            with self.subTest(user.login):
                self.assertFalse(self.env['daiban.rectification'].with_user(user).search([]))
        for user in (self.owner, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                record.with_user(user).read(['state'])

    def test_step_by_step(self):
        record = self._rectification()
        with self.assertRaises(UserError):
            record.action_call()
        with self.assertRaises(UserError):
            record.action_reply()
        record.call_note = "已回访。"
        record.action_call()
        self.assertEqual((record.called_by_id, record.state), (self.chief, 'called'))
        with self.assertRaises(AccessError):
            record.call_note = "改写"
        record.write({'finding': 'substantiated', 'finding_note': "属实", 'reply': "已改"})
        with self.assertRaisesRegex(UserError, "What Is Done"):
            record.action_reply()
        record.measure = "改清单"
        record.action_reply()
        self.assertTrue(record.finished_on)
        self.assertEqual(record.state, 'replied')

    def test_only_supervision_finds_it_malicious(self):
        record = self._rectification()
        record.call_note = "已回访。"
        record.action_call()
        record.write({'finding': 'malicious', 'finding_note': "与事实不符", 'reply': "经核实不符"})
        with self.assertRaises(AccessError):
            record.action_reply()
        record.with_user(self.supervisor).action_reply()
        self.env.flush_all()
        row = self.env['daiban.rating.report'].with_user(self.auditor).browse(self.rating.id)
        self.assertEqual((row.finding, row.bad_count), ('malicious', 1), "it counts all the same")

    def test_enterprise_is_satisfied(self):
        record = self._replied()
        record.sudo()._portal_confirm('yes')
        self.assertEqual((record.state, record.confirmed), ('closed', 'yes'))

    def test_enterprise_is_not_satisfied(self):
        """Supervision decides: once more, with a clock of its own, or enough; the responsible person does not."""
        record = self._replied()
        record.sudo()._portal_confirm('no', "还是没改")
        self.assertEqual(record.state, 'contested')
        self.assertIn(self.supervisor, record.supervisor_id | record.activity_ids.user_id)
        with self.assertRaises(AccessError):
            record.close_note = "算了"
        with self.assertRaises(AccessError):
            record.action_close()
        supervised = record.with_user(self.supervisor)
        with self.assertRaises(UserError):
            supervised.action_send_back()
        supervised.close_note = "措施没有落实。"
        again = self.env['daiban.rectification'].browse(supervised.action_send_back()['res_id'])
        self.assertEqual((again.state, again.previous_id, record.state), ('open', record, 'closed'))
        self.assertTrue(again.due_date)

    def test_supervision_closes_without_an_answer(self):
        record = self._replied().with_user(self.supervisor)
        record.close_note = "企业未答复。"
        record.action_close()
        self.assertEqual((record.state, record.confirmed), ('closed', False))

    def test_overdue_turns_red_and_is_escalated(self):
        record = self._rectification()
        with freeze_time(record.due_date + timedelta(days=5)):
            self.assertEqual(record._clock_light(), 'red')
            list(self.env['daiban.clock.mixin']._turn_lights())
            self.assertIn('差评整改已超期，请督办', record.sudo().activity_ids.mapped('summary'))

    def test_nothing_is_set_by_hand(self):
        record = self._rectification()
        for vals in ({'state': 'closed'}, {'confirmed': 'yes'}, {'supervisor_id': self.chief.id}, {'level': '5'}):
            with self.subTest(vals), self.assertRaises(AccessError):
                record.write(vals)
        with self.assertRaises(AccessError):
            record.create({'rating_id': self.rating.id})
        with self.assertRaises(AccessError):
            record.unlink()
