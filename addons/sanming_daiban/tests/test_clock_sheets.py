"""tools/sheets.py: a long 期限计算书 on paper."""
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.sheets import lines_needed, room_left, split
from .clock_oracle import SETTINGS

heights = st.lists(st.integers(1, 5), max_size=80)


@tagged('post_install', '-at_install')
class TestClockSheets(BaseCase):

    @settings(**SETTINGS)
    @given(heights, st.integers(5, 12), st.integers(5, 20))
    def test_no_row_is_lost_or_cut_and_no_sheet_is_too_full(self, rows, first, following):
        sheets = split(rows, rows, first, following)
        self.assertEqual([row for sheet in sheets for row in sheet], rows)
        for number, sheet in enumerate(sheets):
            self.assertTrue(sheet)
            self.assertLessEqual(sum(sheet), following if number else first)
        for number, (sheet, after) in enumerate(zip(sheets, sheets[1:], strict=False)):
            self.assertGreater(sum(sheet) + after[0], following if number else first, "room was left")
        self.assertGreaterEqual(room_left(rows, first, following), 0)

    def test_chinese_signs_are_twice_as_wide(self):
        self.assertEqual(lines_needed([("三元区住房", 5), ("2026-11-23", 5)]), 1)
        self.assertEqual(lines_needed([("三元区住房局", 5)]), 2)
        self.assertEqual(lines_needed([("", 5)]), 1)
