"""Reads the days out of the State Council's yearly notice.

    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

Understands what these notices have contained since 2007: ranges within and across months and years, single days,
lists of working weekends, full and half width signs, remarks in brackets (weekdays, lunar days), and checks what the
text itself lets check: the weekdays it names and the number of days it counts.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from .workdays import CalendarDay

_WIDE = str.maketrans('０１２３４５６７８９（）：，；．～', '0123456789():,;.~')
_SECTION = re.compile(r'(?:^|[\n。;])\s*[一二三四五六七八九十]+\s*[、.]\s*([^:\n]{1,20}?)\s*:')
_BRACKET = re.compile(r'\(([^()]*)\)')
_DAY = r'(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?P<{0}b>\([^()]*\))?'
_SPAN = re.compile(_DAY.format('a') + r'(?:\s*(?:至|到|-|—|~)\s*' + _DAY.format('z') + r')?')
_COUNT = re.compile(r'共\s*(\d+)\s*天')
_WEEKDAY = re.compile(r'(?:周|星期)([一二三四五六日天])')
_TITLE_YEAR = re.compile(r'(\d{4})年(?:部分)?节假日')
_WEEKDAYS = '一二三四五六日'
_NUMBER = re.compile(r'国办\w{1,4}〔\d{4}〕\d+号')
_ISSUED = re.compile(r'^\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*$', re.MULTILINE)


class NoticeError(ValueError):
    """The text cannot be read; `code` and `args` say where. Codes: see `parse_notice`."""

    def __init__(self, code, where=''):
        super().__init__(code, where)
        self.code, self.where = code, where


class Notice(NamedTuple):
    year: int
    days: tuple  # CalendarDay, in order


def parse_notice(text, year=None):
    """The days that the notice moves.

    :raises NoticeError: `empty` nothing to read, `year` none or another year than the asked, `date` no such date,
        `weekday` the weekday in brackets is another, `count` the number of days differs, `twice` a day comes twice.
    """
    text = re.sub(r'[ \t\u3000\u00a0]+', '', text.translate(_WIDE))
    year = _checked_year(text, year)
    days = {}
    for name, body in _sections(text):
        for day in _section_days(year, name, body):
            if day.date in days:
                raise NoticeError('twice', day.date.isoformat())
            days[day.date] = day
    if not days:
        raise NoticeError('empty')
    # A rest day on an ordinary weekend or a working day from Monday to Friday says nothing new, yet it is what the
    # notice says, and the proof of a deadline quotes it.
    return Notice(year, tuple(days[day] for day in sorted(days)))


def document(text):
    """(number of the document, date of issue) as the pasted text gives them, None for what it does not."""
    number = _NUMBER.search(text)
    issued = _ISSUED.findall(text)
    try:
        return number and number.group(), date(*map(int, issued[-1])) if issued else None
    except ValueError:
        return number and number.group(), None


def _checked_year(text, year):
    found = _TITLE_YEAR.search(text)
    stated = int(found.group(1)) if found else None
    if year and stated and stated != year:
        raise NoticeError('year', str(stated))
    if not (year or stated):
        raise NoticeError('year')
    return year or stated


def _sections(text):
    """(name, body) of each numbered section; a text without numbers is one line per holiday."""
    marks = list(_SECTION.finditer(text))
    if not marks:
        for line in re.split(r'\n', text):
            name, colon, body = line.partition(':')
            if colon and '日' in body:
                yield name.strip(), body
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end():following.start() + 1 if following else len(text)]
        # what follows the last section in other paragraphs is no longer about its days
        yield mark.group(1), body.split('\n')[0] if following is None else body


def _section_days(year, name, body):
    clauses = [clause for clause in re.split(r'[。\n;]', body) if clause]
    rest = []
    for clause in clauses:
        works = '上班' in clause and '放假' not in clause
        for part in _clause_parts(clause) if not works else [(clause, True)]:
            text, is_workday = part
            for day in _dates(year, text):
                yield CalendarDay(day, is_workday, name)
                if not is_workday:
                    rest.append(day)
    count = _COUNT.search(body)
    if count and rest and int(count.group(1)) != len(rest):
        raise NoticeError('count', f"{name} {len(rest)} ≠ {count.group(1)}")


def _clause_parts(clause):
    """A clause may say in one breath what is free and what is worked: 1月1日放假,1月4日(周日)上班."""
    position = 0
    for word in re.finditer(r'放假|上班', clause):
        text = clause[position:word.start()]
        position = word.end()
        if '日' in _BRACKET.sub('', text):
            yield text, word.group() == '上班'


def _dates(year, text):
    month = None
    for match in _SPAN.finditer(text):
        month = int(match['am'] or month or 0)
        first = _date(match['ay'], year, month, match['ad'], match['ab'], text)
        last = first
        if match['zd']:
            month = int(match['zm'] or month)
            last_year = match['zy'] or first.year + (month < first.month)
            last = _date(last_year, year, month, match['zd'], match['zb'], text)
        if not 0 <= (last - first).days < 31:
            raise NoticeError('date', match.group())
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def _date(stated_year, year, month, day, remark, text):
    # a range may begin in the year before: 2022年12月31日至2023年1月2日 names it, nothing else may
    try:
        result = date(int(stated_year or year), month, int(day))
    except ValueError:
        raise NoticeError('date', text) from None
    weekday = _WEEKDAY.search(remark or '')
    if weekday and _WEEKDAYS.index(weekday.group(1).replace('天', '日')) != result.weekday():
        raise NoticeError('weekday', f"{result.isoformat()} {weekday.group()}")
    return result
