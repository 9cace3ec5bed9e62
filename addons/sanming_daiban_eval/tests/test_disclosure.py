"""R97: no figure on a sheet rests on fewer than three raters, nor can one be computed from it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.disclosure import Line, disclosed


@tagged('post_install', '-at_install')
class TestDisclosure(BaseCase):

    def test_single_center_rater_is_joined(self):
        """Center 1 rater: shown with the smaller of the other groups; the owners stay as they are."""
        lines = disclosed([
            Line(('center',), 1, 40, 70), Line(('owner',), 9, 35, 90), Line(('office',), 4, 25, 96)], 3)
        self.assertEqual(lines, [Line(('owner',), 9, 35, 90), Line(('center', 'office'), 5, 65.0, 80.0)])

    def test_enough_raters_stay_apart(self):
        lines = [Line(('center',), 3, 40, 70), Line(('owner',), 3, 60, 90)]
        self.assertEqual(disclosed(lines, 3), lines)

    def test_only_small_groups(self):
        """Two and two make four; one and one show nothing."""
        self.assertEqual(
            disclosed([Line(('center',), 2, 50, 80), Line(('owner',), 2, 50, 90)], 3),
            [Line(('center', 'owner'), 4, 100.0, 85.0)])
        self.assertEqual(disclosed([Line(('center',), 1, 50, 80), Line(('owner',), 1, 50, 90)], 3), [])
        self.assertEqual(disclosed([], 3), [])

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 50), st.floats(0, 100)), min_size=1, max_size=4))
    def test_never_below_three(self, groups):
        lines = disclosed([Line((number,), *group) for number, group in enumerate(groups)], 3)
        self.assertTrue(all(line.count >= 3 for line in lines))
        if lines:
            self.assertEqual(sorted(kind for line in lines for kind in line.kinds), list(range(len(groups))))
            self.assertEqual(sum(line.weight for line in lines), sum(weight for _count, weight, _score in groups))
