"""The engine against day-by-day brute force, on random histories."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import budget, explain
from ..tools.fold import Event, _fold_any, fold
from ..tools.track import Holder, light_dates, light_on
from ..tools.workdays import NATURAL, WORKING, CalendarDay, WorkCalendar
from .clock_oracle import SETTINGS, days

START = date(2026, 3, 2)
END = START + timedelta(days=120)
CALENDAR = WorkCalendar(
    [CalendarDay(START + timedelta(days=shift), shift % 2 == 0) for shift in range(3, 90, 5)], [2026])
HOLDERS = [Holder('window'), Holder('unit', 1, 1), Holder('unit', 2)]
SPECIAL = {1: Holder('enterprise'), 2: Holder('special')}


@st.composite
def histories(draw):
    """A clock with hand-overs and pauses of all sorts, in the order of their dates."""
    day = st.integers(0, 100).map(lambda shift: START + timedelta(days=shift))
    events = [Event(1, 'start', START + timedelta(days=draw(st.integers(0, 5))))]
    for handed_on in draw(st.lists(day, max_size=4, unique=True)):
        events.append(Event(0, 'handover', handed_on, holder=draw(st.sampled_from(HOLDERS))))
    for number in range(draw(st.integers(0, 4))):
        events.extend(_pause(draw, day, 10 + number * 10, events[0].date))
    if draw(st.booleans()):
        last = max(event.date for event in events)
        events.append(Event(2, 'finish', last + timedelta(days=draw(st.integers(0, 9)))))
    if draw(st.booleans()):
        events.append(Event(3, 'extend', events[0].date, days=draw(st.integers(1, 10)), has_approval=True))
    return events


def _pause(draw, day, key, started):
    asked = max(draw(day), started)
    reason = draw(st.sampled_from(sorted(SPECIAL)))
    pause = Event(
        key, 'pause', asked, SPECIAL[reason], None, reason, draw(st.booleans()), draw(st.booleans()),
        draw(st.booleans()), draw(st.booleans()), draw(st.sampled_from([0, 0, 3, 20])))
    yield pause
    if draw(st.booleans()):
        yield Event(key + 1, 'pause', asked + timedelta(days=draw(st.integers(0, 8))), key=key, has_document=True)
    if draw(st.booleans()):
        yield Event(key + 2, 'pause', asked + timedelta(days=draw(st.integers(0, 8))), key=key, has_approval=True)
    if draw(st.booleans()):
        yield Event(key + 3, 'resume', asked + timedelta(days=draw(st.integers(0, 30))), key=key)


def stopped(events, day):
    """Whether one of the pauses takes this day out: said once more, without intervals."""
    for pause in (event for event in events if event.kind == 'pause' and event.key is None):
        papers = [event for event in events if event.kind == 'pause' and pause.seq in (event.seq, event.key)]
        complete = [event.date for event in papers if event.has_document] if pause.needs_document else [pause.date]
        approved = [event.date for event in papers if event.has_approval] if pause.needs_approval else [pause.date]
        if not complete or not approved:
            continue
        after = max(min(complete), min(approved), pause.date)
        ended = [event.date for event in events if event.kind == 'resume' and event.key == pause.seq]
        within = not pause.max_days or sum(map(CALENDAR.is_workday, days(after, day))) <= pause.max_days
        # a rest day after the last day of the maximum counts again
        if within and pause.max_days and day > CALENDAR.add(after, pause.max_days):
            within = False
        if after < day and within and (not ended or day <= min(ended)):
            return True
    return False


def counted(events, unit, until=END):
    start = next(event.date for event in events if event.kind == 'start')
    finish = next((event.date for event in events if event.kind == 'finish'), until)
    return [day for day in days(start, min(finish, until))
            if (unit == NATURAL or CALENDAR.is_workday(day)) and not stopped(events, day)]


units = st.sampled_from([WORKING, NATURAL])


@tagged('post_install', '-at_install')
class TestFold(BaseCase):

    @settings(**SETTINGS)
    @given(histories(), units, st.integers(0, 120))
    def test_used_days_are_the_days_that_count(self, events, unit, shift):
        today = START + timedelta(days=shift)
        self.assertEqual(fold(events, CALENDAR).used(CALENDAR, today, unit), len(counted(events, unit, today)))

    @settings(**SETTINGS)
    @given(histories(), units, st.integers(1, 40))
    def test_the_due_date_is_when_the_limit_would_be_used_up(self, events, unit, limit):
        running = [event for event in events if event.kind != 'finish']
        track = fold(events, CALENDAR)
        days_ = counted(running, unit, END + timedelta(days=400))
        total = limit + track.extension
        self.assertEqual(track.due(CALENDAR, limit, unit), days_[total - 1] if total <= len(days_) else None)

    @settings(**SETTINGS)
    @given(histories())
    def test_spans_tile(self, events):
        """No day is lost or held twice, from the first event to the finish or for ever."""
        track = fold(events, CALENDAR)
        for span, following in pairwise(track.spans):
            self.assertEqual(span.until, following.after)
            self.assertLess(span.after, span.until)
        first = min(event.date for event in events)
        if track.finished == first:
            self.assertFalse(track.spans)
        else:
            self.assertEqual((track.spans[0].after, track.spans[-1].until), (first, track.finished))

    @settings(**SETTINGS)
    @given(histories(), units)
    def test_shares_add_up_to_the_elapsed_days(self, events, unit):
        track = fold(events, CALENDAR)
        end = min(track.finished or END, END)
        self.assertEqual(
            sum(budget.shares(track, CALENDAR, END, unit).values()), CALENDAR.count_in(unit, track.first, end))

    @settings(**SETTINGS)
    @given(st.lists(histories(), min_size=1, max_size=4), st.integers(0, 120))
    def test_the_budget_counts_parallel_items_once(self, histories_, shift):
        """R38–R42, Q1: the union of the counted days."""
        today = START + timedelta(days=shift)
        tracks = [fold(events, CALENDAR) for events in histories_]
        union = {day for events in histories_ for day in counted(events, WORKING, today)}
        self.assertEqual(budget.budget_used(tracks, CALENDAR, today), len(union))

    @settings(**SETTINGS)
    @given(histories(), st.randoms())
    def test_a_clock_that_has_only_begun_takes_the_short_way_to_the_same(self, events, random):
        start = next(event for event in events if event.kind == 'start')._replace(holder=random.choice(HOLDERS))
        self.assertEqual(fold([start], CALENDAR), _fold_any([start], CALENDAR))

    @settings(**SETTINGS)
    @given(histories(), st.randoms())
    def test_the_order_of_recording_does_not_matter(self, events, random):
        shuffled = list(events)
        random.shuffle(shuffled)
        self.assertEqual(fold(shuffled, CALENDAR), fold(events, CALENDAR))

    @settings(**SETTINGS)
    @given(histories(), st.data())
    def test_what_is_corrected_never_was(self, events, data):
        wrong = data.draw(st.sampled_from(events))
        without = [event for event in events if event is not wrong and event.key != wrong.seq]
        if wrong.kind == 'handover':
            events = [event._replace(seq=99) if event is wrong else event for event in events]
            wrong = wrong._replace(seq=99)
        void = Event(100, 'void', END, void_of=wrong.seq)
        self.assertEqual(fold([*events, void], CALENDAR), fold(without, CALENDAR))
        undone = Event(101, 'void', END, void_of=100)
        self.assertEqual(fold([*events, void, undone], CALENDAR), fold(events, CALENDAR))

    @settings(**SETTINGS)
    @given(histories(), units, st.integers(0, 120))
    def test_the_proof_adds_up(self, events, unit, shift):
        """期限计算书: one row a day without gaps, and its total is the engine's."""
        today = START + timedelta(days=shift)
        track = fold(events, CALENDAR)
        rows = list(explain.explain(track, CALENDAR, today, unit))
        end = min(track.finished or today, today)
        self.assertEqual([row.date for row in rows], list(days(track.first, end)))
        self.assertEqual(rows[-1].total if rows else 0, track.used(CALENDAR, today, unit))
        self.assertEqual([row.date for row in rows if row.counted], counted(events, unit, today))
        self.assertTrue(all(track.counts(CALENDAR, row.date, unit) == row.counted for row in rows))

    @settings(**SETTINGS)
    @given(histories(), units, st.integers(1, 30), st.integers(0, 120))
    def test_the_light_follows_the_remaining_days(self, events, unit, limit, shift):
        """DESIGN §5.3: yellow ≤ max(1, 20 %), orange at 0, red below."""
        today = START + timedelta(days=shift)
        track = fold([event for event in events if event.date <= today], CALENDAR)
        if not track.started or track.finished:
            return
        yellow, orange, red = light_dates(track, CALENDAR, limit, unit)
        light = light_on(today, running=True, paused=bool(track.pause_on(today)), yellow=yellow, orange=orange, red=red)
        remaining = limit + track.extension - track.used(CALENDAR, today, unit)
        expected = 'red' if remaining < 0 else 'grey' if track.pause_on(today) else (
            'orange' if remaining == 0 else 'yellow' if remaining <= max(1, limit * 20 // 100) else 'green')
        self.assertEqual(light, expected)
