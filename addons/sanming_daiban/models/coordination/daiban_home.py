from lxml import etree

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache
from odoo.tools.safe_eval import safe_eval

ROWS = 5


class DaibanHome(models.AbstractModel):
    """The first page after login: what waits for this person, by role (R4, R34, R43, R48, R89).

    A tile is a list of the backend with some of the filters of its search view. The number on it is what that list
    shows, because both come from the same filters, read with the rights of the user and with nothing else.

    Other rooms add tiles by extending `_agent_tiles`, `_handler_tiles`, `_leader_tiles`, `_supervisor_tiles`,
    `_auditor_tiles`, `_manager_tiles` (each gives a list of `_tile(…)`, `super()` first). What a line of a tile says
    of a record is in the method `_home_facts()` of its model.
    """

    _name = 'daiban.home'
    _description = "Today's Work"
    _inherit = ['daiban.home.coordination', 'daiban.home.board']

    @api.model
    @api.readonly
    def blocks(self):
        """What the page shows: ``today``, ``is_workday`` and the ``blocks`` of the roles of the user."""
        if not self.env.user.has_group('sanming_daiban.group_staff'):
            raise AccessError(self.env._("This page is for the people of the agency service."))
        today = self.env['daiban.calendar.year']._district_today()
        roles = [(key, label, tiles, board) for key, label, plays, tiles, board in self._roles() if plays]
        return {
            'today': str(today),
            'is_workday': self.env['daiban.calendar.year']._work_calendar().is_workday(today),
            'name': self.env.user.name,
            'blocks': [
                {
                    'role': key, 'label': label, 'boards': board(),
                    'tiles': self._with_rows(self._count([tile for tile in tiles() if self._may_see(tile)])),
                }
                for key, label, tiles, board in roles
            ],
        }

    @api.model
    def _roles(self):
        """[(key, label, whether the user plays it, method that gives its tiles, method that gives its boards)]"""
        has_group = self.env.user.has_group
        return [
            ('leader', self.env._("Leader in Charge"), self._leads_a_unit(), self._leader_tiles, self._no_boards),
            ('handler', self.env._("Department Handler"), has_group('sanming_daiban.group_handler'),
             self._handler_tiles, self._no_boards),
            ('agent', self.env._("Agent"), has_group('sanming_daiban.group_agent'), self._agent_tiles, self._no_boards),
            ('supervisor', self.env._("Supervisor"), has_group('sanming_daiban.group_supervisor'),
             self._supervisor_tiles, self._supervisor_boards),
            ('auditor', self.env._("Auditor"), has_group('sanming_daiban.group_auditor'), self._auditor_tiles,
             self._no_boards),
            ('manager', self.env._("Configuration Manager"), has_group('sanming_daiban.group_manager'),
             self._manager_tiles, self._no_boards),
        ]

    @api.model
    def _leads_a_unit(self):
        return bool(self.env['daiban.unit'].search_count([('in_my_charge', '=', True)], limit=1))

    @api.model
    def _no_boards(self):
        return []

    # === Tiles ===

    @api.model
    def _tile(self, key, label, action, *filters, light=None, order=None, button=None, **given):
        """A list of the backend with some of its filters on.

        :param action: xmlid of a window action, without the module if it is ours
        :param filters: names of filters of the search view; those of one group are alternatives, as in the list
        :param light: ``red``, ``orange`` or ``yellow``: how the number is shown if it is not 0
        :param order: which records come first
        :param button: ``{'method', 'label'}`` (and ``confirm``): a public method that a line offers at once
        :param given: ``count`` and ``rows`` (``[{'title', 'sub'}]``) where no list can say it
        """
        action = action if '.' in action else f'sanming_daiban.{action}'
        model, domain = self._action_facts(action)
        return {'key': key, 'label': label, 'light': light, 'order': order, 'button': button, 'filters': filters,
                'action': action, 'model': model, 'own_domain': domain, **given}

    @api.model
    @ormcache('action')
    def _action_facts(self, action):
        facts = self.env['ir.actions.act_window']._for_xml_id(action)
        return facts['res_model'], facts['domain'] or '[]'

    @api.model
    def _may_see(self, tile):
        return self.env[tile['model']].has_access('read')

    @api.model
    def _tile_domain(self, tile):
        """What the list of the tile shows."""
        return Domain.AND([
            Domain(safe_eval(tile['own_domain'], {'uid': self.env.uid})),
            *self._filter_domains(tile['model'], tile['filters'])])

    @api.model
    def _filter_domains(self, model, names):
        groups = self._filter_groups(model)
        unknown = set(names).difference(*groups)
        if unknown:
            raise ValueError(f"No filter {', '.join(sorted(unknown))} in the search view of {model}")
        for group in groups:
            chosen = [safe_eval(group[name], {'uid': self.env.uid}) for name in names if name in group]
            if chosen:
                yield Domain.OR(map(Domain, chosen))

    @api.model
    @ormcache('model', 'tuple(self.env.user._get_group_ids())', cache='templates')
    def _filter_groups(self, model):
        """[{name of a filter: its domain}]: the groups of the search view, of which the list makes alternatives."""
        arch = etree.fromstring(self.env[model].get_view(view_type='search')['arch'])
        groups = [{}]
        for node in arch.iter('filter', 'separator', 'field', 'group'):
            if node.tag == 'filter' and node.get('domain'):
                groups[-1][node.get('name')] = node.get('domain')
            else:
                groups.append({})
        return groups

    @api.model
    def _count(self, tiles):
        """What is shown of the tiles, with their numbers and first records."""
        by_model = {}
        for tile in tiles:
            if 'count' not in tile:
                by_model.setdefault(tile['model'], []).append(tile)
        numbers = {}
        for model, same in by_model.items():
            numbers.update(zip(map(id, same), self._numbers(self.env[model], same), strict=True))
        return [self._shown(tile, *numbers.get(id(tile), (tile.get('count'), None))) for tile in tiles]

    @api.model
    def _shown(self, tile, count, records):
        return {
            **{name: tile[name] for name in ('key', 'label', 'light', 'action', 'button')},
            'context': {f'search_default_{name}': 1 for name in tile['filters']},
            'count': count, 'records': records, 'rows': tile.get('rows', [])}

    @api.model
    def _numbers(self, model, tiles):
        """[(number, first records)] of tiles of one model, by one query with the rights of the user.

        Each tile by itself would ask the record rules anew, which costs more than the counting. What reaches into
        other models stands in the query once: planning it is what takes long.
        """
        domains = [self._tile_domain(tile).optimize_full(model) for tile in tiles]
        query = model._search(Domain.OR(domain.map_conditions(_without_relations) for domain in domains))
        if query.is_empty():
            return [(0, model.browse())] * len(tiles)
        columns = [SQL("%s AS id", SQL.identifier(query.table, 'id'))]
        sums = []
        for number, (tile, domain) in enumerate(zip(tiles, domains, strict=True)):
            chosen, place = SQL.identifier(f'chosen_{number}'), SQL.identifier(f'place_{number}')
            order = model._order_to_sql(tile['order'] or model._order, query)
            columns += [SQL("%s AS %s", domain._to_sql(model, query.table, query), chosen),
                        SQL("ROW_NUMBER() OVER (ORDER BY %s) AS %s", order, place)]
            sums += [SQL("COUNT(*) FILTER (WHERE %s)", chosen),
                     SQL("(ARRAY_AGG(id ORDER BY %s) FILTER (WHERE %s))[1:%s]", place, chosen, ROWS)]
        inner = query.select(*columns)  # last: the columns may have added joins
        row = self.env.execute_query(SQL("SELECT %s FROM (%s) AS tiles", SQL(", ").join(sums), inner))[0]
        return [(count, model.browse(ids or ())) for count, ids in zip(row[::2], row[1::2], strict=True)]

    @api.model
    def _with_rows(self, tiles):
        """Lines for the records of all tiles, read together."""
        wanted = {}
        for tile in tiles:
            if tile['records']:
                wanted.setdefault(tile['records']._name, []).extend(tile['records'].ids)
        for tile in tiles:
            if records := tile.pop('records'):
                together = tuple(dict.fromkeys(wanted[records._name]))
                tile['rows'] = [self._row(record) for record in records.with_prefetch(together)]
        return tiles

    @api.model
    def _row(self, record):
        facts = record._home_facts() if hasattr(record, '_home_facts') else {}
        clock = self._clock_facts(record) if 'clock_event_ids' in record._fields else {}
        return {'title': record.display_name, 'sub': '', 'due': False, 'left': '', 'light': False,
                'res_model': record._name, 'res_id': record.id, **clock, **facts}

    @api.model
    def _clock_facts(self, record):
        if not record.started_on or record.finished_on:
            return {}
        light = record._clock_light()
        return {'due': record.due_date and str(record.due_date), 'left': self._left(record),
                'light': light if light != 'grey' else False}

    @api.model
    def _left(self, record):
        """How many days are left, in words."""
        if record.paused and record._clock_light() != 'red':
            return self.env._("paused")
        return self._days_text(record.remaining_days, record.limit_unit) if record.limit_days else ''

    @api.model
    def _days_text(self, days, unit='working'):
        if days == 0:
            return self.env._("due today")
        if unit == 'working':
            return (self.env._("%s working days left", days) if days > 0
                    else self.env._("%s working days overdue", -days))
        return self.env._("%s natural days left", days) if days > 0 else self.env._("%s natural days overdue", -days)

    @api.model
    def _due_facts(self, due):
        """What a line says of a due date of its own."""
        if not due:
            return {'due': False, 'left': '', 'light': False}
        today = self.env['daiban.calendar.year']._district_today()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        days = calendar.count(today, due) if due >= today else -calendar.count(due, today)
        light = 'red' if due < today else 'orange' if due == today else False
        return {'due': str(due), 'left': self._days_text(days) if days or due == today else '',
                'light': light}


def _without_relations(condition):
    """A wider condition that asks no other model."""
    return Domain.TRUE if condition.operator in ('any', 'not any', 'any!', 'not any!') else condition
