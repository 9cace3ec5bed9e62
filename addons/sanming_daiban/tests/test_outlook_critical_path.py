"""tools/critical_path.py against walking day by day."""
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.critical_path import Step, earliest, end_of, latest, latest_begin, on_or_before, slack, used_up_on
from ..tools.workdays import NATURAL, UNITS, WORKING, CalendarDay, WorkCalendar
from .clock_oracle import SETTINGS, days
from .test_setup_graph import graphs

TODAY = date(2026, 9, 28)
CALENDAR = WorkCalendar([
    *(CalendarDay(date(2026, 10, day), False) for day in range(1, 8)), CalendarDay(date(2026, 10, 10), True)], [2026])
ONE = timedelta(days=1)


@st.composite
def plans(draw):
    graph = draw(graphs(acyclic=True))
    dates = st.dates(TODAY, TODAY + timedelta(days=20))
    steps = st.builds(Step, st.integers(0, 12), st.sampled_from(UNITS), st.none() | dates)
    return graph, {node: draw(steps) for node in graph}


def walked(graph, steps):
    """{node: (begin, finish)}, one day after the other."""
    begin, finish, day = {}, {}, TODAY
    left = {node: step.days for node, step in steps.items()}
    while len(finish) < len(graph):
        for node in begin.keys() - finish.keys():
            left[node] -= steps[node].unit == NATURAL or CALENDAR.is_workday(day)
        for _round in graph:
            for node in graph.keys() - finish.keys():
                if all(other in finish for other in graph[node]) and (steps[node].not_before or day) <= day:
                    begin.setdefault(node, day)
                if node in begin and left[node] <= 0:
                    finish[node] = day
        day += ONE
    return {node: (begin[node], finish[node]) for node in graph}


def lengthened(graph, steps, node, number):
    """The end when the followers of `node` are let go `number` working days later."""
    held = {other: [*waits, 'held'] if node in waits else waits for other, waits in graph.items()}
    return end_of(earliest({**held, 'held': [node]}, {**steps, 'held': Step(number)}, CALENDAR, TODAY))


@tagged('post_install', '-at_install')
class TestCriticalPath(BaseCase):

    @settings(**SETTINGS)
    @given(plans())
    def test_earliest_is_walking_day_by_day(self, plan):
        """R37: items run as soon as their prerequisites are done, in legal working days or natural days."""
        self.assertEqual(earliest(*plan, CALENDAR, TODAY), walked(*plan))

    @settings(**SETTINGS)
    @given(plans(), st.dates(TODAY, TODAY + timedelta(days=90)))
    def test_latest_is_the_last_that_still_works(self, plan, target):
        """Backward plan: what begins on its latest day keeps the target; one day later it does not."""
        graph, steps = plan
        limits = latest(graph, steps, CALENDAR, target)
        for node, slot in limits.items():
            step = steps[node]
            followers = [limits[other].begin for other, waits in graph.items() if node in waits]
            self.assertEqual(slot.finish, min([target, *followers]))
            self.assertLessEqual(CALENDAR.add_in(step.unit, slot.begin, step.days), slot.finish)
            self.assertGreater(CALENDAR.add_in(step.unit, slot.begin + ONE, step.days), slot.finish)

    @settings(**SETTINGS)
    @given(plans())
    def test_slack_is_what_an_item_can_lose(self, plan):
        """An item can be late by its slack without moving the end, and by no working day more."""
        graph, steps = plan
        slots = earliest(graph, steps, CALENDAR, TODAY)
        for node, number in slack(graph, steps, CALENDAR, slots).items():
            self.assertEqual(lengthened(graph, steps, node, number), end_of(slots))
            self.assertGreater(lengthened(graph, steps, node, number + 1), end_of(slots))

    @settings(**SETTINGS)
    @given(plans())
    def test_a_critical_chain_leads_to_the_end(self, plan):
        """Each critical item begins today, with its own hindrance, or when a critical item lets it.

        In working days: a natural day at a weekend gives the item before it a working day that it has not itself.
        """
        graph, steps = plan
        steps = {node: step._replace(unit=WORKING) for node, step in steps.items()}
        slots = earliest(graph, steps, CALENDAR, TODAY)
        critical = {node for node, number in slack(graph, steps, CALENDAR, slots).items() if not number}
        self.assertEqual(bool(critical), bool(graph))
        for node in critical:
            begin = slots[node].begin
            self.assertTrue(
                begin in (TODAY, steps[node].not_before)
                or any(slots[other].finish == begin for other in graph[node] if other in critical))

    def test_begins_when_somebody_is_at_work(self):
        """"Start 环评 by": two working days until Saturday 10-10 (a make-up day) begin before the festival."""
        begin = latest_begin(CALENDAR, 'working', date(2026, 10, 10), 3)
        self.assertEqual(begin, date(2026, 10, 7))
        self.assertEqual(on_or_before(CALENDAR, begin), date(2026, 9, 30))

    @settings(**SETTINGS)
    @given(st.lists(st.integers(0, 12), max_size=8), st.integers(0, 60))
    def test_budget_is_used_up_day_by_day(self, lengths, budget):
        """R38–R42: days between the items use nothing; after the last one counting goes on."""
        intervals, day = [], TODAY
        for length in lengths:
            intervals.append((day, day + timedelta(days=length)))
            day += timedelta(days=length + 3)
        if not intervals:
            self.assertIsNone(used_up_on(intervals, CALENDAR, budget))
            return
        counted = [day for after, until in [*intervals[:-1], (intervals[-1][0], date(2027, 6, 1))]
                   for day in days(after, until) if CALENDAR.is_workday(day)]
        if budget:
            self.assertEqual(used_up_on(intervals, CALENDAR, budget), counted[budget - 1])
