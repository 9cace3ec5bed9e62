from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .clock_probe import ClockProbeCase


@tagged('post_install', '-at_install')
class TestClockSettings(ClockProbeCase):

    def test_other_thresholds_move_the_yellow_light_of_running_clocks(self):
        probe = self.probe()
        probe._clock_start()
        self.assertEqual(probe.light_yellow_on, date(2026, 3, 12))
        self.env['res.config.settings'].create({'daiban_light_percent': 50}).execute()
        self.assertEqual(probe.light_yellow_on, date(2026, 3, 9))

    def test_another_cap_of_extensions(self):
        self.env['res.config.settings'].create({'daiban_extension_cap': 15}).execute()
        probe = self.probe()
        probe._clock_start()
        probe._clock_extend(15, approved_by=self.leader)
        self.assertEqual(probe.extension_days, 15)

    def test_numbers_that_make_no_sense(self):
        for values in ({'daiban_light_percent': 101}, {'daiban_light_least_days': -1}, {'daiban_extension_cap': 61}):
            with self.assertRaises(ValidationError):
                self.env['res.config.settings'].create(values).execute()
