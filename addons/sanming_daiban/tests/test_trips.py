from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.trips import count_trips, count_windows, stated_trips
from .rating_common import GOOD, RatingCommon

counts = st.integers(0, 9)
# time is no matter here: other processes may have the processor
SETTINGS = {'deadline': None, 'suppress_health_check': [HealthCheck.too_slow]}
pairs = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), max_size=12)


@tagged('post_install', '-at_install')
class TestTripsFormula(BaseCase):
    """R10, the formula of `tools/trips.py`."""

    @settings(**SETTINGS)
    @given(counts, st.lists(counts), st.none() | counts, pairs)
    def test_neither_side_is_lowered(self, recorded, steps, whole, handed_over):
        trips = count_trips(recorded, stated_trips(steps, whole), handed_over)
        self.assertGreaterEqual(trips.made, recorded)
        self.assertGreaterEqual(trips.made, sum(steps))
        self.assertGreaterEqual(trips.made, whole or 0)
        self.assertIn(trips.made, {recorded, sum(steps), whole or 0})
        self.assertEqual(trips.saved + trips.made, trips.windows)

    @settings(**SETTINGS)
    @given(pairs, pairs)
    def test_a_window_counts_once_in_a_stage(self, first, second):
        self.assertEqual(count_windows(first + first), count_windows(first))
        self.assertLessEqual(count_windows(first + second), count_windows(first) + count_windows(second))
        self.assertGreaterEqual(count_windows(first + second), count_windows(first))
        stages, units = {stage for stage, _unit in first}, {unit for _stage, unit in first}
        self.assertLessEqual(max(len(stages), len(units)), max(count_windows(first), 0))

    @settings(**SETTINGS)
    @given(counts, pairs, pairs)
    def test_more_trips_save_less(self, recorded, handed_over, later):
        trips = count_trips(recorded, 0, handed_over)
        self.assertEqual(count_trips(recorded + 1, 0, handed_over).saved, trips.saved - 1)
        self.assertGreaterEqual(count_trips(recorded, 0, handed_over + later).saved, trips.saved)


@tagged('post_install', '-at_install')
class TestTrips(RatingCommon):
    """R10 on a case: what was written down, what the enterprise says, what we asked again."""

    def _visit(self, kind):
        self.env['daiban.visit'].with_user(self.agent).create({
            'kind': kind, 'partner_id': self.enterprise.id, 'project_id': self.case.id, 'purpose': "送材料"})

    def test_only_trips_of_the_enterprise_count(self):
        for kind in ('trip', 'site', 'phone', 'online', 'trip'):
            self._visit(kind)
        self.assertEqual((self.case.trip_recorded, self.case.trip_made), (2, 2))

    def test_the_word_of_the_enterprise_counts_when_it_is_more(self):
        self._visit('trip')
        self.rating._answer({**GOOD, 'trips': '3'})
        self.assertEqual((self.case.trip_stated, self.case.trip_made), (3, 3))
        self.rating._answer({**GOOD, 'trips': '0'})
        self.assertEqual((self.case.trip_stated, self.case.trip_made), (0, 1))

    def test_windows_are_those_handed_over(self):
        items = self.case.item_ids.filtered(lambda item: item.state not in ('waiting', 'ready', 'cancelled'))
        self.assertEqual(self.case.trip_windows, len({(item.stage_id, item.unit_id) for item in items}))
        before = self.case.trip_windows
        for item in items:
            self._finish(item)
        self.assertGreater(self.case.trip_windows, before)
        self.assertEqual(self.case.trip_saved, self.case.trip_windows - self.case.trip_made)

    def test_handed_in_and_asked_again(self):
        """R28: a notice answered is one more time to hand in; our own omission is a repeated demand."""
        case = self._submitted()
        self.assertEqual(case.submission_count, 1)
        case.action_request_supplement()
        self.assertEqual((case.submission_count, case.repeated_demand_count), (1, 0))
        case.action_submit()
        self.assertEqual(case.submission_count, 2)
        omitted = case.sudo().notice_ids.line_ids[:1].copy_data()[0]
        case.notice_ids.create({
            'project_id': case.id, 'kind': 'supplement', 'line_ids': [(0, 0, {**omitted, 'cause': 'our_omission'})],
        }).sudo()._serve()
        self.assertEqual(case.repeated_demand_count, 1)

    def test_report_follows_the_case(self):
        self._visit('trip')
        self.env.flush_all()
        row = self.env['daiban.trip.report'].with_user(self.agent).browse(self.case.id)
        self.assertEqual((row.trip_made, row.trip_saved), (self.case.trip_made, self.case.trip_saved))
        self.assertFalse(self.env['daiban.trip.report'].with_user(self.other_agent).search([('id', '=', row.id)]))
