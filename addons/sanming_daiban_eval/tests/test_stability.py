"""Does the rank change if the weights move by ten percent: against brute force (R97)."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.stability import ranks, shifted, stability

WEIGHTS = {'center': 40, 'owner': 35, 'office': 25}
SCORES = st.dictionaries(
    st.integers(1, 9), st.fixed_dictionaries(dict.fromkeys(WEIGHTS, st.integers(50, 100))), min_size=1)


def half_up(number):
    """In hundredths, halves up."""
    return (number * 100 + Fraction(1, 2)) // 1


@tagged('post_install', '-at_install')
class TestStability(BaseCase):

    @given(SCORES)
    @settings(**SETTINGS)
    def test_against_brute_force(self, scores):
        found = stability(scores, WEIGHTS)
        seen = {subject: [] for subject in scores}
        for group, weight in WEIGHTS.items():
            for factor in (Fraction(9, 10), 1, Fraction(11, 10)):
                moved = {name: number * (100 - weight * factor) / (100 - weight) for name, number in WEIGHTS.items()}
                moved[group] = weight * factor
                self.assertEqual(sum(moved.values()), 100)
                sums = {subject: half_up(sum(moved[name] * own[name] for name in WEIGHTS) / 100)
                        for subject, own in scores.items()}
                for subject, mine in sums.items():
                    seen[subject].append(1 + sum(other > mine for other in sums.values()))
        for subject, own in found.items():
            every = seen[subject]
            self.assertEqual((own.best, own.rank, own.worst), (min(every), every[1], max(every)))
            self.assertEqual(own.stable, own.best == own.worst)

    def test_says_what_tips_it(self):
        """The center holds A for much better, the others B: a little more of the center's weight, and A is ahead."""
        found = stability({
            'a': {'center': 96, 'owner': 80, 'office': 80}, 'b': {'center': 85, 'owner': 87.5, 'office': 87.5}},
            WEIGHTS)
        self.assertEqual((found['a'].rank, found['a'].best, found['a'].worst), (2, 1, 2))
        self.assertEqual(found['a'].moves, [('center', 10, 1), ('owner', -10, 1), ('office', -10, 1)])
        self.assertFalse(found['a'].stable)

    def test_clear_order_is_stable(self):
        found = stability({'a': dict.fromkeys(WEIGHTS, 90), 'b': dict.fromkeys(WEIGHTS, 80)}, WEIGHTS)
        self.assertTrue(found['a'].stable and found['b'].stable)

    def test_without_a_group(self):
        """Who is judged without a group, by decision, is compared on the groups that there are."""
        found = stability({'a': dict.fromkeys(WEIGHTS, 90), 'b': {'center': 80, 'owner': 80}}, WEIGHTS)
        self.assertEqual((found['a'].rank, found['b'].rank), (1, 2))

    def test_equal_totals_share_a_rank(self):
        self.assertEqual(ranks({'a': 90, 'b': 85, 'c': 90, 'd': 70}), {'a': 1, 'b': 3, 'c': 1, 'd': 4})

    def test_the_only_group_cannot_move(self):
        self.assertIsNone(shifted({'center': 100, 'owner': 0}, 'center', 10))
