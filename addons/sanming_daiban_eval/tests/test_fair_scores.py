"""From ballots to a total that explains itself (R97): against brute force, and what is never guessed."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.fair_scores import Ballot, GroupRules, GroupScore, ballot_score, score_group, small_sample, total
from .test_rater_habits import ballots, exact_habits

PLAIN = GroupRules(habit_prior=0, sample_prior=0)
WEIGHTS = {'center': 40, 'owner': 35, 'office': 25}


def group(score, subject='s', count=3):
    return GroupScore(subject, count, score, [])


def brute(rows, subjects, rules):
    """The same in fractions, said once more."""
    habit = exact_habits(rows, rules.habit_prior)
    middles = {}
    for subject in subjects:
        scores = sorted(row.score - habit[row.rater] for row in rows if row.subject == subject)
        if len(scores) < rules.least_raters:
            continue
        while len(scores) >= rules.trim_from and len(scores) == sum(row.subject == subject for row in rows):
            scores = scores[1:-1]
        middles[subject] = (min(max(sum(scores) / len(scores), 0), 100), len(scores))
    mean = sum(middle for middle, _kept in middles.values()) / len(middles) if middles else None
    return {
        subject: (kept * middle + rules.sample_prior * mean) / (kept + rules.sample_prior)
        for subject, (middle, kept) in middles.items()}


@tagged('post_install', '-at_install')
class TestFairScores(BaseCase):

    @given(ballots(4))
    @settings(**SETTINGS)
    def test_against_brute_force(self, rows):
        subjects = [f's{number}' for number in range(1, 8)]
        rules = GroupRules(least_raters=3, trim_from=5)
        expected = brute(rows, subjects, rules)
        for subject, result in score_group(rows, subjects, rules).items():
            if subject not in expected:
                self.assertIsNone(result.score)
            else:
                self.assertAlmostEqual(result.score, float(expected[subject]), delta=0.0151)

    @given(ballots(3))
    @settings(**SETTINGS)
    def test_steps_can_be_followed(self, rows):
        """The last step gives the score; what a step starts from is what the one before gave."""
        for result in score_group(rows, [f's{number}' for number in range(1, 7)], GroupRules()).values():
            steps = {step.code: step for step in result.steps}
            self.assertEqual(result.steps[-1].result, result.score)
            if result.score is None:
                self.assertEqual(result.steps[-1].code, 'too_few')
                continue
            sample = steps['sample']
            self.assertEqual(sample.result, small_sample(
                sample.inputs['score'], sample.inputs['kept'], sample.inputs['group_mean'], sample.inputs['prior']))
            if 'trim' in steps:
                self.assertEqual(steps['trim'].result, sample.inputs['score'])
                self.assertEqual(steps['trim'].inputs['kept'], sample.inputs['kept'])
            self.assertTrue(0 <= result.score <= 100)

    @given(ballots(3), st.randoms(use_true_random=False))
    @settings(**SETTINGS)
    def test_deterministic(self, rows, random):
        """The same ballots give the same scores and the same explanation, in whatever order they came in."""
        subjects = sorted({row.subject for row in rows})
        other = list(rows)
        random.shuffle(other)
        self.assertEqual(score_group(rows, subjects, GroupRules()), score_group(other, subjects, GroupRules()))

    def test_plain_mean(self):
        rows = [Ballot(rater, 's', score) for rater, score in enumerate([100, 85, 70])]
        self.assertEqual(score_group(rows, ['s'], PLAIN)['s'].score, 85)

    def test_trimmed_from_five(self):
        """Extremes are left out only where there are five answers or more."""
        def score(*answers):
            rows = [Ballot(rater, 's', answer) for rater, answer in enumerate(answers)]
            return score_group(rows, ['s'], PLAIN)['s'].score
        self.assertEqual(score(30, 80, 80, 80), 67.5)
        self.assertEqual(score(30, 80, 80, 80, 100), 80)

    def test_mild_raters_do_not_decide(self):
        """The same work, one judged by mild and one by strict owners, comes out nearly the same."""
        rows = [Ballot(rater, subject, 80 + 10 * (rater < 3) - 10 * (rater > 2))
                for rater in range(6) for subject in ('x', 'y', 'z')]
        rows += [Ballot(rater, 'mildly', 90) for rater in (0, 1, 2)]
        rows += [Ballot(rater, 'strictly', 70) for rater in (3, 4, 5)]
        scores = score_group(rows, ['mildly', 'strictly'] + ['x', 'y', 'z'], GroupRules(sample_prior=0, trim_each=0))
        self.assertLess(abs(scores['mildly'].score - scores['strictly'].score), 12)
        self.assertEqual(abs(90 - 70), 20)

    def test_small_samples_move_to_the_mean(self):
        self.assertEqual(small_sample(95, 3, 85, 2), 91)
        self.assertEqual(small_sample(95, 38, 85, 2), 94.5)

    def test_too_few_raters_is_said(self):
        rows = [Ballot('a', 's', 90), Ballot('b', 's', 90)]
        result = score_group(rows, ['s', 'nobody'], GroupRules())
        self.assertEqual([(one.score, one.count) for one in result.values()], [(None, 2), (None, 0)])
        self.assertEqual(result['s'].steps[-1].inputs, {'count': 2, 'least': 3})

    def test_total_by_hand(self):
        found = total({'center': group(90), 'owner': group(84.29), 'office': group(77.5)}, WEIGHTS)
        self.assertEqual(found.score, 84.88)
        self.assertEqual([(step.code, step.result) for step in found.steps], [
            ('group', 36.0), ('group', 29.5), ('group', 19.38), ('total', 84.88)])

    def test_missing_group_is_never_guessed(self):
        """Without a decision there is no total; with one, the other groups share the weight."""
        scores = {'center': group(90), 'owner': group(80), 'office': group(None)}
        self.assertIsNone(total(scores, WEIGHTS).score)
        self.assertEqual(total(scores, WEIGHTS).missing, ('office',))
        self.assertEqual(total(scores, WEIGHTS).steps[0].inputs, {'groups': ['office']})
        decided = total(scores, WEIGHTS, left_out=['office'])
        self.assertEqual(decided.score, 85.33)
        self.assertEqual([step.code for step in decided.steps], ['left_out', 'group', 'group', 'total'])
        self.assertIsNone(total({}, WEIGHTS, left_out=list(WEIGHTS)).score)

    def test_bad_input(self):
        with self.assertRaisesRegex(ValueError, "not 100"):
            total({'center': group(90)}, {'center': 40, 'owner': 35})
        with self.assertRaisesRegex(ValueError, "cannot be left out"):
            total({'center': group(90), 'owner': group(80), 'office': group(80)}, WEIGHTS, left_out=['office'])
        with self.assertRaisesRegex(ValueError, "between 0 and 100"):
            score_group([Ballot('r', 's', 101)], ['s'], PLAIN)
        with self.assertRaisesRegex(ValueError, "twice"):
            score_group([Ballot('r', 's', 80), Ballot('r', 's', 80)], ['s'], PLAIN)

    @given(st.dictionaries(st.sampled_from('abcd'), st.integers(0, 100), min_size=1), st.integers(50, 70))
    @settings(**SETTINGS)
    def test_ballot_score(self, answers, other):
        """“Cannot judge” is no zero: the answered criteria share the weight, if there is enough of it."""
        weights = {'a': 40, 'b': 30, 'c': 20, 'd': 10}
        asked = {**dict.fromkeys(weights), **answers}
        weight = sum(weights[key] for key in answers)
        if weight < 50:
            self.assertIsNone(ballot_score(asked, weights))
        else:
            points = Decimal(sum(weights[key] * answers[key] for key in answers)) / weight
            self.assertEqual(
                ballot_score(asked, weights), float(points.quantize(Decimal('0.01'), ROUND_HALF_UP)))
        self.assertEqual(ballot_score(dict.fromkeys(weights, other), weights), other)
