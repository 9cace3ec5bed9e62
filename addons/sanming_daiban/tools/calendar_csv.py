"""Days of a calendar from a CSV file: `date,kind,name` with a heading, kind `workday` or `restday`."""

import csv
import io
from datetime import date

from .notice_parser import NoticeError
from .workdays import CalendarDay

KINDS = {'workday': True, 'restday': False, '上班': True, '放假': False, '班': True, '休': False}


def parse_csv(text, year):
    """The days of the file.

    :raises NoticeError: `empty` no rows, `columns` the heading is another, `date` no such date, `year` a day of
        another year, `kind` neither working day nor rest day, `twice` a day comes twice.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip('\ufeff')))
    if not {'date', 'kind', 'name'} <= set(rows.fieldnames or ()):
        raise NoticeError('columns', ', '.join(rows.fieldnames or ()))
    days = {}
    for row in rows:
        day = _day(row, year)
        if day.date in days:
            raise NoticeError('twice', day.date.isoformat())
        days[day.date] = day
    if not days:
        raise NoticeError('empty')
    return tuple(days[day] for day in sorted(days))


def _day(row, year):
    try:
        day = date.fromisoformat((row['date'] or '').strip().replace('/', '-'))
    except ValueError:
        raise NoticeError('date', row['date'] or '') from None
    if not rules(year, day):
        raise NoticeError('year', day.isoformat())
    kind = (row['kind'] or '').strip()
    if kind not in KINDS:
        raise NoticeError('kind', kind)
    return CalendarDay(day, KINDS[kind], (row['name'] or '').strip())


def rules(year, day):
    """Whether the notice for `year` can speak of this day: its own year, or December before it."""
    return day.year == year or (day.year == year - 1 and day.month == 12)
