from datetime import date

import chinese_calendar
import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.workdays import NATURAL, CalendarDay, WorkCalendar
from .clock_oracle import SETTINGS, add, count, dates, days

calendars = st.dictionaries(dates(), st.booleans(), max_size=60).map(
    lambda moved: WorkCalendar([CalendarDay(day, is_workday) for day, is_workday in moved.items()], [2026]))


@tagged('post_install', '-at_install')
class TestWorkdays(BaseCase):

    @settings(**SETTINGS)
    @given(calendars, dates(), st.integers(0, 120))
    def test_add_is_walking_day_by_day(self, calendar, day, number):
        self.assertEqual(calendar.add(day, number), add(calendar.is_workday, day, number))

    @settings(**SETTINGS)
    @given(calendars, dates(), dates())
    def test_count_is_counting_day_by_day(self, calendar, after, until):
        self.assertEqual(calendar.count(after, until), count(calendar.is_workday, after, until))

    @settings(**SETTINGS)
    @given(calendars, dates(), st.integers(0, 300), st.integers(0, 300))
    def test_intervals_are_half_open_and_tile(self, calendar, day, first, second):
        middle = calendar.add_in(NATURAL, day, first)
        end = calendar.add_in(NATURAL, middle, second)
        self.assertEqual(calendar.count(day, end), calendar.count(day, middle) + calendar.count(middle, end))

    @settings(**SETTINGS)
    @given(calendars, dates(), st.integers(1, 120))
    def test_count_undoes_add(self, calendar, day, number):
        due = calendar.add(day, number)
        self.assertEqual(calendar.count(day, due), number)
        self.assertTrue(calendar.is_workday(due))

    @settings(**SETTINGS)
    @given(calendars, dates(date(2022, 1, 1), date(2032, 1, 1)), st.integers(0, 700))
    def test_looking_up_is_calculating(self, calendar, day, number):
        """The years around the marks are laid out; what lies outside, or only begins inside, is calculated."""
        later = calendar.add(day, number)
        if number:
            self.assertEqual(later, calendar._add_by_rank(day, number))
        self.assertEqual(calendar.count(day, later), calendar._count_by_rank(day, later))

    def test_far_away_years_are_monday_to_friday_and_provisional(self):
        calendar = WorkCalendar([CalendarDay(date(2026, 1, 1), False)], [2026])
        self.assertEqual(calendar.add(date(2090, 1, 2), 5), date(2090, 1, 9))
        self.assertTrue(calendar.is_provisional(date(2090, 1, 9)))
        self.assertFalse(calendar.is_provisional(date(2026, 12, 31)))

    def test_a_day_twice_is_refused(self):
        with self.assertRaises(ValueError):
            WorkCalendar([CalendarDay(date(2026, 1, 1), False), CalendarDay(date(2026, 1, 1), True)])

    def test_the_start_day_is_not_counted(self):
        """民法典 201; on a rest day the next working day is the first."""
        calendar = WorkCalendar()
        self.assertEqual(calendar.add(date(2026, 3, 6), 1), date(2026, 3, 9))
        self.assertEqual(calendar.on_or_after(date(2026, 3, 7)), date(2026, 3, 9))
        self.assertEqual(calendar.on_or_after(date(2026, 3, 9)), date(2026, 3, 9))


@tagged('post_install', '-at_install')
class TestOraclesAgree(BaseCase):
    """The two libraries are no part of the product; where they disagree, our data could not be checked by them."""

    def test_chinesecalendar_and_holidays_name_the_same_days(self):
        for year in range(2020, 2027):
            legal = holidays.China(years=year)
            for day in days(date(year - 1, 12, 31), date(year, 12, 31)):
                worked = day in legal.weekend_workdays or (day.weekday() < 5 and day not in legal)
                self.assertEqual(worked, chinese_calendar.is_workday(day), day)
