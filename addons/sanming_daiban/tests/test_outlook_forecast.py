"""tools/forecast.py: mixtures, conditioning, runs and back-test."""
import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.forecast import (
    SHRINK,
    History,
    Outcomes,
    Past,
    Sample,
    Task,
    backtest,
    completions,
    quantile,
    share_within,
)
from ..tools.graph import earliest_finish
from .clock_oracle import SETTINGS
from .test_setup_graph import graphs

samples = st.lists(
    st.builds(Sample, st.integers(1, 3), st.integers(1, 2), st.just(10), st.integers(0, 30)), max_size=30)


def brute(known, item_type, category, limit):
    """The mixture as the docstring of the module says it, for samples that all have the same limit."""
    weights, left = Counter(), 1.0
    for level in (
        [s.days for s in known if (s.item_type, s.category) == (item_type, category)],
        [s.days for s in known if s.item_type == item_type],
        [s.days for s in known if s.category == category],
        [s.days for s in known],
    ):
        share = left * len(level) / (len(level) + SHRINK)
        for days in level:
            weights[days] += share / len(level)
        left -= share
    weights[limit] += left
    return weights


@tagged('post_install', '-at_install')
class TestForecast(BaseCase):

    @settings(**SETTINGS)
    @given(samples, st.integers(1, 3), st.integers(1, 2), st.integers(1, 99))
    def test_small_samples_are_shrunk(self, known, item_type, category, percent):
        """R37: own type and category, shrunk to the type, the category, everything, and the plan."""
        weights = brute(known, item_type, category, 10)
        self.assertAlmostEqual(sum(weights.values()), 1)
        found = History(known).outcomes(item_type, category, 10).at(percent / 100)
        below = sum(weight for days, weight in weights.items() if days < found)
        self.assertLess(below, percent / 100 + 1e-9)
        self.assertGreater(below + weights[found], percent / 100 - 1e-9)

    def test_without_history_the_plan_is_the_forecast(self):
        self.assertEqual(completions({1: []}, {1: Task(1, 1, 7)}, History([]), seed=1), [7] * 500)

    def test_another_limit_scales(self):
        """What took twice its limit elsewhere is expected to take twice the limit here."""
        history = History([Sample(1, 1, 5, 10)] * 1000)
        self.assertEqual(history.outcomes(1, 2, 20).at(0.5), 40)
        self.assertEqual(history.outcomes(2, 1, 20).at(0.5), 40)

    def test_untimed_items_learn_only_from_their_own_type(self):
        history = History([Sample(1, 1, 0, 90)] * 100 + [Sample(2, 1, 5, 50)] * 100)
        self.assertEqual(history.outcomes(1, 1, 0).at(0.5), 90)
        self.assertEqual(history.outcomes(3, 1, 0).at(0.99), 0)

    @settings(**SETTINGS)
    @given(st.lists(st.integers(0, 30), min_size=1), st.integers(0, 40))
    def test_what_has_lasted_is_not_drawn_again(self, days, elapsed):
        """After n days only the longer ones count; beyond all of them the item is drawn as new."""
        outcomes = Outcomes({day: float(count) for day, count in Counter(days).items()})
        longer = sorted(day - elapsed for day in days if day > elapsed) or sorted(days)
        for percent in (10, 50, 80):
            self.assertEqual(outcomes.after(elapsed).at(percent / 100), quantile(longer, percent))

    @settings(**SETTINGS)
    @given(graphs(acyclic=True), st.data())
    def test_given_days_are_the_critical_path(self, graph, data):
        """With all days given nothing is left to chance: every run is the longest path."""
        days = {node: data.draw(st.integers(0, 20)) for node in graph}
        tasks = {node: Task(1, 1, 5, fixed=days[node]) for node in graph}
        expected = max(earliest_finish(graph, days).values(), default=0)
        self.assertEqual(set(completions(graph, tasks, History([]), seed=3, runs=5)), {expected})

    def test_same_seed_same_answer_and_what_if_moves_one_item_only(self):
        history = History([Sample(1, 1, 10, days) for days in range(1, 30)])
        graph, tasks = {1: [], 2: [1]}, {1: Task(1, 1, 10), 2: Task(1, 1, 10)}
        first = completions(graph, tasks, history, seed=5)
        self.assertEqual(first, completions(graph, tasks, history, seed=5))
        longer, shorter = (
            completions(graph, {**tasks, 1: Task(1, 1, 10, fixed=days)}, history, seed=5) for days in (9, 4))
        self.assertEqual(longer, [days + 5 for days in shorter])

    @given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 100))
    def test_quantiles_and_shares(self, values, percent):
        values.sort()
        found = quantile(values, percent)
        self.assertGreaterEqual(sum(value <= found for value in values) * 100, percent * len(values))
        self.assertLess(sum(value < found for value in values) * 100, percent * len(values))
        self.assertEqual(share_within(values, found), 100 * sum(value <= found for value in values) // len(values))

    def test_backtest_looks_only_at_what_was_known(self):
        """Before day 100 everything took its limit of 10, afterwards 30: who was asked on day 100 could not know."""
        known = [(day, Sample(1, 1, 10, 10 if day < 100 else 30)) for day in range(200)]
        cases = [Past(day, day, {1: []}, {1: Task(1, 1, 10)}, days)
                 for day, days in ((5, 10), (90, 10), (100, 30), (199, 30))]
        self.assertEqual(backtest(cases, known, category=1, minimum=30), (3, 1, 2))

    def test_p80_is_right_in_about_eighty_of_a_hundred(self):
        """Lifelike cases of six items each that share their fortune: the record of P80 is what it promises."""
        rng = random.Random(11)
        graph = {1: [], 2: [1], 3: [1], 4: [2, 3], 5: [4], 6: [4]}
        limits = {1: 1, 2: 10, 3: 7, 4: 20, 5: 5, 6: 8}
        known, cases = [], []
        for number in range(160):
            luck = rng.gauss(0, 0.3)
            days = {node: max(1, round(limit * 2.718 ** (luck + rng.gauss(0, 0.4)))) for node, limit in limits.items()}
            tasks = {node: Task(node, 1, limit) for node, limit in limits.items()}
            known += [(number, Sample(node, 1, limits[node], days[node])) for node in graph]
            cases.append(Past(number, number, graph, tasks, max(earliest_finish(graph, days).values())))
        tried, within_50, within_80 = backtest(cases[40:], known, category=1, minimum=30)
        self.assertEqual(tried, 120)
        self.assertTrue(0.4 <= within_50 / tried <= 0.6, within_50)
        self.assertTrue(0.72 <= within_80 / tried <= 0.88, within_80)
