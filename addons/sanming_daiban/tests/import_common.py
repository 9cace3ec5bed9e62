import base64
import io

import xlsxwriter

from odoo.tests import freeze_time

from .case_common import CaseCommon

CODE_1, CODE_2 = '2601-350404-04-01-123456', '2601-350404-04-01-654321'


def csv_bytes(rows, encoding='utf-8'):
    return '\r\n'.join(','.join(row) for row in rows).encode(encoding)


def xlsx_bytes(rows):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {'in_memory': True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return output.getvalue()


class ImportCommon(CaseCommon):
    """Imports of Monday 2026-03-16 as the people of the roles make them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-16 02:00:00'))

    @classmethod
    def _import(cls, kind, content, user=None, name='表.csv'):
        content = csv_bytes(content) if isinstance(content, list) else content
        return cls.env['daiban.import'].with_user(user or cls.agent).create(
            {'kind': kind, 'file': base64.b64encode(content), 'file_name': name})

    @classmethod
    def _previewed(cls, kind, content, user=None):
        record = cls._import(kind, content, user)
        record.action_preview()
        return record

    @classmethod
    def _applied(cls, kind, content, user=None):
        record = cls._previewed(kind, content, user)
        record.action_apply()
        return record

    @classmethod
    def _case_rows(cls, *rows):
        """Each row: project code, name, then further values by heading."""
        headers = ['项目代码', '项目名称', '统一社会信用代码', '企业名称', '项目类别', '申请日期', '受理日期']
        return [headers, *(
            [code, name, cls.enterprise.uscc, cls.enterprise.name, cls.category.name, '2026-03-02', '2026-03-04']
            for code, name in rows)]

    def _results(self, record):
        return record.line_ids.sorted('number').mapped('result')
