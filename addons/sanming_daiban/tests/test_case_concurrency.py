import threading

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .concurrency_common import ConcurrencyCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoClerksAtOnce(ConcurrencyCase):
    """DESIGN 7: one card and gapless numbers, also when two clerks press the button at the same moment."""

    def _prepare(self, env):
        window = env.ref(M + 'unit_agency_window')
        clerks = env['res.users'].union(
            *(new_test_user(env, f'c_clerk_{number}', groups=M + 'group_agent') for number in range(2))
        )
        window.member_ids = [Command.link(clerk.id) for clerk in clerks]
        partner = env['res.partner'].create({'name': "并发测试企业", 'is_company': True, 'uscc': '11320000MB151840XJ'})
        projects = env['daiban.project'].create(
            [
                {
                    'name': f"并发测试项目{number}",
                    'partner_id': partner.id,
                    'lead_unit_id': window.id,
                    'contact_name': "王工",
                    'contact_phone': '8222222',
                    'category_id': env.ref(M + 'category_simple_low_risk').id,
                    'nature': 'production',
                    'object_class': 'other',
                }
                for number in range(2)
            ]
        )
        self.partner_id, self.project_ids, self.clerk_ids = partner.id, projects.ids, clerks.ids

    def _remove_all(self, env):
        cr, projects = env.cr, tuple(self.project_ids)
        cr.execute("SELECT id FROM daiban_item WHERE project_id IN %s", [projects])
        items = (0, *(row[0] for row in cr.fetchall()))
        cr.execute("SELECT id FROM daiban_clock_chain WHERE res_model = 'daiban.project' AND res_id IN %s", [projects])
        chains = (0, *(row[0] for row in cr.fetchall()))
        cr.execute("DELETE FROM daiban_clock_event WHERE chain_id IN %s", [chains])
        cr.execute("DELETE FROM daiban_clock_chain WHERE id IN %s", [chains])
        for model, ids in (('daiban.project', projects), ('daiban.item', items)):
            cr.execute("DELETE FROM daiban_clock_span WHERE res_model = %s AND res_id IN %s", [model, ids])
        cr.execute("DELETE FROM daiban_project WHERE id IN %s", [projects])
        cr.execute("DELETE FROM daiban_card WHERE partner_id = %s", [self.partner_id])
        env.invalidate_all()
        users = env['res.users'].browse(self.clerk_ids)
        partners = users.partner_id | env['res.partner'].browse(self.partner_id)
        users.unlink()
        partners.unlink()

    def _at_once(self, work):
        """Both clerks do ``work(env, number)`` at the same moment; returns their results."""
        barrier, results, errors = threading.Barrier(2), {}, []

        def clerk(number):
            def once_both_have_read(env):
                env.cr.execute("SELECT count(*) FROM daiban_project")  # takes the snapshot
                if not results.get(('met', number)):
                    results['met', number] = True
                    barrier.wait(timeout=30)
                return work(env, number)

            try:
                results[number] = self._in_own_transaction(once_both_have_read, user_id=self.clerk_ids[number])
            except Exception as error:  # noqa: BLE001 - handed to the test below
                errors.append(error)

        threads = [threading.Thread(target=clerk, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertFalse(errors)
        return [results[number] for number in range(2)]

    def test_one_card_and_gapless_numbers(self):
        def submit(env, number):
            project = env['daiban.project'].browse(self.project_ids[number])
            project.action_submit()
            return project.number

        numbers = sorted(int(number[9:13]) for number in self._at_once(submit))
        self.assertEqual(numbers[1], numbers[0] + 1)

        def accept(env, number):
            project = env['daiban.project'].browse(self.project_ids[number])
            project.material_ids.action_verify()
            project.action_accept()
            return project.card_id.id

        cards = self._at_once(accept)
        self.assertEqual(cards[0], cards[1])

    def test_two_clerks_accept_the_same_case(self):
        def prepare(env):
            projects = env['daiban.project'].browse(self.project_ids)
            projects.action_submit()
            projects.material_ids.action_verify()

        def accept(env, number):
            project = env['daiban.project'].browse(self.project_ids[0])
            try:
                project.action_accept()
            except UserError as refused:
                return str(refused)
            return 'accepted'

        self._in_own_transaction(prepare, user_id=self.clerk_ids[0])
        outcomes = self._at_once(accept)
        self.assertEqual(outcomes.count('accepted'), 1, outcomes)

    def test_the_same_request_at_two_windows(self):
        """R12, R22: two clerks hand in the same project at the same moment: one case, the other is told of it."""
        def hand_in(env, number):
            try:
                return env['daiban.project'].counter_hand_in({
                    'key': f'window {number}',
                    'enterprise': {'uscc': '11320000MB151840XJ'},
                    'project': {
                        'name': "同一项目", 'category_id': env.ref(M + 'category_simple_low_risk').id,
                        'nature': 'production', 'object_class': 'other', 'contact_name': "王工",
                        'contact_phone': '8222222',
                    },
                })['id']
            except UserError as refused:
                return str(refused)

        outcomes = self._at_once(hand_in)
        cases = [outcome for outcome in outcomes if isinstance(outcome, int)]
        self.project_ids = [*self.project_ids, *cases]
        self.assertEqual(len(cases), 1, outcomes)
