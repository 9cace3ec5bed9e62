"""Mild and strict raters: the estimate against exact arithmetic, on random ballots (R97)."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.fair_scores import Ballot
from ..tools.rater_habits import habits


@st.composite
def ballots(draw, least=1):
    pairs = draw(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=least, max_size=24))
    return [Ballot(f'r{rater}', f's{subject}', draw(st.integers(0, 100))) for rater, subject in sorted(pairs)]


def exact_habits(rows, prior):
    """The minimum by Gaussian elimination in fractions, levels and habits together."""
    raters, subjects = sorted({row.rater for row in rows}), sorted({row.subject for row in rows})
    names = [*raters, *subjects]
    size = len(names)
    matrix = [[Fraction(0)] * (size + 1) for _name in names]
    for row in rows:
        pair = (names.index(row.rater), names.index(row.subject))
        for one in pair:
            matrix[one][size] += Fraction(row.score)
            for other in pair:
                matrix[one][other] += 1
    for rater in raters:
        matrix[names.index(rater)][names.index(rater)] += Fraction(prior)
    for column in range(size):
        pivot = next(index for index in range(column, size) if matrix[index][column])
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        for index in range(size):
            if index != column and (factor := matrix[index][column] / matrix[column][column]):
                matrix[index] = [a - factor * b for a, b in zip(matrix[index], matrix[column], strict=True)]
    return {rater: matrix[index][size] / matrix[index][index] for index, rater in enumerate(raters)}


def parts(rows):
    """The raters that can be compared with each other, directly or through others."""
    groups = []
    for row in rows:
        touched = [group for group in groups if group & {row.rater, row.subject}]
        groups = [group for group in groups if group not in touched]
        groups.append({row.rater, row.subject}.union(*touched))
    raters = {row.rater for row in rows}
    return [group & raters for group in groups]


@tagged('post_install', '-at_install')
class TestRaterHabits(BaseCase):

    @given(ballots(), st.sampled_from([1, 2, 5]))
    @settings(**SETTINGS)
    def test_exact(self, rows, prior):
        exact = exact_habits(rows, prior)
        found = habits(rows, prior)
        self.assertEqual(exact.keys(), found.keys())
        for rater, number in found.items():
            self.assertAlmostEqual(number, float(exact[rater]), places=7)

    @given(ballots(2), st.randoms(use_true_random=False))
    @settings(**SETTINGS)
    def test_order_does_not_matter(self, rows, random):
        other = list(rows)
        random.shuffle(other)
        self.assertEqual(habits(rows, 2), habits(other, 2))

    @given(ballots(2))
    @settings(**SETTINGS)
    def test_nobody_is_given_points(self, rows):
        """Within whoever can be compared the corrections add up to nothing."""
        found = habits(rows, 2)
        for group in parts(rows):
            self.assertAlmostEqual(sum(found[rater] for rater in group), 0, places=7)

    @given(ballots(2))
    @settings(**SETTINGS)
    def test_same_for_all_is_no_habit(self, rows):
        """Who answers as everybody else is not corrected, however high or low."""
        rows = [row._replace(score=80) for row in rows]
        self.assertEqual(set(habits(rows, 2).values()), {0.0})

    def test_one_ballot_is_hardly_believed(self):
        """A single answer that is 30 below the others says little about the rater; ten of them say much."""
        many = [Ballot(f'r{rater}', f's{subject}', 85) for rater in range(4) for subject in range(10)]
        once = habits([*many, Ballot('x', 's0', 55)], 2)['x']
        often = habits([*many, *(Ballot('x', f's{subject}', 55) for subject in range(10))], 2)['x']
        self.assertLess(-11, once)
        self.assertLess(often, -19)

    def test_who_sees_only_good_people_is_not_mild(self):
        """The estimate knows who was rated: high marks for the best are no mildness."""
        rows = [Ballot(f'r{rater}', subject, score) for rater in range(5) for subject, score in (('a', 95), ('b', 60))]
        rows += [Ballot('only_a', 'a', 95), Ballot('only_b', 'b', 60)]
        self.assertEqual({round(number, 9) for number in habits(rows, 2).values()}, {0.0})

    def test_many_ballots(self):
        """500 people by 40 raters each: solved in a few steps, not by patience."""
        random = Random(7)
        rows = [Ballot(rater, subject, random.randint(40, 100))
                for subject in range(500) for rater in random.sample(range(900), 40)]
        found = habits(rows, 2)
        means = {}
        for row in rows:
            means.setdefault(row.subject, []).append(row.score - found[row.rater])
        levels = {subject: sum(values) / len(values) for subject, values in means.items()}
        slope = {}
        for row in rows:
            slope[row.rater] = slope.get(row.rater, 0) + row.score - levels[row.subject] - found[row.rater]
        for rater, number in slope.items():
            self.assertAlmostEqual(number, 2 * found[rater], places=5)

    def test_bad_input(self):
        with self.assertRaisesRegex(ValueError, "twice"):
            habits([Ballot('r', 's', 80), Ballot('r', 's', 90)], 2)
        with self.assertRaisesRegex(ValueError, "more than 0"):
            habits([Ballot('r', 's', 80)], 0)
        self.assertEqual(habits([], 2), {})
