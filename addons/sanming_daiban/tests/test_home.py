from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .home_common import HomeCommon


@tagged('post_install', '-at_install')
class TestHome(HomeCommon):
    """R4, R34, R43, R48, R89: the first page of each role is its own worklist, and says what the lists say."""

    def test_each_role_has_its_block(self):
        """R34: leaders are who leads a unit; the others have their group. Several roles: all their blocks."""
        self.assertEqual(self._roles(self.handler), ['handler'])
        self.assertEqual(self._roles(self.leader), ['leader', 'handler'])
        self.assertEqual(self._roles(self.agent), ['leader', 'agent'])
        self.assertEqual(self._roles(self.supervisor), ['supervisor'])
        self.assertEqual(self._roles(self.auditor), ['auditor'])
        self.assertEqual(self._roles(self.manager), ['manager'])

    def test_only_the_staff(self):
        for user in (self.owner, self.env.ref('base.public_user')):
            with self.assertRaises(AccessError):
                self.env['daiban.home'].with_user(user).blocks()

    def test_leader_sees_what_his_own_unit_has_not_assigned(self):
        """R34: each leader has the one item of the own unit, with the days it has waited; nobody sees the other's."""
        with freeze_time('2026-03-04 02:00:00'):
            for leader, item in ((self.leader, self.item), (self.other_leader, self.other_item)):
                tile = self._tiles(leader, 'leader')['to_assign']
                self.assertEqual([row['res_id'] for row in tile['rows']], item.ids)
                self.assertEqual(tile['rows'][0]['wait'], 2)
                self.assertEqual(tile['button']['method'], 'action_assign')

    def test_handler_sees_the_own_items_by_light(self):
        """R34: to start, then by the light; never what another person has."""
        self.item.with_user(self.leader).action_assign(self.handler)
        self.assertEqual(self._tiles(self.handler, 'handler')['to_start']['count'], 1)
        self.assertEqual(self._tiles(self.stranger, 'handler')['to_start']['count'], 0)
        self.item.with_user(self.handler).action_start()
        self.assertEqual(sum(self._lights(self.handler).values()), 1)
        self.assertEqual(self._lights(self.handler)['overdue'], 0)
        with freeze_time(f'{self.item.light_red_on} 02:00:00'):  # the daily job has not run, the number is right
            self.assertEqual(self._lights(self.handler)['overdue'], 1)
            self.assertEqual(self._tiles(self.leader, 'leader')['unit_red']['count'], 1)
            self.assertEqual(self._tiles(self.supervisor, 'supervisor')['red']['count'], 1)
            row = self._tiles(self.handler, 'handler')['overdue']['rows'][0]
            self.assertEqual((row['light'], row['left']), ('red', "1 working days overdue"))

    def _lights(self, user):
        tiles = self._tiles(user, 'handler')
        return {key: tiles[key]['count'] for key in ('overdue', 'today', 'soon', 'on_time')}

    def test_pauses(self):
        """行政许可法 45: the leader approves a pause from the line; then it waits for the enterprise."""
        self.item.with_user(self.leader).action_assign(self.handler)
        item = self.item.with_user(self.handler)
        item.action_start()
        item.action_pause(self.ref('pause_supplement'), document_number="补正〔2026〕1号")
        self.assertEqual(self._pauses(), {'pause_claimed': 1, 'at_enterprise': 0, 'paused': 0})
        tile = self._tiles(self.leader, 'leader')['pauses']
        self.assertEqual([row['res_id'] for row in tile['rows']], item.ids)
        getattr(item.with_user(self.leader), tile['button']['method'])()
        self.assertEqual(self._pauses(), {'pause_claimed': 0, 'at_enterprise': 1, 'paused': 0})
        tiles = self._tiles(self.leader, 'leader')
        self.assertEqual((tiles['pauses']['count'], tiles['unit_enterprise']['count']), (0, 1))

    def _pauses(self):
        tiles = self._tiles(self.handler, 'handler')
        return {key: tiles[key]['count'] for key in ('pause_claimed', 'at_enterprise', 'paused')}

    def test_agent_sees_requests_with_the_days_of_the_guard(self):
        """行政许可法 32: new requests with the days that are left, apart from answered notices; taken or not."""
        project = self._submitted(name="新申请")
        tile = self._tiles(self.agent, 'agent')['examine']
        self.assertEqual([row['res_id'] for row in tile['rows']], project.ids)
        self.assertEqual(tile['rows'][0]['left'], "5 working days left")
        project.action_request_supplement()
        self.assertEqual(self._tiles(self.agent, 'agent')['examine']['count'], 0)
        project.action_submit()
        tiles = self._tiles(self.agent, 'agent')
        self.assertEqual((tiles['examine']['count'], tiles['answered']['count']), (0, 1))

    def test_agent_sees_refused_items_and_cases_to_complete(self):
        """R63: what has to be talked about with the enterprise, and what can be handed over."""
        self.item.with_user(self.leader).action_assign(self.handler)
        self.item.with_user(self.handler).action_start()
        self.item.with_user(self.handler).action_refuse("与规划不符")
        self.assertEqual(self._tiles(self.agent, 'agent')['refused']['count'], 1)
        self.assertEqual(self._tiles(self.other_agent, 'agent')['refused']['count'], 0)
        for item in self.project.item_ids.filtered('is_open'):
            item.action_cancel("不需要")
        self.assertEqual(self._tiles(self.agent, 'agent')['to_complete']['count'], 1)

    def test_board_of_the_district(self):
        """R43, R48: open items by unit, by stage and by who has the ball, the same sum in each, with the red ones."""
        self.item.with_user(self.leader).action_assign(self.handler)
        self.item.with_user(self.handler).action_start()
        with freeze_time(f'{self.item.light_red_on} 02:00:00'):
            home = self.env['daiban.home'].with_user(self.supervisor).blocks()
            boards = {board['key']: board for board in home['blocks'][0]['boards']}
            active = self.env['daiban.item'].search_count([('is_active', '=', True)])
            for board in boards.values():
                self.assertEqual(sum(row['total'] for row in board['rows']), active)
                self.assertEqual(sum(row['red'] for row in board['rows']), 1)
            first = boards['unit_id']['rows'][0]
            self.assertEqual((first['id'], first['red']), (self.item.unit_id.id, 1))
            self.assertEqual(first['context'], {'search_default_unit_id': self.item.unit_id.id})

    def test_auditor_sees_what_was_recorded_late(self):
        """R48: late entries, corrections and the sealed history, and nothing that could be pressed."""
        self.item.with_user(self.leader).action_assign(self.handler)
        with freeze_time('2026-03-05 02:00:00'):
            self.item.with_user(self.handler).action_start(date='2026-03-03', note="系统故障")
            tiles = self._tiles(self.auditor, 'auditor')
        self.assertEqual(tiles['late']['count'], 1)
        self.assertEqual(tiles['late']['rows'][0]['res_id'], self.item.id)
        self.assertGreater(tiles['sealed']['count'], 0)
        self.assertFalse([tile for tile in tiles.values() if tile['button']])

    def test_manager_sees_what_is_not_set_up(self):
        """R1: plans not confirmed, units without leader or liaison, the calendar of the coming year."""
        tiles = self._tiles(self.manager, 'manager')
        units = self.env['daiban.unit'].search
        self.assertEqual(tiles['no_leader']['count'], len(units([('leader_id', '=', False)])))
        self.assertEqual(tiles['no_liaison']['count'], len(units([('liaison_id', '=', False)])))
        self.assertEqual(tiles['plans']['count'], 5)
        known = self.env['daiban.calendar.year'].search([('year', '=', 2027), ('state', '=', 'published')])
        with freeze_time('2026-11-02 02:00:00'):
            missing = self._tiles(self.manager, 'manager')['calendar']
            self.assertEqual([row['title'] for row in missing['rows']], [] if known else ['2027'])
        self.assertEqual(tiles['calendar']['count'], 0)

    def test_every_number_is_its_list(self):
        """The number on a tile is what the list with these filters shows to the same user, for every role."""
        self._submitted(name="新申请")
        self.item.with_user(self.leader).action_assign(self.handler)
        for user in (self.leader, self.other_leader, self.handler, self.stranger, self.agent, self.other_agent,
                     self.supervisor, self.auditor, self.manager):
            for block in self.env['daiban.home'].with_user(user).blocks()['blocks']:
                for tile in block['tiles']:
                    if tile['key'] not in ('sealed', 'calendar'):
                        with self.subTest(user=user.login, tile=f"{block['role']} {tile['key']}"):
                            self.assertEqual(tile['count'], self._list_count(user, tile))

    def _list_count(self, user, tile):
        """As the web client does it: the domain of the action, and that of each group of active filters."""
        action = self.env['ir.actions.act_window'].with_user(user)._for_xml_id(tile['action'])
        model = self.env[action['res_model']].with_user(user)
        arch = self.env[action['res_model']].with_user(user).get_view(view_type='search')['arch']
        found = model.search(_evaluate(action['domain'], user))
        for domains in _active_groups(arch, tile['context']):
            union = model.browse()
            for domain in domains:
                union |= model.with_context(active_test=False).search(_evaluate(domain, user))
            found &= union
        return len(found)

    def test_no_tile_of_a_model_that_the_role_may_not_read(self):
        """DESIGN §6: rights of the user and nothing else; a tile of a forbidden model is not there at all."""
        self.env['ir.model.access'].search([('model_id.model', '=', 'daiban.inquiry')]).unlink()
        self.assertNotIn('questions', self._tiles(self.agent, 'agent'))

    def test_numbers_of_queries_do_not_grow_with_the_rows(self):
        """A page for a district: as many queries for forty items as for ten."""
        user = self.leader
        self._more_items(10)
        few = self._queries(user)
        self._more_items(30)
        self.assertEqual(self._queries(user), few)
        for user in (self.leader, self.handler, self.agent, self.supervisor, self.auditor, self.manager):
            self.assertLessEqual(self._queries(user), 60, user.login)

    def _more_items(self, number):
        item = self.item.sudo()
        self.env['daiban.item'].create([{
            'project_id': self.project.id, 'type_id': item.type_id.id, 'stage_id': item.stage_id.id,
            'unit_id': item.unit_id.id, 'limit_days': 5} for _number in range(number)]
        )._dispatch()

    def _queries(self, user):
        home = self.env['daiban.home'].with_user(user)
        self.env.flush_all()
        home.blocks()
        self.env.invalidate_all()
        home.blocks()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        home.blocks()
        return self.env.cr.sql_log_count - before

    def test_substitutes_and_officers(self):
        """R33: the person responsible for the service leads the worklist of the unit as its leader does."""
        officer = self.new_user('handler', 'test_officer')
        self.other_unit.responsible_id = officer
        self.assertEqual(self._tiles(officer, 'leader')['to_assign']['count'], 1)
        self.other_unit.write({'responsible_id': False, 'member_ids': [Command.unlink(officer.id)]})
        self.assertEqual(self._roles(officer), ['handler'])

    def test_who_stands_in_has_the_worklist_of_the_leader(self):
        """R34: while the leader is away his substitute of the unit has what waits for him, and only then."""
        self.assertEqual(self._roles(self.stranger), ['handler'])
        self.env['daiban.absence'].create({
            'user_id': self.other_leader.id, 'date_from': '2026-03-02', 'date_to': '2026-03-04',
            'substitute_id': self.stranger.id})
        self.assertEqual(self._tiles(self.stranger, 'leader')['to_assign']['rows'][0]['res_id'], self.other_item.id)
        units = self.env['daiban.unit'].with_user(self.stranger).search([])
        self.assertEqual(units.filtered('in_my_charge'), units.search([('in_my_charge', '=', True)]))
        with freeze_time('2026-03-05 02:00:00'):
            self.assertEqual(self._roles(self.stranger), ['handler'])


def _evaluate(domain, user):
    return eval(domain or '[]', {'uid': user.id})  # noqa: S307  # domains of our own views


def _active_groups(arch, context):
    """The domains of the active filters of a search view, group by group, as Odoo's search model reads it."""
    from lxml import etree  # noqa: PLC0415
    group, groups = [], []
    for node in etree.fromstring(arch).iter():
        if node.tag == 'filter' and node.get('domain'):
            if f"search_default_{node.get('name')}" in context:
                group.append(node.get('domain'))
        else:
            groups.append(group)
            group = []
    return [group for group in [*groups, group] if group]
