from datetime import date
from itertools import pairwise

import chinese_calendar
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .clock_oracle import days

# DESIGN §5.3 and domain/time-rules.md: (start, working days, due), the start day not counted
VECTORS_2026 = [
    ((2, 12), 8, (3, 2)), ((2, 13), 5, (2, 27)), ((2, 14), 5, (2, 28)), ((2, 28), 1, (3, 2)), ((3, 2), 70, (6, 11)),
    ((5, 8), 42, (7, 7)), ((8, 3), 50, (10, 16)), ((9, 18), 5, (9, 24)), ((9, 30), 1, (10, 8)), ((10, 9), 8, (10, 20)),
    ((10, 10), 5, (10, 16)), ((1, 3), 1, (1, 4)),
]


@tagged('post_install', '-at_install')
class TestCalendar(TransactionCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.years = cls.env['daiban.calendar.year']

    def test_shipped_years_are_the_official_ones(self):
        calendar = self.years._work_calendar()
        for day in days(date(2019, 12, 31), date(2026, 12, 31)):
            self.assertEqual(calendar.is_workday(day), chinese_calendar.is_workday(day), day)
            self.assertFalse(calendar.is_provisional(day))

    def test_a_shipped_year_names_its_notice(self):
        for year in self.years.search([('state', '=', 'published')]):
            self.assertIn(f'{year.year}年部分节假日安排', year.source)

    def test_working_days_of_2026_by_month(self):
        """time-rules.md 3.2: 248 in all."""
        calendar = self.years._work_calendar()
        ends = [date(2025, 12, 31), *(date(2026, month + 1, 1) for month in range(1, 12)), date(2027, 1, 1)]
        lasts = [ends[0], *(date.fromordinal(day.toordinal() - 1) for day in ends[1:])]
        months = [calendar.count(*pair) for pair in pairwise(lasts)]
        self.assertEqual(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])

    def test_vectors(self):
        calendar = self.years._work_calendar()
        for start, number, due in VECTORS_2026:
            self.assertEqual(calendar.add(date(2026, *start), number), date(2026, *due), (start, number))

    def test_a_year_that_is_not_announced_is_provisional(self):
        """Never fall back silently to Monday–Friday (time-rules.md 3.2)."""
        calendar = self.years._work_calendar()
        self.assertTrue(calendar.is_provisional(date(2027, 3, 1)))
        self.assertFalse(calendar.is_workday(date(2027, 10, 1)))

    def test_a_new_day_is_known_at_once(self):
        self.env['daiban.calendar.day'].create(
            {'date': '2026-07-15', 'kind': 'restday', 'name': "台风停工", 'is_local': True})
        self.assertFalse(self.years._work_calendar().is_workday(date(2026, 7, 15)))

    def test_a_day_twice_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'):
            self.env['daiban.calendar.day'].create({'date': '2026-01-01', 'kind': 'workday', 'name': "x"})

    def test_a_day_without_its_year_is_refused(self):
        with self.assertRaises(ValidationError):
            self.env['daiban.calendar.day'].create({'date': '2031-01-01', 'kind': 'restday', 'name': "元旦"})

    def test_nobody_changes_the_calendar_by_hand(self):
        """Not even the configuration manager: a calendar changes by publication."""
        manager = new_test_user(self.env, 'clock_manager', groups='sanming_daiban.group_manager')
        day = self.env.ref('sanming_daiban.calendar_day_2026_01_01')
        with self.assertRaises(AccessError):
            day.with_user(manager).kind = 'workday'
        with self.assertRaises(AccessError):
            day.with_user(manager).unlink()

    def test_the_day_is_that_of_the_district(self):
        with freeze_time('2026-03-01 15:59:59'):
            self.assertEqual(self.years._district_today(), date(2026, 3, 1))
        with freeze_time('2026-03-01 16:00:00'):
            self.assertEqual(self.years._district_today(), date(2026, 3, 2))
