"""tools/graph.py against brute force."""
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import graph


@st.composite
def graphs(draw, acyclic=False):
    size = draw(st.integers(0, 6))
    result = {}
    for node in range(size):
        others = range(node) if acyclic else range(size)
        result[node] = draw(st.lists(st.sampled_from(others), unique=True) if others else st.just([]))
    names = draw(st.permutations(range(size)))
    return {names[node]: [names[other] for other in before] for node, before in result.items()}


def is_order(order, waits):
    return all(order.index(before) < order.index(node) for node in waits for before in waits[node])


def paths(waits, node):
    yield [node]
    for before in waits[node]:
        for path in paths(waits, before):
            yield [*path, node]


def reachable(waits, node):
    """The node and all that it waits for, by growing the set until it grows no more."""
    found = {node}
    while (more := found.union(*(waits[one] for one in found))) != found:
        found = more
    return found


@tagged('post_install', '-at_install')
class TestGraph(BaseCase):

    @given(graphs())
    @settings(deadline=None)
    def test_circles(self, waits):
        """R73: one circle in every knot, a real one, and the shortest that a walk over all paths can find."""
        reach = {node: set().union(*(reachable(waits, before) for before in waits[node]), ()) for node in waits}
        knots = {frozenset(other for other in reach[node] if node in reach[other])
                 for node in waits if node in reach[node]}
        circles = graph.circles(waits)
        self.assertEqual(len(circles), len(knots))
        for circle in circles:
            for node, other in zip(circle, [*circle[1:], circle[0]], strict=True):
                self.assertIn(other, waits[node])
            knot = next(knot for knot in knots if circle[0] in knot)
            self.assertEqual(len(circle), min(
                size for size in range(1, len(knot) + 1) for walk in permutations(knot, size)
                if all(other in waits[node] for node, other in zip(walk, [*walk[1:], walk[0]], strict=True))))
        self.assertEqual(bool(circles), bool(graph.find_cycle(waits)))

    @given(graphs())
    @settings(deadline=None)
    def test_order_or_cycle(self, waits):
        cycle = graph.find_cycle(waits)
        possible = any(is_order(order, waits) for order in permutations(waits))
        self.assertEqual(bool(cycle), not possible)
        if cycle:
            self.assertEqual(len(cycle), len(set(cycle)))
            for node, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
                self.assertIn(following, waits[node])
            with self.assertRaises(graph.CycleError):
                graph.longest_path(waits, dict.fromkeys(waits, 1))
        else:
            order = graph.topological_order(waits)
            self.assertEqual(sorted(order), sorted(waits))
            self.assertTrue(is_order(order, waits))

    @given(graphs(acyclic=True), st.lists(st.integers(0, 9), min_size=6, max_size=6))
    @settings(deadline=None)
    def test_longest_path(self, waits, weights):
        every = [path for node in waits for path in paths(waits, node)]
        longest = max((sum(weights[node] for node in path) for path in every), default=0)
        length, path = graph.longest_path(waits, weights)
        self.assertEqual(length, longest)
        self.assertEqual(sum(weights[node] for node in path), longest)
        self.assertTrue(all(weights[node] for node in path))
        for node in waits:
            self.assertEqual(
                graph.ancestors(waits, node), {before for path in paths(waits, node) for before in path} - {node})

    @given(graphs(acyclic=True), st.sets(st.integers(0, 5)))
    @settings(deadline=None)
    def test_switched_off_items_pass_on_what_they_waited_for(self, waits, off):
        left = graph.without(waits, off)
        self.assertEqual(set(left), set(waits) - off)
        for node in left:
            self.assertEqual(graph.ancestors(left, node), graph.ancestors(waits, node) - off)

    def test_unknown_prerequisites_are_ignored(self):
        self.assertEqual(graph.longest_path({'b': ['a']}, {'b': 2}), (2, ['b']))
        self.assertEqual(graph.longest_path({}, {}), (0, []))
