"""Months of agency service (R95): overlapping days count once, part-time by its share, nothing is rounded up."""

from datetime import date, timedelta
from typing import NamedTuple

FULL = 100


class Period(NamedTuple):
    start: date
    end: date  # the last day
    percent: int = FULL


class Service(NamedTuple):
    segments: list  # Periods that do not overlap, in order
    days: int
    percent_days: int
    months: int


def merged(periods):
    """The periods without overlap. Where several cover a day, the one with the largest share counts."""
    edges = sorted({edge for period in periods for edge in (period.start, period.end + timedelta(days=1))})
    segments = []
    for start, after in zip(edges, edges[1:], strict=False):
        end = after - timedelta(days=1)
        percent = max((period.percent for period in periods if period.start <= start and end <= period.end), default=0)
        if not percent:
            continue
        if segments and segments[-1].percent == percent and segments[-1].end + timedelta(days=1) == start:
            segments[-1] = segments[-1]._replace(end=end)
        else:
            segments.append(Period(start, end, percent))
    return segments


def length(period):
    return (period.end - period.start).days + 1


def service(periods, until, days_per_month=30):
    """All service until a day, this day included.

    :param periods: Periods; `end` None goes on
    """
    counted = [
        Period(period.start, min(period.end or until, until), period.percent)
        for period in periods if period.start <= until and period.start <= (period.end or until)]
    segments = merged(counted)
    percent_days = sum(length(segment) * segment.percent for segment in segments)
    return Service(
        segments, sum(map(length, segments)), percent_days, percent_days // (FULL * days_per_month))
