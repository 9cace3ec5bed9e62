"""A folded clock and what it answers: used days, due date, holder, light. See `fold.py` for how it is made."""

from datetime import date
from typing import NamedTuple

from .workdays import WORKING

WAITING, COUNTING, PAUSED = 'waiting', 'counting', 'paused'
CLAIMED, LAPSED = 'claimed', 'lapsed'
GREY, GREEN, YELLOW, ORANGE, RED = 'grey', 'green', 'yellow', 'orange', 'red'


class Holder(NamedTuple):
    kind: str
    unit: int = 0
    user: int = 0


NOBODY = Holder('nobody')


class Span(NamedTuple):
    """One holder in one state over (after, until]; `until` None while it lasts."""

    after: date
    until: date | None
    state: str
    holder: Holder
    reason: int | None = None
    key: int | None = None
    note: str = ''


class Pause(NamedTuple):
    key: int
    asked: date
    after: date | None  # from when it stops the clock; None while it is only claimed
    until: date | None  # when it ends: by a resume or by its maximum; None while it has neither
    resumed: date | None
    ends: date | None  # the last day that its maximum allows
    reason: int | None
    holder: Holder

    def covers(self, day):
        """Whether it stops the clock on the day after `day`."""
        return self.after is not None and self.after <= day and (self.until is None or day < self.until)

    def note(self, day):
        """Why the day after `day` counts although the pause was asked for."""
        if self.resumed and self.resumed <= day:
            return ''
        if self.asked <= day and (self.after is None or day < self.after):
            return CLAIMED
        return LAPSED if self.ends and self.ends <= day else ''

    @property
    def is_open(self):
        return self.resumed is None


class Track(NamedTuple):
    first: date | None
    last: date | None  # the latest event that is no hand-over
    started: date | None
    finished: date | None
    extension: int
    pauses: tuple
    intervals: tuple  # counting intervals (after, until], the last one open unless a pause is; finish not applied
    spans: tuple

    # --- counting
    def counted_until(self, day):
        """The intervals in which days have counted up to and including `day`, none of them open."""
        if self.finished and self.finished < day:
            day = self.finished
        for after, until in self.intervals:
            if after >= day:
                return
            yield after, day if until is None else min(until, day)

    def used(self, calendar, day, unit=WORKING):
        return sum(calendar.count_in(unit, after, until) for after, until in self.counted_until(day))

    def nth(self, calendar, number, unit=WORKING):
        """The day that counts as number `number`, were the clock to keep running; None if an open pause prevents it."""
        for after, until in self.intervals:
            if until is None:
                return calendar.add_in(unit, after, number)
            counted = calendar.count_in(unit, after, until)
            if number <= counted:
                return calendar.add_in(unit, after, number)
            number -= counted
        return None

    def counts(self, calendar, day, unit=WORKING):
        """Whether this very day counts."""
        return any(after < day <= until for after, until in self.counted_until(day)) and (
            unit != WORKING or calendar.is_workday(day))

    def due(self, calendar, limit, unit=WORKING):
        """The day on which limit and extensions are used up, None without limit or start, or while a pause is open."""
        return self.nth(calendar, limit + self.extension, unit) if limit and self.started else None

    # --- state on a day, seen after that day's events
    def open_pauses(self):
        """The complete pauses that nobody has ended, those past their maximum included."""
        return () if self.finished else tuple(pause for pause in self.pauses if pause.is_open and pause.after)

    def unended_pauses(self):
        return () if self.finished else tuple(pause for pause in self.pauses if pause.is_open)

    def claimed_pauses(self):
        return () if self.finished else tuple(pause for pause in self.pauses if pause.is_open and not pause.after)

    def pause_ends(self):
        """The last day of the open pauses, None when there is none or one without end."""
        ends = [pause.ends for pause in self.open_pauses()]
        return max(ends) if ends and None not in ends else None

    def pause_on(self, day):
        """The open pause that stops the clock on `day`, the last day of its maximum included; the longest one holds."""
        pauses = [pause for pause in self.open_pauses() if pause.ends is None or day <= pause.ends]
        return pauses[0] if pauses else None

    def anchor(self):
        """(day, open): counting goes on from `day` if open, otherwise no further day will count."""
        if self.started and not self.finished and self.intervals and self.intervals[-1][1] is None:
            return self.intervals[-1][0]
        return None

    def span_on(self, day):
        """The span in force at the end of `day`: its events are done."""
        for span in self.spans:
            if span.after <= day and (span.until is None or day < span.until):
                return span
        return None

    def holder_since(self, day):
        """When the present holder got the ball."""
        since, holder = None, None
        for span in self.spans:
            if span.after > day:
                break
            if span.holder != holder:
                since, holder = span.after, span.holder
        return since


def warn_threshold(limit, least=1, percent=20):
    """Remaining days from which the light is yellow: max(1, 20 % of the limit)."""
    return max(least, limit * percent // 100)


def light_dates(track, calendar, limit, unit=WORKING, least=1, percent=20):
    """First days of yellow, orange and red; None where the clock does not get there."""
    if not limit or not track.started:
        return None, None, None
    total = limit + track.extension
    warn = max(total - warn_threshold(limit, least, percent), 0)
    return tuple(track.nth(calendar, number, unit) for number in (warn, total, total + 1))


def light_on(day, *, running, paused, yellow, orange, red):
    """The light of a clock on a day. What is overdue stays red when it is paused: a pause hides nothing."""
    if not running:
        return GREY
    if red and day >= red:
        return RED
    if paused:
        return GREY
    if orange and day >= orange:
        return ORANGE
    return YELLOW if yellow and day >= yellow else GREEN
