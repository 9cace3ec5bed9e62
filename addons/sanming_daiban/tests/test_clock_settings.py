from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .clock_probe import ClockProbeCase


@tagged('post_install', '-at_install')
class TestClockSettings(ClockProbeCase):
    """DESIGN 5.3: the numbers of lights, extensions, reminders and forecasts are the manager's, without code."""

    def setUp(self):
        super().setUp()
        manager = new_test_user(self.env, 'settings_manager', groups='sanming_daiban.group_manager')
        self.settings = self.env['daiban.settings'].with_user(manager)

    def test_other_thresholds_move_the_yellow_light_of_running_clocks(self):
        probe = self.probe()
        probe._clock_start()
        self.assertEqual(probe.light_yellow_on, date(2026, 3, 12))
        self.settings.create({'light_percent': 50}).action_save()
        self.assertEqual(probe.light_yellow_on, date(2026, 3, 9))

    def test_another_cap_of_extensions(self):
        self.settings.create({'extension_cap': 15}).action_save()
        probe = self.probe()
        probe._clock_start()
        probe._clock_extend(15, approved_by=self.leader)
        self.assertEqual(probe.extension_days, 15)

    def test_another_minimum_for_a_forecast(self):
        self.assertEqual(self.env['daiban.item.history']._minimum(), 30)
        self.settings.create({'forecast_min_items': 5}).action_save()
        self.assertEqual(self.env['daiban.item.history']._minimum(), 5)

    def test_what_is_not_touched_stays(self):
        self.settings.create({'light_percent': 50}).action_save()
        self.settings.create({'extension_cap': 5}).action_save()
        self.assertEqual(self.env['daiban.clock.mixin']._clock_thresholds(), {'least': 1, 'percent': 50})

    def test_numbers_that_make_no_sense(self):
        for values in ({'light_percent': 101}, {'light_least_days': -1}, {'extension_cap': 61},
                       {'work_from': 18, 'work_until': 8}, {'work_until': 25}, {'forecast_min_items': 0}):
            with self.assertRaises(ValidationError):
                self.settings.create(values)

    def test_only_the_manager_sets_them(self):
        with self.assertRaises(AccessError):
            self.settings.with_user(self.handler).create({'light_percent': 50})
