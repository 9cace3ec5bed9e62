"""What people and other systems type into the cells of a table. Pure."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

_DATE = re.compile(
    r'(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?'
    r'(?:[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?')  # a time of day says nothing here
_COMPACT = re.compile(r'(\d{4})(\d{2})(\d{2})')
_FORMULA = re.compile(r'^[=@]|^[+-](?![\d.])')


class Column(NamedTuple):
    name: str
    titles: tuple  # the first is the template's
    required: bool = False
    note: str = ''  # how to fill it in

    @property
    def title(self):
        return self.titles[0]


def plain(text):
    """Half-width, without white space around: what a Chinese keyboard types means the same."""
    return unicodedata.normalize('NFKC', text or '').strip()


def _heading(text):
    """A heading without its decoration: asterisks, units in brackets, spaces."""
    return re.sub(r'[\s*:：]|[(（].*?[)）]', '', plain(text)).casefold()


def match_columns(columns, headers):
    """Which column of the file is which of ours.

    :return: ({name: position}, [columns that are missing], [headings that mean nothing], [headings that come twice])
    """
    known = {_heading(title): column.name for column in columns for title in (*column.titles, column.name)}
    places, unknown, twice = {}, [], []
    for position, header in enumerate(headers):
        name = known.get(_heading(header))
        if not name:
            unknown.append(header)
        elif name in places:
            twice.append(header)
        else:
            places[name] = position
    missing = [column for column in columns if column.required and column.name not in places]
    return places, missing, unknown, twice


def parse_date(text):
    """:raises ValueError: not a date"""
    text = plain(text)
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(*map(int, match.groups()))


def parse_number(text):
    """:raises ValueError: not a number, or below zero"""
    number = float(plain(text).replace(',', '').replace('，', ''))
    if not 0 <= number < 1e12:
        raise ValueError(text)
    return number


def is_formula(text):
    """Whether a spreadsheet would calculate this; a minus before a number is none."""
    return bool(_FORMULA.match(text))
