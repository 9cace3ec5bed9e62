"""The way through what is still open: earliest and latest dates over a graph of prerequisites, slack, critical items.

Days are boundaries, as in the clock: what begins on a day counts the days after it, and what is finished on a day lets
its followers begin on that same day. Graphs are those of `graph.py`.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .graph import topological_order
from .workdays import NATURAL, WORKING


class Step(NamedTuple):
    """An open item: how many days are still to count, in which unit, and before which day none of them counts."""

    days: int
    unit: str = WORKING
    not_before: date | None = None


class Slot(NamedTuple):
    begin: date
    finish: date


def latest_begin(calendar, unit, finish, number):
    """The last day from which `number` days fit until `finish`: the inverse of `WorkCalendar.add_in`."""
    if number <= 0:
        return finish
    if unit == NATURAL:
        return finish - timedelta(days=number)
    rank = calendar.count(date.min, finish) - number + 1
    return calendar.add(date.min, rank) - timedelta(days=1)


def on_or_before(calendar, day):
    """`day` if it is a working day, otherwise the one before: somebody must be at work to begin."""
    return day if calendar.is_workday(day) else latest_begin(calendar, WORKING, day, 1) + timedelta(days=1)


def working_days_between(calendar, day, other):
    """Working days from `day` to `other`, negative when `other` is earlier."""
    return calendar.count(day, other) - calendar.count(other, day)


def earliest(graph, steps, calendar, today):
    """{node: Slot} when everything starts as soon as it can, not before today."""
    slots = {}
    for node in topological_order(graph):
        step = steps[node]
        waits = [slots[other].finish for other in graph[node] if other in slots]
        begin = max([today, *waits, *filter(None, [step.not_before])])
        slots[node] = Slot(begin, calendar.add_in(step.unit, begin, step.days))
    return slots


def latest(graph, steps, calendar, target):
    """{node: Slot} when everything waits as long as it can and is still finished on `target`."""
    finish = dict.fromkeys(graph, target)
    slots = {}
    for node in reversed(topological_order(graph)):
        step = steps[node]
        slots[node] = Slot(latest_begin(calendar, step.unit, finish[node], step.days), finish[node])
        for other in graph[node]:
            if other in finish:
                finish[other] = min(finish[other], slots[node].begin)
    return slots


def end_of(slots, default=None):
    return max((slot.finish for slot in slots.values()), default=default)


def slack(graph, steps, calendar, slots):
    """{node: working days it may be finished later without moving the end}; those with 0 are critical."""
    if not slots:
        return {}
    limits = latest(graph, steps, calendar, end_of(slots))
    return {node: calendar.count(slot.finish, limits[node].finish) for node, slot in slots.items()}


def used_up_on(intervals, calendar, budget):
    """The working day that uses up the budget, if counting goes on after the last interval; None without intervals.

    :param intervals: disjoint half-open intervals (after, until] in order, as `budget.union` gives them
    """
    until = None
    for after, until in intervals:
        counted = calendar.count(after, until)
        if budget <= counted:
            return calendar.add(after, budget)
        budget -= counted
    return until and calendar.add(until, budget)
