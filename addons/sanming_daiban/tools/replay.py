"""What would have happened: the recorded events of a case, replayed under another order of its items or calendar.

An item begins as long after what it waited for as it did, and from then on everything takes the working days that it
took. So a case whose order and calendar stay the same is replayed exactly as it was recorded. An item of the new plan
that the case never had takes all the days it is given. Keys are any hashables; graphs are those of `graph.py`.
"""

from typing import NamedTuple

from .critical_path import latest_begin, working_days_between
from .fold import Event, effective, fold
from .graph import topological_order
from .track import Track
from .workdays import WORKING


class Result(NamedTuple):
    used: int
    limit: int
    late: int  # days over the limit


def replay(histories, recorded, planned, assumed, calendar):
    """{key: Track} under ``planned``, of the items that would have begun.

    :param histories: {key: [Event]} of the items that were handed over
    :param recorded: {key: keys that it waited for}
    :param planned: {key: keys that it would have waited for}; what is not in it is left out
    :param assumed: {key: (days, unit)} of items without a history
    """
    before = {key: fold(events, calendar) for key, events in histories.items()}
    begin = min((track.first for track in before.values() if track.first), default=None)
    tracks = {}
    for key in topological_order(planned):
        gate = _gate(tracks, planned[key])
        if key in histories:
            old_gate = _gate(before, recorded.get(key, ()))
            days = _delay(before[key].first, old_gate, gate, begin, calendar)
            tracks[key] = fold(moved(histories[key], days, calendar), calendar) if days else before[key]
        elif key in assumed and begin and all(_is_finished(tracks, other) for other in planned[key]):
            tracks[key] = _taken(gate or begin, *assumed[key], calendar)
    return tracks


def _gate(tracks, waits):
    """The day on which the last of these was finished, as far as they were."""
    return max((tracks[key].finished for key in waits if key in tracks and tracks[key].finished), default=None)


def _is_finished(tracks, key):
    return key in tracks and tracks[key].finished


def _delay(first, old_gate, gate, begin, calendar):
    """By how many working days an item is moved, negative to an earlier day."""
    if first is None or gate == old_gate:
        return 0
    if old_gate is None:
        return max(working_days_between(calendar, first, gate), 0)
    return working_days_between(calendar, old_gate, gate or begin)


def moved(events, days, calendar):
    """The same events so many working days later, or earlier."""
    return [event._replace(date=_later(event.date, days, calendar)) for event in effective(events)]


def _later(day, days, calendar):
    return calendar.add(day, days) if days >= 0 else latest_begin(calendar, WORKING, day, -days)


def _taken(begin, days, unit, calendar):
    """The track of an item that is not known: begun at once, finished on its last day."""
    return fold([Event(1, 'start', begin), Event(2, 'finish', calendar.add_in(unit, begin, days))], calendar)


def judge(track: Track, limit, unit, calendar, day):
    """Days used up to ``day`` against the limit with its extension; without a limit nothing is late."""
    used = track.used(calendar, day, unit)
    total = limit + track.extension if limit else 0
    return Result(used, total, max(used - total, 0) if total else 0)
