from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

COLUMNS = {'total': ('active_now',), 'red': ('active_now', 'red'), 'soon': ('active_now', 'orange', 'yellow'),
           'enterprise': ('at_enterprise',)}
BOARDS = ('unit_id', 'stage_id', 'holder_kind')


class DaibanHomeBoard(models.AbstractModel):
    """The board of the district: the open items by unit, by stage and by who has the ball (R43, R48).

    Every number is a list of the backend with the filters of its column, grouped or narrowed to its row.
    """

    _name = 'daiban.home.board'
    _description = "Today's Work: Board"

    @api.model
    def _supervisor_boards(self):
        items = self.env['daiban.item']
        sums = self._board_sums()
        labels = {name: items._fields[name]._description_string(self.env) for name in BOARDS}
        return [
            {
                'key': name, 'label': labels[name], 'action': 'sanming_daiban.daiban_item_action',
                'columns': [{'key': column, 'label': label, 'context': self._column_context(column)}
                            for column, label in self._column_labels().items()],
                'rows': self._board_rows(position, sums),
            }
            for position, name in enumerate(BOARDS)
        ]

    @api.model
    def _column_labels(self):
        return {'total': self.env._("Open Now"), 'red': self.env._("Overdue"), 'soon': self.env._("Due Soon"),
                'enterprise': self.env._("With the Enterprise")}

    @api.model
    def _column_context(self, column):
        return {f'search_default_{name}': 1 for name in COLUMNS[column]}

    @api.model
    def _board_sums(self):
        """[(unit, stage, kind of holder, numbers of the columns)]: one query for all boards."""
        items = self.env['daiban.item']
        domains = [
            Domain.AND(self._filter_domains(items._name, names)).optimize_full(items) for names in COLUMNS.values()]
        query = items._search(Domain.OR(domains))
        if query.is_empty():
            return []
        groups = [items._field_to_sql(query.table, name, query) for name in BOARDS]
        query.groupby = SQL(", ").join(groups)
        return self.env.execute_query(query.select(*groups, *(
            SQL("COUNT(*) FILTER (WHERE %s)", domain._to_sql(items, query.table, query)) for domain in domains)))

    @api.model
    def _board_rows(self, position, sums):
        rows = {}
        for group in sums:
            row = rows.setdefault(group[position], [0] * len(COLUMNS))
            for column, number in enumerate(group[len(BOARDS):]):
                row[column] += number
        numbers = {key: dict(zip(COLUMNS, row, strict=True)) for key, row in rows.items()}
        ranked = sorted(numbers, key=lambda key: [-numbers[key][column] for column in ('red', 'soon', 'total')])
        return [self._board_row(BOARDS[position], key, numbers[key]) for key in ranked]

    @api.model
    def _board_row(self, name, key, numbers):
        if name == 'holder_kind':
            labels = dict(self.env['daiban.item']._fields[name]._description_selection(self.env))
            return {'id': key, 'label': labels.get(key, ''), 'context': {f'search_default_holder_{key}': 1}, **numbers}
        record = self.env[self.env['daiban.item']._fields[name].comodel_name].browse(key)
        return {'id': key, 'label': record.display_name, 'context': {f'search_default_{name}': key}, **numbers}
