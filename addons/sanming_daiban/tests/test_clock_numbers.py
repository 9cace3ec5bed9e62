"""What is stored of a clock follows a change of the calendar, whichever way it takes."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.fold import Event, fold
from ..tools.numbers import Limits, numbers_of, shifted
from ..tools.track import Holder
from ..tools.workdays import CalendarDay, WorkCalendar
from .clock_oracle import SETTINGS
from .test_clock_fold import CALENDAR, START, histories, units

THRESHOLDS = {'least': 1, 'percent': 20}
limits = st.builds(Limits, st.integers(0, 60), units, st.integers(0, 90), units)


@st.composite
def changed_calendars(draw):
    """The calendar with some days turned round, and perhaps the notice of the year after."""
    shifts = draw(st.sets(st.integers(-5, 250), max_size=4))
    turned = {START + timedelta(days=shift) for shift in shifts}
    days = {day.date: day for day in CALENDAR._days.values()}
    for day in turned:
        days[day] = CalendarDay(day, not CALENDAR.is_workday(day))
    return WorkCalendar(days.values(), CALENDAR.published_years | draw(st.sampled_from([set(), {2027}])))


@tagged('post_install', '-at_install')
class TestNumbers(BaseCase):

    def _both_ways(self, events, limit, after, today):
        events = [event for event in events if event.date <= today and event.kind != 'finish']
        stored = numbers_of(fold(events, CALENDAR), limit, CALENDAR, today, THRESHOLDS)
        since = after.first_difference(CALENDAR) or date.max
        folded = fold(events, after)
        short = shifted(stored, limit, CALENDAR, after, since, THRESHOLDS)
        return short, numbers_of(folded, limit, after, today, THRESHOLDS), folded.spans, fold(events, CALENDAR).spans

    @settings(**{**SETTINGS, 'max_examples': 400})
    @given(histories(), limits, changed_calendars(), st.integers(20, 160))
    def test_the_short_way_leads_to_the_same(self, events, limit, after, shift):
        """DESIGN 5.3: what is moved without its events is what its events would give, spans included."""
        short, folded, spans, spans_before = self._both_ways(events, limit, after, START + timedelta(days=shift))
        if short:
            self.assertEqual(short, folded)
            self.assertEqual(spans, spans_before)

    def test_the_short_way_is_taken_where_all_stops_are_over(self):
        day = START + timedelta(days=20)
        events = [
            Event(1, 'start', START, Holder('unit', 1)), Event(2, 'pause', day, Holder('enterprise')),
            Event(3, 'resume', day + timedelta(days=5), key=2)]
        limit = Limits(30, 'working', 45, 'natural')
        today = day + timedelta(days=40)
        for shift, taken in ((5, False), (6, True)):
            closed = day + timedelta(days=shift)
            after = WorkCalendar([
                *(other for other in CALENDAR._days.values() if other.date != closed),
                CalendarDay(closed, not CALENDAR.is_workday(closed))], CALENDAR.published_years)
            short, folded, *_spans = self._both_ways(events, limit, after, today)
            self.assertEqual(bool(short), taken)
            self.assertEqual(short or folded, folded)

    def test_numbers_that_the_calendar_does_not_give_are_not_moved(self):
        """Stored by an older calendar or with other thresholds: only the events can tell."""
        limit = Limits(10, 'working', 0, 'working')
        stored = numbers_of(
            fold([Event(1, 'start', START)], CALENDAR), limit, CALENDAR, START, {'least': 1, 'percent': 50})
        self.assertIsNone(shifted(stored, limit, CALENDAR, CALENDAR, date.max, THRESHOLDS))

    def test_no_difference(self):
        self.assertIsNone(CALENDAR.first_difference(WorkCalendar(CALENDAR._days.values(), [2027])))
        self.assertEqual(WorkCalendar([CalendarDay(START, False)]).first_difference(WorkCalendar()), START)
