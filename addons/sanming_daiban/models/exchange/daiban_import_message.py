from odoo import api, models
from odoo.exceptions import UserError

from .daiban_import_kind import BROKEN

MAX_ROWS = 500
TODO = 'mail.mail_activity_data_todo'


class DaibanImport(models.Model):
    """Statuses that another system sends, by the interface or as a message: applied at once, answered row by row.

    They go the same way as a table: what contradicts is never applied. The agent of the case is asked to clear it up.
    """

    _inherit = 'daiban.import'

    @api.model
    def push_statuses(self, rows):
        """API (docs/api.md): take over statuses of items.

        :param rows: at most 500 objects with ``project_code``, ``item``, ``status`` (running, done, refused),
            ``started_on``, ``finished_on``, ``external_number``, ``result_number``, ``note``
        :return: ``{'rows': [{'row', 'result', 'message'}], …}``; result: applied, same, conflict, error
        """
        return self._take_message(rows, 'api')

    @api.model
    def _take_message(self, rows, source):
        self.env['daiban.import.status']._check_allowed()
        rows = self._clean_rows(rows)
        # sudo: who may push has no rights on the imports themselves; the role was checked, each case is by its rules
        record = self.sudo().create({'kind': 'status', 'source': source, 'user_id': self.env.uid})
        record._put_rows(rows)
        record.state = 'applying'
        record._apply_rest()
        record._tell_conflicts()
        return record._answer()

    def _clean_rows(self, rows):
        if not isinstance(rows, list) or not rows:
            raise UserError(self.env._("“rows” has to be a list with at least one object."))
        if len(rows) > MAX_ROWS:
            raise UserError(self.env._("At most %(count)s rows at once; send the others afterwards.", count=MAX_ROWS))
        return [(number, self._clean_row(row)) for number, row in enumerate(rows, 1)]

    def _clean_row(self, row):
        """{column: text}, or what is wrong with it."""
        known = {column.name for column in self.env['daiban.import.status']._table_columns}
        if not isinstance(row, dict):
            return {BROKEN: self.env._("This row is not an object.")}
        if unknown := sorted(row.keys() - known):
            return {BROKEN: self.env._("Unknown: %(names)s. Known are: %(known)s.", names=', '.join(unknown)[:200],
                                       known=', '.join(sorted(known)))}
        wrong = [name for name, value in row.items() if isinstance(value, (dict, list, bool)) or len(str(value)) > 4000]
        if wrong:
            return {BROKEN: self.env._("Not a text: %(names)s.", names=', '.join(wrong))}
        return {name: str(value).strip() for name, value in row.items() if value is not None}

    def _tell_conflicts(self):
        """Who serves the case clears it up with the platform; asked once while it is open."""
        for line in self.line_ids.filtered(lambda line: line.result == 'conflict' and line.res_id):
            item = self.env[line.res_model].browse(line.res_id)
            user = item.project_id.agent_id or item.handler_id
            summary = self.env._("The construction approval platform says something else")
            asked = item.activity_ids.filtered(lambda one, said=summary: one.summary == said)
            if user and not asked:
                item.activity_schedule(TODO, user_id=user.id, summary=summary, note=line.difference)

    def _answer(self):
        rows = [{
            'row': line.number,
            'result': 'applied' if line.state == 'applied' else line.result,
            'message': line.message or line.difference or '',
        } for line in self.line_ids.sorted('number')]
        counts = {result: sum(row['result'] == result for row in rows)
                  for result in ('applied', 'same', 'conflict', 'error')}
        return {'delivery': self.id, **counts, 'rows': rows}
