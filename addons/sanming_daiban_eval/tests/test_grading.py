"""Threshold, cap, quota, ties (R98, R100, R102): against brute force."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.grading import Grade, Person, capped, grade_all, places, suggest, tiers

LADDER = [Grade('excellent', 90), Grade('good', 80), Grade('basic', 60), Grade('poor', 0)]
RATES = st.sampled_from([None, 0.8, 0.9])
PERSONS = st.lists(
    st.tuples(st.sampled_from([None, 59.99, 60, 85, 90, 92, 95]), RATES, RATES, st.sampled_from([None, 'good'])),
    max_size=12).map(lambda rows: [Person(number, *row) for number, row in enumerate(rows)])


@tagged('post_install', '-at_install')
class TestGrading(BaseCase):

    def test_thresholds_are_inclusive(self):
        self.assertEqual(
            [suggest(score, LADDER) for score in (100, 90, 89.99, 80, 79.99, 60, 59.99, 0)],
            ['excellent', 'excellent', 'good', 'good', 'basic', 'basic', 'poor', 'poor'])

    def test_cap_never_lifts(self):
        self.assertEqual(capped('excellent', 'good', LADDER), 'good')
        self.assertEqual(capped('poor', 'good', LADDER), 'poor')
        self.assertEqual(capped('good', None, LADDER), 'good')

    def test_places_round_down(self):
        self.assertEqual([places(number, 20) for number in (4, 5, 9, 10)], [0, 1, 1, 2])
        self.assertEqual(places(8, 20, half_up=True), 2)
        self.assertEqual(places(50, 20.1), 10)

    @given(PERSONS, st.sampled_from([0, 10, 20, 50, 100]))
    @settings(**SETTINGS)
    def test_against_brute_force(self, persons, quota):
        found = grade_all(persons, LADDER, quota)
        judged = [person for person in persons if person.total is not None]
        free = len(judged) * quota // 100
        excellent = [person for person in judged if found[person.key].grade == 'excellent']
        tied = [person for person in judged if found[person.key].why == 'tie']
        candidates = [person for person in judged if person.total >= 90 and not person.cap]
        self.assertEqual(found.keys(), {person.key for person in persons})
        self.assertLessEqual(len(excellent), free)
        if len(candidates) <= free:
            self.assertEqual(excellent, candidates)
        elif tied:
            self.assertTrue(len(excellent) < free < len(excellent) + len(tied))
        else:
            self.assertEqual(len(excellent), free)
        for person in candidates:
            for other in candidates:
                if person.total > other.total and other in excellent:
                    self.assertIn(person, excellent)
        for person in persons:
            if person.total is None:
                self.assertEqual(found[person.key], (None, None, 'insufficient'))
            elif person not in candidates:
                self.assertEqual(found[person.key].grade, capped(suggest(person.total, LADDER), person.cap, LADDER))

    @given(PERSONS)
    @settings(**SETTINGS)
    def test_tiers_keep_everybody_in_order(self, persons):
        persons = [person for person in persons if person.total is not None]
        order = tiers(persons)
        self.assertCountEqual([person for tier in order for person in tier], persons)
        for tier, after in pairwise(order):
            self.assertTrue(tier[0].total >= after[0].total)
        for tier in order:
            self.assertEqual(len({person.total for person in tier}), 1)

    def test_cap_takes_no_place_from_others(self):
        """Caps come before the quota: the place of whoever is capped goes to the next one."""
        persons = [Person('shirker', 98, cap='good'), Person('next', 93), Person('third', 91),
                   *(Person(number, 70) for number in range(2))]
        found = grade_all(persons, LADDER, 20)
        self.assertEqual(found['shirker'], ('excellent', 'good', 'cap'))
        self.assertEqual(found['next'], ('excellent', 'excellent', 'threshold'))
        self.assertEqual(found['third'], ('excellent', 'good', 'quota'))

    def test_tie_rules(self):
        """Owners first, then the clock (R98, R100)."""
        rest = [Person(number, 70) for number in range(3)]
        by_owner = grade_all([Person('a', 92, 90, 0.8), Person('b', 92, 91, 0.7), *rest], LADDER, 20)
        self.assertEqual((by_owner['a'].grade, by_owner['b'].grade), ('good', 'excellent'))
        by_clock = grade_all([Person('a', 92, 90, 0.8), Person('b', 92, 90, 0.9), *rest], LADDER, 20)
        self.assertEqual((by_clock['a'].grade, by_clock['b'].grade), ('good', 'excellent'))

    def test_what_no_rule_decides_is_left_to_a_person(self):
        rest = [Person(number, 70) for number in range(3)]
        tied = grade_all([Person('a', 92, 90, 0.8), Person('b', 92, 90, None), *rest], LADDER, 20)
        self.assertEqual({tied['a'], tied['b']}, {('excellent', None, 'tie')})
