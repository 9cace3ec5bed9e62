"""The 期限计算书, day by day: counted or not, why, whose, by which notice, and the running total."""

from datetime import timedelta
from typing import NamedTuple

from .track import COUNTING, PAUSED, Holder
from .workdays import WORKING

# Why a day counts or not.
COUNTED, REST, PAUSE, BEFORE = 'counted', 'rest', 'paused', 'waiting'


class ExplainedDay(NamedTuple):
    date: object
    counted: bool
    cause: str
    is_workday: bool
    day_name: str
    source: str
    holder: Holder
    reason: int | None
    note: str
    total: int
    provisional: bool


def explain(track, calendar, until, unit=WORKING):
    """Every day of the track after its first event up to and including `until` (or its finish).

    The number of counted days equals `track.used(calendar, until, unit)`.
    """
    total = 0
    for span in track.spans:
        last = until if span.until is None else min(span.until, until)
        if track.finished:
            last = min(last, track.finished)
        day = span.after + timedelta(days=1)
        while day <= last:
            explained = _explained(day, span, calendar, unit, total)
            total = explained.total
            yield explained
            day += timedelta(days=1)


def _explained(day, span, calendar, unit, total):
    entry = calendar.entry(day)
    is_workday = calendar.is_workday(day)
    counted = span.state == COUNTING and (unit != WORKING or is_workday)
    return ExplainedDay(
        date=day,
        counted=counted,
        cause=_cause(span.state, counted),
        is_workday=is_workday,
        day_name=entry.name if entry else '',
        source=calendar.source(day),
        holder=span.holder,
        reason=span.reason,
        note=span.note,
        total=total + counted,
        provisional=calendar.is_provisional(day),
    )


def _cause(state, counted):
    if state == COUNTING:
        return COUNTED if counted else REST
    return PAUSE if state == PAUSED else BEFORE
