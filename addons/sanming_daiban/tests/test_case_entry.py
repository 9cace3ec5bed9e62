from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseEntry(CaseCommon):
    """DESIGN 5.3: what happened on an earlier day, and a pause that came to its maximum."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.item = cls._item(cls._running(), 'A01')
        cls.item.with_user(cls.leader).action_assign(cls.handler)

    def later(self, **values):
        action = self.item.with_user(self.handler).action_enter_later()
        dialog = self.env[action['res_model']].with_user(self.handler).with_context(**action['context'])
        dialog.create(values).action_confirm()
        return self.item.sudo().clock_event_ids[-1:]

    def turn_lights(self):
        # the job confirms its progress; a test takes everything back
        with patch.object(self.registry['ir.cron'], '_commit_progress'):
            self.env['daiban.clock.mixin']._cron_turn_lights()

    def test_what_happened_earlier_is_entered_with_its_day_and_marked(self):
        with freeze_time('2026-03-06 02:00:00'):
            start = self.later(date='2026-03-03', note="窗口停电，先行受理")
            self.assertEqual((start.kind, start.date, start.late_entry), ('start', date(2026, 3, 3), True))
            self.assertEqual(start.note, "窗口停电，先行受理")
            self.assertEqual((self.item.state, self.item.used_days), ('running', 3))
            self._attach_result(self.item, self.handler)
            finish = self.later(date='2026-03-05')
            self.assertEqual((finish.kind, self.item.state, self.item.used_days), ('finish', 'done', 2))

    def test_a_day_that_cannot_be_is_refused(self):
        with freeze_time('2026-03-06 02:00:00'):
            self.item.action_start()
            for day in ('2026-03-05', '2026-03-09'):
                with self.assertRaises(UserError):
                    self.later(date=day)
        self.assertEqual(self.item.state, 'running')

    def test_only_the_unit_enters(self):
        with self.assertRaises(AccessError):
            self.item.with_user(self.stranger).action_enter_later()

    def test_a_pause_at_its_maximum_is_over_and_another_can_be_asked_for(self):
        reason = self.env['daiban.pause.reason'].create({
            'name': "专家评审", 'code': 'test_review', 'holder': 'special', 'requires_document': False,
            'needs_approval': False, 'max_days': 3})
        self.item.action_start()
        self.item.action_pause(reason)
        with freeze_time('2026-03-05 00:05:00'):
            self.turn_lights()
            self.assertEqual((self.item.state, self.item.paused), ('paused', True), "its last day")
        with freeze_time('2026-03-06 00:05:00'):
            self.env.invalidate_all()
            self.assertFalse(self.item.paused, "right before the job")
            self.turn_lights()
            self.assertEqual((self.item.state, self.item.used_days), ('running', 1))
            resume = self.item.sudo().clock_event_ids[-1:]
            self.assertEqual((resume.kind, resume.late_entry), ('resume', False))
            self.item.action_pause(reason)
            self.assertEqual(self.item.state, 'paused')
        self.assertFalse(self.env['daiban.clock.mixin']._verify_clocks())
