"""Brute force, day by day: what the engine is compared with. Slow and plain on purpose."""

from datetime import date, timedelta

from hypothesis import strategies as st

ONE = timedelta(days=1)
FIRST, LAST = date(2025, 12, 1), date(2026, 12, 31)

# A property test of the engine is fast, but the machine that runs it may not be: no deadline.
SETTINGS = {'deadline': None, 'max_examples': 100}


def days(after, until):
    """The days in (after, until]."""
    day = after + ONE
    while day <= until:
        yield day
        day += ONE


def add(is_workday, day, number):
    while number:
        day += ONE
        number -= is_workday(day)
    return day


def count(is_workday, after, until):
    return sum(is_workday(day) for day in days(after, until))


def dates(first=FIRST, last=LAST):
    return st.dates(first, last)
