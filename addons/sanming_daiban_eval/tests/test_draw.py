"""The draw (R97): reproducible, and nobody's choice."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.sanming_daiban.tests.clock_oracle import SETTINGS

from ..tools.draw import DRAWN, EXCLUDED, LEFT, Contact, draw

CONTACTS = st.lists(
    st.builds(Contact, st.sampled_from(['center', 'owner', 'office']), st.integers(1, 4), st.integers(1, 30)),
    max_size=40, unique=True)
SEEDS = st.text('0123456789abcdef', min_size=1, max_size=16)


@tagged('post_install', '-at_install')
class TestDraw(BaseCase):

    @settings(**SETTINGS)
    @given(CONTACTS, SEEDS, st.integers(0, 5), st.randoms(use_true_random=False))
    def test_reproducible(self, contacts, seed, most, chance):
        """The same list and seed give the same draw, in whatever order the list comes."""
        shuffled = list(contacts)
        chance.shuffle(shuffled)
        limits = {'owner': most}
        self.assertEqual(draw(contacts, {}, limits, seed), draw(shuffled, {}, limits, seed))

    @settings(**SETTINGS)
    @given(CONTACTS, SEEDS, st.integers(0, 5), st.sets(st.integers(0, 39)))
    def test_everybody_is_accounted_for(self, contacts, seed, most, out):
        excluded = {contact: 'self' for place, contact in enumerate(contacts) if place in out}
        result = draw(contacts, excluded, dict.fromkeys(('center', 'owner', 'office'), most), seed)
        self.assertEqual(set(result), set(contacts))
        for contact, drawn in result.items():
            self.assertEqual(drawn.outcome == EXCLUDED, contact in excluded)
            self.assertEqual(drawn.reason, excluded.get(contact))
        pots = {}
        for contact, drawn in result.items():
            if drawn.outcome != EXCLUDED:
                pots.setdefault((contact.kind, contact.subject), []).append(drawn)
        for pot in pots.values():
            self.assertEqual(sorted(drawn.place for drawn in pot), list(range(1, len(pot) + 1)))
            asked = sum(drawn.outcome == DRAWN for drawn in pot)
            self.assertEqual(asked, min(most or len(pot), len(pot)))

    @settings(**SETTINGS)
    @given(CONTACTS, SEEDS)
    def test_others_change_no_place(self, contacts, seed):
        """Who leaves the list moves the others up, and reorders nobody."""
        full = draw(contacts, {}, {}, seed)
        for gone in contacts[:3]:
            rest = draw([contact for contact in contacts if contact != gone], {}, {}, seed)
            for contact, drawn in rest.items():
                moved = full[gone].place < full[contact].place and contact[:2] == gone[:2]
                self.assertEqual(drawn.place, full[contact].place - moved)

    def test_every_contact_has_the_same_chance(self):
        """Over many seeds nobody is preferred: 3 of 10, each in about 30 of 100 draws."""
        contacts = [Contact('owner', 1, rater) for rater in range(10)]
        seeds = random.Random(2026)  # noqa: S311  # a test that gives the same every time
        hits = dict.fromkeys(contacts, 0)
        for _turn in range(2000):
            result = draw(contacts, {}, {'owner': 3}, seeds.getrandbits(64))
            for contact, drawn in result.items():
                hits[contact] += drawn.outcome == DRAWN
        self.assertTrue(all(530 < number < 670 for number in hits.values()), hits)
        self.assertEqual({drawn.outcome for drawn in result.values()}, {DRAWN, LEFT})
