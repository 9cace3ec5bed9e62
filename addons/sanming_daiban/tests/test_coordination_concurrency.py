"""Two leaders of one unit press the button at the same moment (R34)."""
import threading

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .concurrency_common import ConcurrencyCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoLeadersAtOnce(ConcurrencyCase):

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
        self.partner_id, self.project_id, self.item_id = partner.id, project.id, item.id

    def _remove_all(self, env):
        cr = env.cr
        for model, res_id in (('daiban.item', self.item_id), ('daiban.project', self.project_id)):
            cr.execute("DELETE FROM daiban_clock_event WHERE res_model = %s AND res_id = %s", [model, res_id])
            cr.execute("DELETE FROM daiban_clock_span WHERE res_model = %s AND res_id = %s", [model, res_id])
            cr.execute("DELETE FROM mail_activity WHERE res_model = %s AND res_id = %s", [model, res_id])
        cr.execute("DELETE FROM daiban_clock_chain WHERE res_model = 'daiban.project' AND res_id = %s",
                   [self.project_id])
        cr.execute("DELETE FROM daiban_project WHERE id = %s", [self.project_id])
        env.invalidate_all()
        env['daiban.unit'].browse(self.unit_id).unlink()
        users = env['res.users'].browse(self.people_ids)
        partners = users.partner_id | env['res.partner'].browse(self.partner_id)
        users.unlink()
        partners.unlink()

    def _at_once(self, work):
        """Both leaders do ``work(env, number)`` after both have read; returns what came of it."""
        barrier, met, results = threading.Barrier(2), set(), {}

        def leader(number):
            def once_both_have_read(env):
                env['daiban.item'].browse(self.item_id).read(['state'])  # takes the snapshot
                if number not in met:
                    met.add(number)
                    barrier.wait(timeout=30)
                try:
                    return work(env, number)
                except UserError as refused:
                    return str(refused)
            results[number] = self._in_own_transaction(once_both_have_read, user_id=self.people_ids[number])

        threads = [threading.Thread(target=leader, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return [results.get(number) for number in range(2)]

    def test_two_leaders_assign_at_once(self):
        """The first decides, the second is told with whom the item is; nothing of the first is undone."""
        def assign(env, number):
            return env['daiban.item'].browse(self.item_id).action_assign(self.people_ids[2 + number])

        outcomes = self._at_once(assign)
        self.assertEqual(outcomes.count(True), 1, outcomes)
        refusal = next(outcome for outcome in outcomes if outcome is not True)
        self.assertIn("already", refusal)
        winner = self.people_ids[2 + outcomes.index(True)]

        def look(env):
            item = env['daiban.item'].browse(self.item_id)
            handovers = item.clock_event_ids.filtered(lambda event: event.holder_user_id.id in self.people_ids[2:])
            return item.handler_id.id, handovers.holder_user_id.ids

        self.assertEqual(self._in_own_transaction(look), (winner, [winner]))
