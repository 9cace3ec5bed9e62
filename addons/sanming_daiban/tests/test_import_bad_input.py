from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.table_file import MAX_ROWS
from .import_common import CODE_1, ImportCommon, csv_bytes, xlsx_bytes
from .test_import_case import HEADERS


@tagged('post_install', '-at_install')
class TestImportBadInput(ImportCommon):
    """Issue 7, bad input, for each kind of table: clear message per row, nothing half applied."""

    def setUp(self):
        super().setUp()
        self.persons = {'unit': self.manager, 'user': self.env.ref('base.user_admin')}

    def tables(self):
        """Of each kind the headings, a row that is in order, and what it is recognised by."""
        self._applied('case', self._case_rows((CODE_1, "甲项目")))
        item = self.env['daiban.project'].search([('project_code', '=', CODE_1)]).item_ids[:1]
        headers, row = self._case_rows(('2601-350404-04-01-000001', "乙项目"))
        return {
            'unit': (['编码', '名称'], ['T-900', "测试局"]),
            'user': (['登录名', '姓名', '单位', '角色'], ['imp_a', "甲", self.drc.code, "部门经办"]),
            'enterprise': (['统一社会信用代码', '企业名称'], ['91350404MA0TE0T03A', "三明测试有限公司"]),
            'case': (headers, row),
            'status': (HEADERS, [CODE_1, item.code, '已受理', '2026-03-05', '', '', '', '']),
        }

    def test_duplicate_keys(self):
        """The second row says where the first one is; the first is applied, once."""
        for kind, (headers, row) in self.tables().items():
            with self.subTest(kind):
                record = self._previewed(kind, [headers, row, ['' for _value in row], row], self.persons.get(kind))
                self.assertEqual(self._results(record)[1:], ['error'], record.line_ids.mapped('message'))
                self.assertNotEqual(self._results(record)[0], 'error', record.line_ids.mapped('message'))
                self.assertIn("row 2", record.line_ids.sorted('number')[1].message)
                record.action_apply()
                self.assertEqual((record.state, record.applied_count), ('applied', 1))

    def test_every_encoding_says_the_same(self):
        """Chinese Excel writes GB18030 or its own Unicode text; a workbook needs no encoding."""
        for kind, (headers, row) in self.tables().items():
            contents = [csv_bytes([headers, row], name) for name in ('utf-8', 'utf-8-sig', 'gb18030', 'utf-16')]
            found = {self._preview_of(kind, content) for content in [*contents, xlsx_bytes([headers, row])]}
            self.assertEqual(len(found), 1, kind)
            self.assertNotIn('error', str(found), kind)

    def _preview_of(self, kind, content):
        line = self._previewed(kind, content, self.persons.get(kind)).line_ids
        return line.result, line.key, line.text

    def test_a_missing_column_is_named(self):
        for kind, (_headers, row) in self.tables().items():
            needed = {column.name: column for column in self.env[f'daiban.import.{kind}']._table_columns
                      if column.required}
            with self.subTest(kind), self.assertRaises(UserError) as caught:
                self._previewed(kind, [['无关的列', '又一列'], row[:2]], self.persons.get(kind))
            for column in needed.values():
                self.assertIn(column.title, str(caught.exception))

    def test_too_many_rows(self):
        """50,000 are the most: the file is refused before a row is read, and says so."""
        record = self._import('unit', '单位编码,单位名称\n'.encode() + b'T-900,x\n' * (MAX_ROWS + 1), self.manager)
        with self.assertRaisesRegex(UserError, '50,000'):
            record.action_preview()
        self.assertEqual((MAX_ROWS, record.state, record.line_ids.ids), (50_000, 'draft', []))
