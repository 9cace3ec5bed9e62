from odoo.fields import Command
from odoo.tests import tagged

from .common import new_test_user
from .concurrency_common import TwoAtOnceCase

M = 'sanming_daiban.'


@tagged('post_install', '-at_install')
class TestTwoClerksAtOnce(TwoAtOnceCase):
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
        self.partner_id, self.project_ids, self.people_ids = partner.id, projects.ids, clerks.ids

    def _remove_all(self, env):
        env.cr.execute("SELECT id FROM daiban_item WHERE project_id = ANY(%s)", [self.project_ids])
        self._remove_cases(env, daiban_item=[row[0] for row in env.cr.fetchall()])

    def _remove_more(self, env):
        env.cr.execute("DELETE FROM daiban_card WHERE partner_id = %s", [self.partner_id])
        env.invalidate_all()

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
            env['daiban.project'].browse(self.project_ids[0]).action_accept()
            return 'accepted'

        self._in_own_transaction(prepare, user_id=self.people_ids[0])
        outcomes = self._at_once(accept)
        self.assertEqual(outcomes.count('accepted'), 1, outcomes)

    def test_the_same_request_at_two_windows(self):
        """R12, R22: two clerks hand in the same project at the same moment: one case, the other is told of it."""
        def hand_in(env, number):
            return env['daiban.project'].counter_hand_in({
                'key': f'window {number}',
                'enterprise': {'uscc': '11320000MB151840XJ'},
                'project': {
                    'name': "同一项目", 'category_id': env.ref(M + 'category_simple_low_risk').id,
                    'nature': 'production', 'object_class': 'other', 'contact_name': "王工",
                    'contact_phone': '8222222',
                },
            })['id']

        outcomes = self._at_once(hand_in)
        cases = [outcome for outcome in outcomes if isinstance(outcome, int)]
        self.project_ids = [*self.project_ids, *cases]
        self.assertEqual(len(cases), 1, outcomes)
