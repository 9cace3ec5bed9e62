"""Months of agency service (R95, Q13): day by day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.service_time import Period, merged, service

START = date(2024, 1, 1)
DAYS = st.integers(0, 500).map(lambda shift: START + timedelta(days=shift))


@st.composite
def periods(draw):
    rows = []
    for _number in range(draw(st.integers(0, 5))):
        start = draw(DAYS)
        end = draw(st.one_of(st.none(), st.integers(0, 200).map(lambda days, start=start: start + timedelta(days))))
        rows.append(Period(start, end, draw(st.sampled_from([25, 50, 100]))))
    return rows


@tagged('post_install', '-at_install')
class TestServiceTime(BaseCase):

    @given(periods(), DAYS)
    @settings(**SETTINGS)
    def test_day_by_day(self, rows, until):
        percents = []
        for shift in range((until - START).days + 1):
            day = START + timedelta(days=shift)
            percents.append(max(
                (row.percent for row in rows if row.start <= day and (not row.end or day <= row.end)), default=0))
        found = service(rows, until)
        self.assertEqual(found.days, sum(1 for percent in percents if percent))
        self.assertEqual(found.percent_days, sum(percents))
        self.assertEqual(found.months, sum(percents) // 3000)

    @given(periods())
    @settings(**SETTINGS)
    def test_segments_never_overlap(self, rows):
        segments = merged([row._replace(end=row.end or START + timedelta(days=900)) for row in rows])
        for one, other in zip(segments, segments[1:], strict=False):
            self.assertLess(one.end, other.start)

    def test_two_units_at_once_count_once(self):
        found = service([Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 4, 1), date(2026, 9, 30))],
                        date(2026, 12, 31))
        self.assertEqual((found.days, found.months), (273, 9))
        self.assertEqual(found.segments, [Period(date(2026, 1, 1), date(2026, 9, 30))])

    def test_half_time_counts_half(self):
        found = service([Period(date(2026, 1, 1), None, 50)], date(2026, 12, 31))
        self.assertEqual((found.days, found.percent_days, found.months), (365, 18250, 6))

    def test_nothing_is_rounded_up(self):
        self.assertEqual(service([Period(date(2026, 1, 1), date(2026, 1, 29))], date(2026, 12, 31)).months, 0)
        self.assertEqual(service([Period(date(2026, 1, 1), date(2026, 1, 30))], date(2026, 12, 31)).months, 1)
