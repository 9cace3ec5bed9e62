import io

from openpyxl import load_workbook

from odoo.tests import BaseCase, tagged

from ..tools.spreadsheet_file import workbook


@tagged('post_install', '-at_install')
class TestSpreadsheetFile(BaseCase):
    """Issue 7: bulletins and ledgers as XLSX that nobody can turn into a program."""

    def test_texts_stay_texts(self):
        evil = ['=HYPERLINK("http://x","点")', '+1+1', '@SUM(A1)', 'http://example.com', '007']
        sheet = load_workbook(io.BytesIO(workbook([('表', ['甲'], [[text] for text in evil])], '标题'))).active
        self.assertEqual([sheet.cell(row=row, column=1).value for row in range(3, 8)], evil)
        self.assertEqual({sheet.cell(row=row, column=1).data_type for row in range(3, 8)}, {'s'})
        self.assertEqual(sheet.cell(row=1, column=1).value, '标题')

    def test_names_of_sheets_are_made_valid_and_different(self):
        long = '按单位统计的全部事项办理情况（含逾期）[本月]' * 2
        book = load_workbook(io.BytesIO(workbook([(long, ['a'], []), (long, ['a'], [[None]]), ("'", ['a'], [])], 't')))
        self.assertEqual(len(set(book.sheetnames)), 3)
        self.assertTrue(all(0 < len(name) <= 31 for name in book.sheetnames))
