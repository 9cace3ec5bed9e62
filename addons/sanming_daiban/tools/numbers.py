"""The numbers that are stored of a clock: made from its track, or, when only the calendar changes, from themselves.

Up to the first day on which two calendars differ every clock is the same under both. A clock that since before that
day has counted without a stop is therefore known by what was used until then: what is left of its limits is added to
that day, and its events need not be read. `shifted` does so; whatever is not as plain is folded.
"""

from datetime import date
from typing import NamedTuple

from .track import NOBODY, light_dates, light_on
from .workdays import WORKING


class Limits(NamedTuple):
    days: int
    unit: str
    statutory_days: int
    statutory_unit: str

    def leading(self):
        """What the light goes by: the promise, where there is none the law."""
        return (self.days, self.unit) if self.days else (self.statutory_days, self.statutory_unit)


class Numbers(NamedTuple):
    """Named as they are stored, and in the types of the database."""

    due_date: date | None
    statutory_due_date: date | None
    light_yellow_on: date | None
    light_orange_on: date | None
    light_red_on: date | None
    deadline_provisional: bool
    started_on: date | None
    finished_on: date | None
    extension_days: int
    clock_used: int
    clock_statutory_used: int
    clock_anchor: date | None
    finished_late: bool
    pause_reason_id: int | None
    pause_since: date | None
    pause_ends_on: date | None
    pause_claimed: bool
    holder_kind: str
    holder_unit_id: int | None
    holder_user_id: int | None
    holder_since: date | None

    def light(self, today):
        return light_on(
            today, running=bool(self.started_on and not self.finished_on), paused=bool(self.pause_since),
            yellow=self.light_yellow_on, orange=self.light_orange_on, red=self.light_red_on)


class Rest(NamedTuple):
    """What a clock has still to count, from its anchor on; answers `nth` as a `Track` does."""

    anchor: date
    extension: int
    used: dict  # {unit: days that have counted until the anchor}
    started = True

    def nth(self, calendar, number, unit=WORKING):
        """None for a day up to the anchor: it is past, and no change after it moves it."""
        left = number - self.used[unit]
        return calendar.add_in(unit, self.anchor, left) if left > 0 else None


def numbers_of(track, limits, calendar, today, thresholds):
    """The `Numbers` of a track as they are on a day."""
    pause = track.pause_on(today)
    due, statutory_due, yellow, orange, red = _dates(track, limits, calendar, thresholds)
    if pause:
        due = statutory_due = None
    anchor = track.anchor()
    span = track.span_on(today)
    holder = span.holder if span else NOBODY
    used = track.used(calendar, anchor or date.max, limits.unit)
    return Numbers(
        due, statutory_due, yellow, orange, red,
        _is_provisional(limits, calendar, due, statutory_due),
        track.started, track.finished, track.extension,
        used,
        used if limits.statutory_unit == limits.unit else track.used(
            calendar, anchor or date.max, limits.statutory_unit),
        anchor,
        bool(track.finished and red and red <= track.finished),
        pause and pause.reason, pause and pause.after, pause and track.pause_ends(), bool(track.claimed_pauses()),
        holder.kind, holder.unit or None, holder.user or None,
        track.holder_since(today) if span else track.finished)


def shifted(stored, limits, before, after, since, thresholds):
    """The numbers under another calendar, from those under the present one; None if only the events can tell.

    :param since: the first day on which the calendars `before` and `after` differ
    """
    anchor = stored.clock_anchor
    if not anchor or anchor >= since or stored.pause_since:
        return None
    rest = Rest(anchor, stored.extension_days, {
        limits.unit: stored.clock_used, limits.statutory_unit: stored.clock_statutory_used})
    known = stored[:5]
    if _moved(known, _dates(rest, limits, before, thresholds)) != known:
        return None
    dates = _moved(known, _dates(rest, limits, after, thresholds))
    return Numbers(*dates, _is_provisional(limits, after, dates[0], dates[1]), *stored[6:])


def _moved(known, dates):
    return tuple([new or old for new, old in zip(dates, known, strict=True)])


def _dates(clock, limits, calendar, thresholds):
    """Due by promise, due by law, and the first days of yellow, orange and red."""
    lights = light_dates(clock, calendar, *limits.leading(), **thresholds)
    statutory_due = limits.statutory_days and clock.started and clock.nth(
        calendar, limits.statutory_days + clock.extension, limits.statutory_unit)
    return lights[1] if limits.days else None, statutory_due or None, *lights


def _is_provisional(limits, calendar, due, statutory_due):
    """Whether one of the dates lies in a year whose calendar is still to come."""
    return bool(
        (due and limits.unit == WORKING and calendar.is_provisional(due))
        or (statutory_due and limits.statutory_unit == WORKING and calendar.is_provisional(statutory_due)))
