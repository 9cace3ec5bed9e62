"""Legal working days: Monday to Friday, corrected by the days that a notice moves.

A calendar holds only the days that differ from Monday–Friday, so it is small, has no last day and answers
in O(log n) of these days; for the years around them, where nearly every question falls, it looks the answer up.
Whether a date can be relied upon is a question of its own (`is_provisional`).
"""

from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, date
from typing import NamedTuple

WORKING = 'working'
NATURAL = 'natural'
UNITS = (WORKING, NATURAL)
# The years around the marks for which every day is laid out; one that covers more has no such table.
TABLE_YEARS = 40


class CalendarDay(NamedTuple):
    """A day on which the calendar speaks: a rest day, or a working day at a weekend."""

    date: date
    is_workday: bool
    name: str = ''
    source: str = ''


def _weekdays_until(ordinal):
    """Number of Mondays to Fridays in [1, ordinal]; ordinal 1 (0001-01-01) is a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _weekday_at(rank):
    """Ordinal of the rank-th Monday-to-Friday: the inverse of `_weekdays_until`."""
    weeks, rest = divmod(rank - 1, 5)
    return weeks * 7 + rest + 1


class WorkCalendar:
    """Arithmetic over working days. Immutable: a change of the calendar makes a new one."""

    __slots__ = ('_days', '_marks', '_positions', '_ranks', '_shifts', '_workdays', 'published_years', 'sources')

    def __init__(self, days=(), published_years=(), sources=None):
        """:param days: `CalendarDay`s, at most one for a date
        :param published_years: years whose notice is out; every other year is provisional
        :param sources: {year: text}, the notice that rules the year
        """
        self._days = {}
        for day in days:
            if day.date in self._days:
                raise ValueError(f"{day.date} is in the calendar twice")
            self._days[day.date] = day
        self.published_years = frozenset(published_years)
        self.sources = dict(sources or {})
        self._index()
        self._lay_out()

    def _index(self):
        """Lay out, for each day that moves, how many working days there are until it.

        `_marks` are the ordinals of the days that differ from Monday–Friday, `_ranks[i]` the number of working
        days until and including `_marks[i]`, `_shifts[i]` by how much the marks before i change that number.
        """
        self._marks, self._ranks, self._shifts = [], [], [0]
        shift = 0
        for ordinal, is_workday in sorted((day.date.toordinal(), day.is_workday) for day in self._days.values()):
            is_weekday = ordinal % 7 not in (6, 0)
            if is_weekday == is_workday:
                continue
            shift += 1 if is_workday else -1
            self._marks.append(ordinal)
            self._ranks.append(_weekdays_until(ordinal) + shift)
            self._shifts.append(shift)

    def _lay_out(self):
        """Write down the working days of the years around the marks, and for each day how many there are until it."""
        self._workdays, self._positions = [], {}
        years = {day.year for day in self._days}
        if not years or max(years) - min(years) > TABLE_YEARS or not 1 < min(years) < max(years) + 3 < MAXYEAR:
            return
        for ordinal in range(date(min(years) - 1, 1, 1).toordinal(), date(max(years) + 3, 1, 1).toordinal()):
            day = date.fromordinal(ordinal)
            if self.is_workday(day):
                self._workdays.append(day)
            self._positions[day] = len(self._workdays)

    # --- one day
    def is_workday(self, day):
        entry = self._days.get(day)
        return entry.is_workday if entry else day.weekday() < 5

    def entry(self, day):
        """What the calendar says of a day, None where it is silent."""
        return self._days.get(day)

    def is_provisional(self, day):
        """Whether the notice that rules this day is still to come."""
        return day.year not in self.published_years

    def source(self, day):
        """Where the nature of a day comes from; empty for an ordinary weekday or weekend of an unpublished year."""
        entry = self._days.get(day)
        return (entry and entry.source) or self.sources.get(day.year, '')

    def first_difference(self, other):
        """The first day that only one of the two takes for a working day; None if there is none."""
        days = self._days.keys() | other._days.keys()
        return min((day for day in days if self.is_workday(day) != other.is_workday(day)), default=None)

    # --- counting
    def _rank(self, ordinal):
        return _weekdays_until(ordinal) + self._shifts[bisect_right(self._marks, ordinal)]

    def _at_rank(self, rank):
        """Ordinal of the working day with this rank: the first day until which there are `rank` working days."""
        index = bisect_left(self._ranks, rank)
        ordinal = _weekday_at(rank - self._shifts[index])
        if index < len(self._marks) and ordinal >= self._marks[index]:
            return self._marks[index]
        return ordinal

    def count(self, after, until):
        """Working days in (after, until]; 0 when `until` is not later."""
        if until <= after:
            return 0
        try:
            return self._positions[until] - self._positions[after]
        except KeyError:
            return self._count_by_rank(after, until)

    def _count_by_rank(self, after, until):
        return self._rank(until.toordinal()) - self._rank(after.toordinal())

    def add(self, day, number):
        """The `number`-th working day after `day`, which itself is not counted (民法典 201); `day` for 0."""
        if number <= 0:
            return day
        try:
            return self._workdays[self._positions[day] + number - 1]
        except LookupError:
            return self._add_by_rank(day, number)

    def _add_by_rank(self, day, number):
        return date.fromordinal(self._at_rank(self._rank(day.toordinal()) + number))

    def back(self, day, number):
        """The earliest day since which no more than `number` working days have passed until `day`."""
        earlier = day
        while self.count(earlier, day) <= number:
            earlier = date.fromordinal(earlier.toordinal() - 1)
        return date.fromordinal(earlier.toordinal() + 1)

    def next_workday(self, day):
        """The first working day after `day`."""
        return self.add(day, 1)

    def on_or_after(self, day):
        """`day` if it is a working day, otherwise the next one."""
        return day if self.is_workday(day) else self.add(day, 1)

    # --- either unit
    def count_in(self, unit, after, until):
        """Days of `unit` in (after, until]."""
        if unit == NATURAL:
            return max((until - after).days, 0)
        return self.count(after, until)

    def add_in(self, unit, day, number):
        if unit == NATURAL:
            return date.fromordinal(day.toordinal() + max(number, 0))
        return self.add(day, number)
