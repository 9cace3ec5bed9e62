import io

import xlsxwriter

from odoo import api, models

LEFT_OUT = '未导入原因'


class DaibanImport(models.Model):
    """The tables that go out: templates to fill in, and the rows that were left out."""

    _inherit = 'daiban.import'

    def action_template(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/import/template/{self.kind}', 'target': 'download'}

    def action_rest(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/import/{self.id}/rest', 'target': 'download'}

    def action_view_lines(self):
        """The rows of one result, as the button asks."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_import_line_action')
        result = self.env.context.get('result')
        return {**action, 'domain': [('import_id', '=', self.id), ('result', '=', result)], 'context': {}}

    @api.model
    def _template(self, kind):
        columns = self.env[f'daiban.import.{kind}']._table_columns
        return _workbook(
            [column.title for column in columns], [],
            notes=[(column.title, '必填' if column.required else '选填', column.note) for column in columns])

    def _rest(self):
        """Conflicts that stay as they are, and errors."""
        columns = self._kind()._table_columns
        lines = self.line_ids.filtered(lambda line: line.state != 'applied' and line.result in ('conflict', 'error'))
        rows = [[*((line.values or {}).get(column.name, '') for column in columns), line.message or line.difference]
                for line in lines]
        return _workbook([*(column.title for column in columns), LEFT_OUT], rows)


def _workbook(headers, rows, notes=()):
    """Everything as text: nothing that came from outside is calculated by whoever opens it."""
    output = io.BytesIO()
    options = {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False}
    with xlsxwriter.Workbook(output, options) as book:
        bold, text = book.add_format({'bold': True, 'bg_color': '#DCE6F1'}), book.add_format({'num_format': '@'})
        sheet = book.add_worksheet('导入数据')
        sheet.set_column(0, len(headers) - 1, 22, text)
        sheet.write_row(0, 0, headers, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value or '')
        if notes:
            page = book.add_worksheet('填写说明')
            page.set_column(0, 2, 36)
            page.write_row(0, 0, ('列', '要求', '说明'), bold)
            for number, note in enumerate(notes, 1):
                page.write_row(number, 0, note)
    return output.getvalue()
