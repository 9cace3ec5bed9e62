"""Two leaders of one unit press the button at the same moment (R34)."""
from odoo.fields import Command
from odoo.tests import tagged

from .common import new_test_user
from .concurrency_common import TwoAtOnceCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoLeadersAtOnce(TwoAtOnceCase):

    def _prepare(self, env):
        people = [new_test_user(env, f'c_leader_{number}', groups=M + 'group_handler') for number in range(4)]
        unit = env['daiban.unit'].create({
            'name': "并发测试单位", 'code': 'concurrent', 'leader_id': people[0].id, 'responsible_id': people[1].id,
            'member_ids': [Command.set([person.id for person in people])]})
        partner = env['res.partner'].create({'name': "并发测试企业", 'is_company': True})
        project = env['daiban.project'].create({
            'name': "并发测试项目", 'partner_id': partner.id, 'state': 'running', 'nature': 'production',
            'object_class': 'other'})
        item = env['daiban.item'].create({
            'project_id': project.id, 'type_id': env.ref(M + 'item_a01').id, 'unit_id': unit.id,
            'stage_id': env['daiban.stage'].search([], limit=1).id, 'limit_days': 5})
        item._dispatch()
        self.people_ids, self.unit_id = [person.id for person in people], unit.id
        self.partner_id, self.project_ids, self.item_id = partner.id, project.ids, item.id

    def _remove_all(self, env):
        self._remove_cases(env, daiban_item=[self.item_id])

    def _remove_more(self, env):
        env['daiban.unit'].browse(self.unit_id).unlink()

    def _look(self, env):
        env['daiban.item'].browse(self.item_id).read(['state'])

    def test_two_leaders_assign_at_once(self):
        """The first decides, the second is told with whom the item is; nothing of the first is undone."""
        def assign(env, number):
            return env['daiban.item'].browse(self.item_id).action_assign(self.people_ids[2 + number])

        winner = self.people_ids[2 + self._one_wins(self._at_once(assign), "already")]

        def look(env):
            item = env['daiban.item'].browse(self.item_id)
            handovers = item.clock_event_ids.filtered(lambda event: event.holder_user_id.id in self.people_ids[2:])
            return item.handler_id.id, handovers.holder_user_id.ids

        self.assertEqual(self._in_own_transaction(look), (winner, [winner]))
