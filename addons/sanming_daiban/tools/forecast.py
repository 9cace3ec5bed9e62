"""How long things really take: durations drawn from what was finished before, and how often such a forecast was right.

A duration is the number of working days from the day an item came to its unit to its decision, pauses included. What
is drawn for an item is a mixture: its own type in its category, shrunk to its type, to its category, to everything,
and at last to the limit of the plan. Each level weighs by the number of its samples, n / (n + SHRINK), of what the
level before it left over. Same input and seed, same answer.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import NamedTuple

from .graph import topological_order

SHRINK = 5
# Items of one case share its fortune (its enterprise, its site): part of each draw is common to the whole run.
SHARED = 0.3
RUNS = 500
# A level of many samples is represented by so many of its quantiles.
QUANTILES = 200


class Sample(NamedTuple):
    """One finished item."""

    item_type: int
    category: int
    limit: int  # of its plan; 0: not timed
    days: int


class Task(NamedTuple):
    """One item to forecast; `fixed`: its days are given and nothing is drawn."""

    item_type: int
    category: int
    limit: int
    elapsed: int | None = None  # working days since it came to its unit; None: it has not come yet
    fixed: int | None = None


class Outcomes:
    """A discrete distribution of days."""

    __slots__ = ('_cumulative', 'days')

    def __init__(self, weights):
        """:param weights: {days: weight}"""
        self.days = sorted(weights)
        self._cumulative = list(accumulate(weights[day] for day in self.days))

    def at(self, share):
        """The smallest number of days that is reached with at least this probability."""
        index = bisect_left(self._cumulative, share * self._cumulative[-1])
        return self.days[min(index, len(self.days) - 1)]

    def after(self, elapsed):
        """The days that remain when it is not finished after `elapsed`.

        What lasts longer than anything known is drawn as if it began today: it is not promised for tomorrow.
        """
        index = bisect_right(self.days, elapsed)
        if index == len(self.days):
            return self
        weights, before = {}, self._cumulative[index - 1] if index else 0
        for day, cumulative in zip(self.days[index:], self._cumulative[index:], strict=True):
            weights[day - elapsed], before = cumulative - before, cumulative
        return Outcomes(weights)


class History:
    """What is known of the finished items, ready to be asked for the outcomes of an item."""

    def __init__(self, samples, shrink=SHRINK):
        self._shrink = shrink
        self._levels = defaultdict(list)
        self._outcomes = {}
        self.count = defaultdict(int)
        for sample in samples:
            self.count[sample.category] += 1
            self._levels[sample.item_type, sample.category].append(sample)
            self._levels[sample.item_type, None].append(sample)
            if sample.limit:
                self._levels[None, sample.category].append(sample)
                self._levels[None, None].append(sample)
        self._sizes = {level: len(found) for level, found in self._levels.items()}
        for level in [level for level in self._levels if level[0] is None]:
            self._levels[level] = _thinned(self._levels[level])

    def outcomes(self, item_type, category, limit):
        key = item_type, category, limit
        if key not in self._outcomes:
            self._outcomes[key] = Outcomes(self._mixture(*key))
        return self._outcomes[key]

    def _mixture(self, item_type, category, limit):
        weights, left = defaultdict(float), 1.0
        levels = [(item_type, category), (item_type, None)]
        if limit:
            levels += [(None, category), (None, None)]
        for level in levels:
            size = self._sizes.get(level, 0)
            if size:
                share = left * size / (size + self._shrink)
                found = self._levels[level]
                for sample in found:
                    weights[_scaled(sample, limit)] += share / len(found)
                left -= share
        weights[limit] += left
        return weights


def _scaled(sample, limit):
    """The days of the sample as days of an item with this limit; what has no limit cannot be compared by it."""
    if not (limit and sample.limit):
        return sample.days
    return (2 * sample.days * limit + sample.limit) // (2 * sample.limit)


def _thinned(samples):
    samples = sorted(samples, key=lambda sample: (sample.days / sample.limit, sample.limit))
    size = len(samples)
    return samples if size <= QUANTILES else [samples[(2 * i + 1) * size // (2 * QUANTILES)] for i in range(QUANTILES)]


def completions(graph, tasks, history, seed, runs=RUNS):
    """Sorted numbers of working days until all is finished, one of each run."""
    order = topological_order(graph)
    outcomes = {node: _task_outcomes(tasks[node], history) for node in order}
    waits = {node: [other for other in graph[node] if other in graph] for node in order}
    gauss = random.Random(seed).gauss
    common, own = math.sqrt(SHARED / 2), math.sqrt((1 - SHARED) / 2)
    result = []
    for _run in range(runs):
        fortune, finish = common * gauss(0, 1), {}
        for node in order:
            # drawn for a fixed task too, so that fixing one leaves the draws of the others as they were
            share = 0.5 * (1 + math.erf(fortune + own * gauss(0, 1)))
            begin = max([finish[other] for other in waits[node]], default=0)
            finish[node] = begin + outcomes[node].at(share)
        result.append(max(finish.values(), default=0))
    return sorted(result)


def _task_outcomes(task, history):
    if task.fixed is not None:
        return Outcomes({task.fixed: 1})
    outcomes = history.outcomes(task.item_type, task.category, task.limit)
    return outcomes if task.elapsed is None else outcomes.after(task.elapsed)


def quantile(values, percent):
    """The smallest of the sorted values that at least so many percent of them do not exceed."""
    return values[max(-(-len(values) * percent // 100) - 1, 0)]


def share_within(values, number):
    """Percent of the sorted values that are at most `number`."""
    return 100 * bisect_right(values, number) // len(values)


class Past(NamedTuple):
    """A finished case, as it looked on the day of its handing over."""

    seed: int
    began: object  # anything that can be compared with the days of the samples
    graph: dict
    tasks: dict
    days: int  # what it took


def backtest(cases, dated_samples, category, minimum, runs=RUNS // 5):
    """(cases tried, right within P50, right within P80): each forecast from what was finished before it began.

    :param dated_samples: [(day of the decision, Sample)], in order
    """
    tried = within_50 = within_80 = 0
    days = [day for day, _sample in dated_samples]
    for case in cases:
        history = History(sample for _day, sample in dated_samples[:bisect_left(days, case.began)])
        if history.count[category] < minimum:
            continue
        values = completions(case.graph, case.tasks, history, case.seed, runs)
        tried += 1
        within_50 += case.days <= quantile(values, 50)
        within_80 += case.days <= quantile(values, 80)
    return tried, within_50, within_80
