"""tools/plan_layout.py: what must hold for the picture of any plan."""
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.plan_layout import Metrics, layout

METRICS = Metrics()


@st.composite
def plans(draw, forward=False):
    """``(lanes, graph)``; with ``forward`` nothing waits for a later lane or in a circle."""
    size = draw(st.integers(0, 12))
    lane_of = sorted(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)))
    graph = {}
    for node in range(size):
        others = range(node) if forward else range(size)
        graph[node] = draw(st.lists(st.sampled_from(others), unique=True, max_size=4) if others else st.just([]))
    lanes = {lane: [node for node in range(size) if lane_of[node] == lane] for lane in range(4)}
    return lanes, graph


def crosses(box, one, two):
    """Whether a piece of an arrow touches a box anywhere but at its left or right side."""
    (x1, x2), (y1, y2) = sorted((one[0], two[0])), sorted((one[1], two[1]))
    return (
        x1 < box.x + METRICS.box_width and x2 > box.x and y1 < box.y + METRICS.box_height and y2 > box.y)


@tagged('post_install', '-at_install')
class TestPlanLayout(BaseCase):

    def test_nothing(self):
        picture = layout({}, {})
        self.assertEqual((picture.width, picture.boxes, picture.arrows), (0, {}, []))
        self.assertEqual(layout({'s': []}, {}).lanes['s'].width, METRICS.box_width + METRICS.column_gap)

    @given(plans())
    @settings(deadline=None)
    def test_boxes_and_lanes(self, plan):
        """Boxes lie apart, each in its lane and in the picture; the lanes tile it in their order."""
        lanes, graph = plan
        picture = layout(lanes, graph)
        self.assertEqual(set(picture.boxes), set(graph))
        for one, two in combinations(picture.boxes.values(), 2):
            self.assertTrue(
                abs(one.x - two.x) >= METRICS.box_width + METRICS.column_gap
                or abs(one.y - two.y) >= METRICS.box_height)
        position = 0
        for lane, nodes in lanes.items():
            self.assertEqual(picture.lanes[lane].x, position)
            position += picture.lanes[lane].width
            for node in nodes:
                box = picture.boxes[node]
                self.assertGreaterEqual(box.x, picture.lanes[lane].x)
                self.assertLessEqual(box.x + METRICS.box_width, position)
                self.assertGreaterEqual(box.y, METRICS.head)
                self.assertLessEqual(box.y + METRICS.box_height, picture.height)
        self.assertEqual(picture.width, position)

    @given(plans(forward=True))
    @settings(deadline=None)
    def test_prerequisites_to_the_left(self, plan):
        """In a plan that can be published every arrow runs to the right, straight through the columns it passes."""
        lanes, graph = plan
        picture = layout(lanes, graph)
        self.assertFalse([arrow for arrow in picture.arrows if arrow.back])
        for arrow in picture.arrows:
            self.assertLess(picture.boxes[arrow.source].x + METRICS.box_width, picture.boxes[arrow.target].x)
            self.assertTrue(all(one[0] < two[0] for one, two in pairwise(arrow.points)))

    @given(plans())
    @settings(deadline=None)
    def test_arrows(self, plan):
        """Each prerequisite is one arrow, from the right side of one box to the left of the other, and crosses none."""
        lanes, graph = plan
        picture = layout(lanes, graph)
        self.assertCountEqual(
            [(arrow.source, arrow.target) for arrow in picture.arrows],
            [(before, node) for node, found in graph.items() for before in found])
        for arrow in picture.arrows:
            source, target = picture.boxes[arrow.source], picture.boxes[arrow.target]
            self.assertEqual(arrow.points[0], (source.x + METRICS.box_width, source.y + METRICS.box_height // 2))
            self.assertEqual(arrow.points[-1], (target.x, target.y + METRICS.box_height // 2))
            for one, two in pairwise(arrow.points):
                self.assertFalse([box for box in picture.boxes.values() if crosses(box, one, two)])

    def test_few_crossings(self):
        """Two chains that were entered crosswise are drawn side by side."""
        picture = layout({'s': ['a', 'b', 'd', 'c']}, {'c': ['a'], 'd': ['b']})
        boxes = picture.boxes
        self.assertEqual((boxes['a'].y, boxes['b'].y), (boxes['c'].y, boxes['d'].y))

    def test_same_plan_same_picture(self):
        lanes, graph = {'s': [1, 2, 3, 4]}, {3: [1, 2], 4: [2]}
        self.assertEqual(layout(lanes, graph), layout(dict(lanes), dict(graph)))
