import io
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools.cells import Column, is_formula, match_columns, parse_date
from ..tools.table_file import MAX_ROWS, TableError, decode, read_table
from .import_common import csv_bytes, xlsx_bytes

ROWS = [['项目代码', '项目名称'], ['2601-350404-04-01-123456', '年产一万吨新材料项目'], ['', ''], ['2', '三元']]


@tagged('post_install', '-at_install')
class TestImportTable(BaseCase):
    """Issue 7, bad input: encodings, wrong columns, hostile files; the reader alone."""

    def _code(self, content):
        with self.assertRaises(TableError) as caught:
            read_table(content)
        return caught.exception.code

    def test_encodings_give_the_same_table(self):
        """UTF-8 with and without mark, GB18030 of Chinese Excel, its Unicode text, and XLSX."""
        tables = [read_table(csv_bytes(ROWS, encoding)) for encoding in ('utf-8', 'utf-8-sig', 'gb18030', 'utf-16')]
        tables.append(read_table(xlsx_bytes(ROWS)))
        self.assertEqual({str(table[:2]) for table in tables}, {str(tables[0][:2])})
        self.assertEqual(tables[0].rows, [(2, ROWS[1]), (4, ROWS[3])])
        self.assertEqual([table.encoding for table in tables], ['UTF-8', 'UTF-8', 'GB18030', 'UTF-16', 'XLSX'])

    def test_rare_characters_of_gb18030(self):
        self.assertEqual(decode('䶮㙍𠮷'.encode('gb18030'))[0], '䶮㙍𠮷')

    def test_semicolons_and_tabs(self):
        self.assertEqual(read_table(b'a;b\n1;2').rows, [(2, ['1', '2'])])
        self.assertEqual(read_table(b'a\tb\n1\t2').rows, [(2, ['1', '2'])])

    def test_cells_of_a_workbook(self):
        table = read_table(xlsx_bytes([['a', 'b', 'c'], [13950612345, 1.5, '=1+1']]))
        self.assertEqual(table.rows[0][1], ['13950612345', '1.5', '=1+1'])

    def test_empty_binary_and_old_workbooks(self):
        self.assertEqual(self._code(b''), 'empty')
        self.assertEqual(self._code(csv_bytes(ROWS[:1])), 'empty')
        self.assertEqual(self._code(b'\xff\x00\x81'), 'encoding')
        self.assertEqual(self._code(b'\xd0\xcf\x11\xe0' + b'x' * 100), 'sheet')
        self.assertEqual(self._code(b'PK\x03\x04 nothing'), 'sheet')
        self.assertEqual(self._code(b'a,"b\n' + b'x' * 200_000), 'cell')

    def test_too_many_rows(self):
        self.assertEqual(self._code(b'a\n' + b'1\n' * (MAX_ROWS + 1)), 'rows')
        self.assertEqual(len(read_table(b'a\n' + b'1\n' * MAX_ROWS).rows), MAX_ROWS)

    def test_bombs_are_not_unpacked(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, 'w', zipfile.ZIP_DEFLATED) as package:
            for number in range(4):
                package.writestr(f'xl/worksheets/sheet{number}.xml', b'0' * 100_000_000)
        self.assertEqual(self._code(output.getvalue()), 'unsafe')

    def test_document_types_are_not_read(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, 'w') as package:
            package.writestr('xl/workbook.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        self.assertEqual(self._code(output.getvalue()), 'unsafe')

    def test_headings(self):
        columns = (
            Column('code', ('项目代码', '代码'), True), Column('sum', ('总投资',)), Column('name', ('名称',), True))
        places, missing, unknown, twice = match_columns(columns, ['＊代 码', '总投资（万元）', '备注', '项目代码'])
        self.assertEqual(places, {'code': 0, 'sum': 1})
        self.assertEqual([column.name for column in missing], ['name'])
        self.assertEqual((unknown, twice), (['备注'], ['项目代码']))

    def test_dates_and_formulas(self):
        for text in ('2026-03-02', '2026/3/2', '2026年3月2日', '20260302', '2026.03.02', '２０２６－０３－０２',
                     '2026-03-02 08:30:00'):
            self.assertEqual(str(parse_date(text)), '2026-03-02', text)
        for text in ('2026-02-30', '3月2日', 'x', ''):
            with self.assertRaises(ValueError):
                parse_date(text)
        self.assertEqual([is_formula(text) for text in ('=A1', '@SUM(A1)', '+A1', '-A1', '-3', '+86', 'A=1')],
                         [True, True, True, True, False, False, False])
