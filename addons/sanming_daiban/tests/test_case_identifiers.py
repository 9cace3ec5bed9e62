from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.identifiers import normalise_project_codes, normalise_uscc

ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'


def check_character(body):
    """GB 32100-2015, written down from the standard: 31 − Σ cᵢ·3^(i−1) mod 31, where 31 becomes 0."""
    total = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


bodies = st.builds(
    ''.join,
    st.tuples(
        st.text(ALPHABET, min_size=2, max_size=2),
        st.text('0123456789', min_size=6, max_size=6),
        st.text(ALPHABET, min_size=9, max_size=9),
    ),
)


@tagged('post_install', '-at_install')
class TestIdentifiers(BaseCase):
    """Formats of units-people.md: GB 32100-2015 and 发改投资〔2020〕1439号."""

    @settings(deadline=None)
    @given(bodies)
    def test_uscc_with_its_check_character(self, body):
        code = body + check_character(body)
        self.assertEqual(normalise_uscc(code.lower()), code)

    @settings(deadline=None)
    @given(bodies, st.sampled_from(ALPHABET))
    def test_uscc_with_another_last_character(self, body, last):
        if last != check_character(body):
            with self.assertRaises(ValueError):
                normalise_uscc(body + last)

    def test_known_codes(self):
        for code in ('91350100M000100Y43', '11320000MB151840XJ', '91350404MA12AB3C2R', '91350404MA00001620'):
            self.assertEqual(normalise_uscc(code), code)
        for wrong in ('91350100M000100Y4Z', '', None, '9135010', '91350404MA0000162O'):
            with self.subTest(wrong), self.assertRaises(ValueError):
                normalise_uscc(wrong)

    def test_project_codes(self):
        self.assertEqual(
            normalise_project_codes(' 2601－350404—04-01-123456'.replace('—', '–')), '2601-350404-04-01-123456'
        )
        self.assertEqual(
            normalise_project_codes('2601-350404-04-01-123456；2601-350404-04-01-123456、2019-350403-48-03-012345'),
            '2601-350404-04-01-123456, 2019-350403-48-03-012345',
        )
        for wrong in ('2601350404040112345', '2601-350404-04-01-12345', '2601-350404-04-01-123456 x'):
            with self.subTest(wrong), self.assertRaises(ValueError):
                normalise_project_codes(wrong)
