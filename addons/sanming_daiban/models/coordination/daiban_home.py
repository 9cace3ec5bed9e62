from lxml import etree

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import ormcache
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
                    'tiles': self._with_rows([self._count(tile) for tile in tiles() if self._may_see(tile)]),
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
    def _count(self, tile):
        """The tile with its number and the first records."""
        shown = {name: tile[name] for name in ('key', 'label', 'light', 'action', 'button')}
        shown['context'] = {f'search_default_{name}': 1 for name in tile['filters']}
        if 'count' in tile:
            return {**shown, 'count': tile['count'], 'rows': tile.get('rows', []), 'records': None}
        domain = self._tile_domain(tile)
        records = self.env[tile['model']].search(domain, limit=ROWS + 1, order=tile['order'])
        count = records.search_count(domain) if len(records) > ROWS else len(records)
        return {**shown, 'count': count, 'records': records[:ROWS]}

    @api.model
    def _with_rows(self, tiles):
        """Lines for the records of all tiles, read together."""
        wanted = {}
        for tile in tiles:
            if tile['records']:
                wanted.setdefault(tile['records']._name, []).extend(tile['records'].ids)
        together = {name: self.env[name].browse(dict.fromkeys(ids)) for name, ids in wanted.items()}
        for tile in tiles:
            if (records := tile.pop('records')) is not None:
                prefetch = together.get(records._name, records)._prefetch_ids
                tile['rows'] = [self._row(record) for record in records.with_prefetch(prefetch)]
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
