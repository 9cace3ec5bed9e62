"""From events to spans: who held the ball when, and which days count.

Events are facts with a date. Folding them gives a `Track`, which answers every question about the clock; nothing
about it depends on today or on the order in which the events were recorded, except that among several hand-overs of
one day the last recorded holds. All intervals are half-open, (after, until], so they tile.
"""

from datetime import date
from typing import NamedTuple

from .track import COUNTING, NOBODY, PAUSED, WAITING, Holder, Pause, Span, Track
from .workdays import WORKING


class Event(NamedTuple):
    seq: int
    kind: str
    date: date
    holder: Holder | None = None
    # pauses: `key` is the seq of the pause that a later event completes or ends
    key: int | None = None
    reason: int | None = None
    needs_document: bool = False
    needs_approval: bool = False
    has_document: bool = False
    has_approval: bool = False
    max_days: int = 0
    max_unit: str = WORKING
    # extensions
    days: int = 0
    # corrections
    void_of: int | None = None


def effective(events):
    """The events that stand, in order of date: without those voided and without the voids.

    A void can itself be voided. What refers to a voided pause falls with it.
    """
    voided, keep = set(), []
    for event in sorted(events, key=lambda event: -event.seq):
        if event.seq in voided:
            continue
        if event.kind == 'void':
            voided.add(event.void_of)
        else:
            keep.append(event)
    keep = [event for event in keep if event.key not in voided]
    keep.sort(key=lambda event: (event.date, event.seq))
    return keep


def fold(events, calendar):
    """The `Track` of these events."""
    events = effective(events)
    started = next((event.date for event in events if event.kind == 'start'), None)
    finished = next((event.date for event in events if event.kind == 'finish'), None)
    pauses = _pauses(events, started, calendar)
    intervals = _counting_intervals(started, pauses) if started else ()
    return Track(
        first=events[0].date if events else None,
        last=max((event.date for event in events if event.kind != 'handover'), default=None),
        started=started,
        finished=finished,
        extension=sum(event.days for event in events if event.kind == 'extend'),
        pauses=pauses,
        intervals=intervals,
        spans=tuple(_spans(events, started, finished, pauses)),
    )


# --- pauses
def _pauses(events, started, calendar):
    """The pauses in order of effect, the claimed ones last."""
    groups = {}
    for event in events:
        if event.kind in ('pause', 'resume'):
            key = event.seq if event.key is None else event.key
            groups.setdefault(key, []).append(event)
    pauses = [_pause(key, group, started, calendar) for key, group in groups.items()]
    return tuple(sorted(filter(None, pauses), key=_pause_order))


def _pause_order(pause):
    return (pause.after is None, pause.after or pause.asked, pause.holder, pause.reason or 0, pause.key)


def _pause(key, group, started, calendar):
    """One pause with its completions and its end; None when the event that asked for it is missing."""
    asked = next((event for event in group if event.kind == 'pause' and event.key is None), None)
    if asked is None:
        return None
    after = _complete_from(asked, [event for event in group if event.kind == 'pause'])
    after = after and started and max(after, started)
    resumed = min((event.date for event in group if event.kind == 'resume'), default=None)
    ends = calendar.add_in(asked.max_unit, after, asked.max_days) if after and asked.max_days else None
    until = min(filter(None, (resumed, ends)), default=None)
    return Pause(key, asked.date, after, until, resumed, ends, asked.reason, asked.holder or NOBODY)


def _complete_from(asked, group):
    """The day from which the pause stops the clock: when its last missing paper is there; None if one is missing.

    A pause that the law ties to a document or to an approval is until then only claimed, and every day counts.
    """
    days = [asked.date]
    if asked.needs_document:
        days.append(min((event.date for event in group if event.has_document), default=None))
    if asked.needs_approval:
        days.append(min((event.date for event in group if event.has_approval), default=None))
    return None if None in days else max(days)


def _counting_intervals(started, pauses):
    """The half-open intervals in which days count, the last one open unless a pause is; `finish` is not applied."""
    intervals, position = [], started
    for pause in pauses:
        if pause.after is None or (pause.until and pause.until <= max(position, pause.after)):
            continue
        if pause.after > position:
            intervals.append((position, pause.after))
        if pause.until is None:
            return tuple(intervals)
        position = pause.until
    return (*intervals, (position, None))


# --- spans
def _spans(events, started, finished, pauses):
    if not events:
        return
    holders = [(event.date, event.holder, event.seq) for event in events
               if event.holder and event.kind in ('start', 'handover')]
    cuts = _cuts(events[0].date, started, finished, holders, pauses)
    pending = None
    for after, until in zip(cuts, [*cuts[1:], None], strict=True):
        if finished and after >= finished:
            break
        span = _span(after, until, started, holders, pauses)
        if pending and pending[2:] == span[2:]:
            pending = pending._replace(until=until)
        else:
            if pending:
                yield pending
            pending = span
    if pending:
        yield pending


def _cuts(first, started, finished, holders, pauses):
    """Every date at which something may change, in order."""
    cuts = {first, started, finished, *(day for day, _holder, _seq in holders)}
    for pause in pauses:
        cuts.update((pause.asked, pause.after, pause.until, pause.resumed))
    return sorted(day for day in cuts if day and day >= first)


def _span(after, until, started, holders, pauses):
    """The span that begins at the end of day `after`."""
    holder = NOBODY
    for day, held, _seq in holders:
        if day <= after:
            holder = held
    if started is None or after < started:
        return Span(after, until, WAITING, holder)
    for pause in pauses:
        if pause.covers(after):
            return Span(after, until, PAUSED, pause.holder, pause.reason, pause.key)
    for pause in pauses:
        note = pause.note(after)
        if note:
            return Span(after, until, COUNTING, holder, pause.reason, pause.key, note)
    return Span(after, until, COUNTING, holder)
