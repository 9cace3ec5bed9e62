"""Deadlines as an iCalendar (RFC 5545). Pure; all events are whole days, so no time zone can shift them."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

_ESCAPED = str.maketrans({'\\': '\\\\', ';': '\\;', ',': '\\,', '\n': '\\n', '\r': ''})
WIDTH = 75  # octets of a line


class Deadline(NamedTuple):
    uid: str
    day: date
    summary: str
    description: str = ''
    url: str = ''
    changed: datetime | None = None


def calendar_text(name, deadlines, now):
    """:param now: UTC, without zone"""
    lines = [
        'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sanming_daiban//deadlines//ZH', 'CALSCALE:GREGORIAN',
        'METHOD:PUBLISH', f'X-WR-CALNAME:{_text(name)}', 'X-WR-TIMEZONE:Asia/Shanghai',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']
    for deadline in deadlines:
        lines += _event(deadline, now)
    lines.append('END:VCALENDAR')
    return ''.join(f'{part}\r\n' for line in lines for part in _folded(line))


def _event(deadline, now):
    changed = f'{(deadline.changed or now):%Y%m%dT%H%M%SZ}'
    yield from (
        'BEGIN:VEVENT', f'UID:{deadline.uid}', f'DTSTAMP:{changed}', f'LAST-MODIFIED:{changed}',
        f'DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}', f'DTEND;VALUE=DATE:{deadline.day + timedelta(days=1):%Y%m%d}',
        f'SUMMARY:{_text(deadline.summary)}', f'DESCRIPTION:{_text(deadline.description)}')
    if deadline.url:
        yield f'URL:{deadline.url}'
    yield from ('TRANSP:TRANSPARENT', 'END:VEVENT')


def _text(value):
    return ''.join(char for char in value if char in '\n\r\t' or ord(char) >= 32).translate(_ESCAPED)


def _folded(line):
    """Lines of at most 75 octets; what follows begins with a space, and no character is cut."""
    part, size = '', 0
    for char in line:
        width = len(char.encode())
        if size + width > WIDTH:
            yield part
            part, size = ' ', 1
        part, size = part + char, size + width
    yield part
