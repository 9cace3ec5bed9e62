"""From events to spans: who held the ball when, and which days count.

Events are facts with a date. Folding them gives a `Track`, which answers every question about the clock; nothing
about it depends on today or on the order in which the events were recorded, except that among several hand-overs of
one day the last recorded holds. All intervals are half-open, (after, until], so they tile.
"""

from datetime import date
from operator import attrgetter
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


_BY_DATE = attrgetter('date', 'seq')
_HAS_DOCUMENT = attrgetter('has_document')
_HAS_APPROVAL = attrgetter('has_approval')


def effective(events):
    """The events that stand, in order of date: without those voided and without the voids.

    A void can itself be voided. What refers to a voided pause falls with it.
    """
    if any(event.kind == 'void' for event in events):
        events = _without_voided(events)
    return sorted(events, key=_BY_DATE)


def _without_voided(events):
    voided, keep = set(), []
    for event in sorted(events, key=lambda event: -event.seq):
        if event.seq in voided:
            continue
        if event.kind == 'void':
            voided.add(event.void_of)
        else:
            keep.append(event)
    return [event for event in keep if event.key not in voided]


def fold(events, calendar):
    """The `Track` of these events."""
    if len(events) == 1 and events[0].kind == 'start':
        return _fold_plain(events[0])
    return _fold_any(events, calendar)


def _fold_any(events, calendar):
    events = effective(events)
    started = finished = last = None
    extension, holders, groups = 0, [], {}
    for event in events:
        kind = event.kind
        if kind == 'handover':
            holders.append(event)
            continue
        last = event.date
        if kind == 'pause' or kind == 'resume':
            groups.setdefault(event.seq if event.key is None else event.key, []).append(event)
        elif kind == 'start':
            started = started or event.date
            holders.append(event)
        elif kind == 'finish':
            finished = finished or event.date
        else:
            extension += event.days
    holders = [event for event in holders if event.holder]
    pauses = _pauses(groups, started, calendar) if groups else ()
    return Track(
        events[0].date if events else None, last, started, finished, extension, pauses,
        _counting_intervals(started, pauses) if started else (),
        tuple(_spans(events[0].date, started, finished, holders, pauses)) if events else ())


def _fold_plain(event):
    """The `Track` of a clock that has only begun, which is what most clocks are for most of their life."""
    day = event.date
    return Track(
        day, day, day, None, 0, (), ((day, None),), (Span(day, None, COUNTING, event.holder or NOBODY),))


# --- pauses
def _pauses(groups, started, calendar):
    """The pauses in order of effect, the claimed ones last."""
    pauses = [_pause(key, group, started, calendar) for key, group in groups.items()]
    return tuple(sorted(filter(None, pauses), key=_pause_order))


def _pause_order(pause):
    return (pause.after is None, pause.after or pause.asked, pause.holder, pause.reason or 0, pause.key)


def _pause(key, group, started, calendar):
    """One pause with its completions and its end; None when the event that asked for it is missing."""
    asked = resumed = None
    completions = []
    for event in group:
        if event.kind == 'resume':
            resumed = resumed or event.date  # they come in the order of their dates
        else:
            completions.append(event)
            if event.key is None:
                asked = asked or event
    if asked is None:
        return None
    after = _complete_from(asked, completions)
    after = after and started and max(after, started)
    ends = calendar.add_in(asked.max_unit, after, asked.max_days) if after and asked.max_days else None
    until = min(resumed, ends) if resumed and ends else resumed or ends
    return Pause(key, asked.date, after, until, resumed, ends, asked.reason, asked.holder or NOBODY)


def _complete_from(asked, group):
    """The day from which the pause stops the clock: when its last missing paper is there; None if one is missing.

    A pause that the law ties to a document or to an approval is until then only claimed, and every day counts.
    """
    complete = asked.date
    for needed, has in ((asked.needs_document, _HAS_DOCUMENT), (asked.needs_approval, _HAS_APPROVAL)):
        if needed:
            day = next((event.date for event in group if has(event)), None)
            if day is None:
                return None
            complete = max(complete, day)
    return complete


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
def _spans(first, started, finished, holders, pauses):
    """:param holders: the events that pass the ball on, in their order"""
    cuts = _cuts(first, started, finished, holders, pauses)
    begin, facts, end = first, None, None
    for after in cuts:
        if finished and after >= finished:
            end = finished
            break
        found = _facts(after, started, holders, pauses)
        if found != facts:
            if facts:
                yield Span(begin, after, *facts)
            begin, facts = after, found
    if facts:
        yield Span(begin, end, *facts)


def _cuts(first, started, finished, holders, pauses):
    """Every date at which something may change, in order."""
    cuts = {first, started, finished}
    cuts.update([event.date for event in holders])
    for pause in pauses:
        cuts.update((pause.asked, pause.after, pause.until, pause.resumed))
    cuts.discard(None)
    return sorted([day for day in cuts if day >= first])


def _facts(after, started, holders, pauses):
    """State, holder, reason, key and note of the span that begins at the end of day `after`."""
    holder = NOBODY
    for event in holders:
        if event.date > after:
            break
        holder = event.holder
    if started is None or after < started:
        return WAITING, holder, None, None, ''
    for pause in pauses:
        if pause.covers(after):
            return PAUSED, pause.holder, pause.reason, pause.key, ''
    for pause in pauses:
        if note := pause.note(after):
            return COUNTING, holder, pause.reason, pause.key, note
    return COUNTING, holder, None, None, ''
