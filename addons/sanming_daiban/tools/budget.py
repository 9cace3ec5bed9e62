"""Days over several clocks: the budget of a project, and who used them.

The limit of a project (R38–R42, Q1) binds the administration's time, not the calendar: a working day is used when it
counts for at least one of the items that belong to the limit. Parallel items use it once.
"""

from .track import PAUSED
from .workdays import NATURAL, WORKING


def union(intervals):
    """The half-open intervals (after, until], disjoint and in order, that cover the same days."""
    merged = []
    for after, until in sorted(intervals):
        if merged and after <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], until)
        elif after < until:
            merged.append([after, until])
    return [tuple(interval) for interval in merged]


def counted_union(tracks, day):
    return union(interval for track in tracks for interval in track.counted_until(day))


def budget_used(tracks, calendar, day):
    """Working days up to `day` that count for at least one of the tracks."""
    return sum(calendar.count(after, until) for after, until in counted_union(tracks, day))


def gross_span(tracks, calendar, day):
    """(first day, last day, natural days, working days) from the first start to the last finish, or to `day`."""
    starts = [track.started for track in tracks if track.started]
    if not starts:
        return None, None, 0, 0
    first = min(starts)
    last = max((min(track.finished or day, day) for track in tracks if track.started), default=day)
    return first, last, calendar.count_in(NATURAL, first, last), calendar.count(first, last)


def shares(track, calendar, day, unit=WORKING):
    """{holder: days} up to `day`; the shares add up to the elapsed days of the track."""
    result = {}
    for span in track.spans:
        until = day if span.until is None else min(span.until, day)
        if track.finished:
            until = min(until, track.finished)
        days = calendar.count_in(unit, span.after, until)
        if days:
            result[span.holder] = result.get(span.holder, 0) + days
    return result


def waited_for(tracks, calendar, day, kind='enterprise'):
    """Working days up to `day` on which at least one of the tracks was paused for this kind of holder."""
    return sum(
        calendar.count(after, until)
        for after, until in union(
            (span.after, min(span.until or day, day))
            for track in tracks
            for span in track.spans
            if span.state == PAUSED and span.holder.kind == kind and span.after < day
        )
    )
