from odoo import api, models
from odoo.fields import Domain

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
        sums = {column: self._board_sums(column) for column in COLUMNS}
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
    def _board_sums(self, column):
        """[(unit, stage, kind of holder, number)]: one query for all boards."""
        domain = Domain.AND(self._filter_domains('daiban.item', COLUMNS[column]))
        return self.env['daiban.item']._read_group(domain, BOARDS, ['__count'])

    @api.model
    def _board_rows(self, position, sums):
        rows = {}
        for column, groups in sums.items():
            for group in groups:
                row = rows.setdefault(group[position], dict.fromkeys(COLUMNS, 0))
                row[column] += group[-1]
        ranked = sorted(rows.items(), key=lambda row: (-row[1]['red'], -row[1]['soon'], -row[1]['total']))
        return [self._board_row(BOARDS[position], key, numbers) for key, numbers in ranked]

    @api.model
    def _board_row(self, name, key, numbers):
        if name == 'holder_kind':
            labels = dict(self.env['daiban.item']._fields[name]._description_selection(self.env))
            return {'id': key, 'label': labels.get(key, ''), 'context': {f'search_default_holder_{key}': 1}, **numbers}
        return {'id': key.id, 'label': key.display_name, 'context': {f'search_default_{name}': key.id}, **numbers}
