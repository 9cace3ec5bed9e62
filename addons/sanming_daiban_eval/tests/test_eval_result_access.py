"""Who reads what of the results (R97, DESIGN §6): the own sheet after publication, and never a single answer."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .result_common import ResultCommon

QUIET = ('odoo.addons.base.models.ir_model', 'odoo.addons.base.models.ir_rule')


@tagged('post_install', '-at_install')
class TestEvalResultAccess(ResultCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home_leader = cls.new_user('handler', 'test_home_leader')
        cls.window.leader_id = cls.home_leader

    def _readable(self, user):
        return self.env['daiban.eval.result'].with_user(user).search([])

    def test_before_publication_only_center_and_audit(self):
        campaign = self._closed()
        results = campaign.sudo().result_ids
        for user in (self.officer, self.supervisor, self.auditor):
            self.assertEqual(self._readable(user), results, user.login)
        for user in (self.agent, self.home_leader, self.handler, self.manager, self.staff):
            self.assertFalse(self._readable(user), user.login)

    def test_after_publication(self):
        """Each person the own one, the leader of the home unit the own people's, nobody else any."""
        results = self._published().sudo().result_ids
        own = results.filtered(lambda result: result.user_id == self.agent)
        self.assertEqual(self._readable(self.agent), own)
        self.assertEqual(self._readable(self.home_leader), results)
        for user in (self.handler, self.manager, self.staff, self.stranger):
            self.assertFalse(self._readable(user), user.login)
        for user in (self.owner, self.env.ref('base.public_user')):
            with self.assertRaises(AccessError), mute_logger(*QUIET):
                self._readable(user)

    def test_center_member_who_is_evaluated(self):
        """A supervisor who served reads the own result only when everybody does, and never its groups."""
        self.agent.write({'group_ids': [(4, self.env.ref('sanming_daiban.group_supervisor').id)]})
        campaign = self._closed()
        own = self._result(campaign, self.agent)
        self.assertNotIn(own, self._readable(self.agent))
        campaign.with_user(self.officer).result_ids.action_accept_proposals()
        campaign.action_publish()
        self.assertIn(own, self._readable(self.agent))
        scores = self.env['daiban.eval.group.score'].with_user(self.agent).search([])
        self.assertNotIn(self.agent, scores.sudo().user_id)

    def test_groups_are_closed_to_the_person(self):
        """By read, search by value, grouping and export: how a group judged is not to be had."""
        campaign = self._published(self._scores(test_agent={'center': [61]}))
        result = self._result(campaign, self.agent, self.agent)
        scores = self.env['daiban.eval.group.score'].with_user(self.agent)
        with mute_logger(*QUIET):
            for attempt in (
                    lambda: scores.search([]),
                    lambda: scores.search([('score', '=', 61)]),
                    lambda: scores._read_group([], ['kind'], ['score:avg']),
                    lambda: result.read(['score_ids']),
                    lambda: result.search([('score_ids.score', '<', 70)]),
                    lambda: result.export_data(['score_ids/score']),
                    lambda: result.read(['fact_satisfied'])):
                with self.assertRaises(UserError):  # AccessError, or no right to export at all
                    attempt()

    def test_single_center_rater_is_not_on_the_sheet(self):
        """The known gap: total less the other groups gave the center's only answer away. Now the sheet joins it."""
        campaign = self._published(self._scores(test_agent={
            'center': [61], 'owner': [90] * 4, 'office': [88] * 3}))
        result = self._result(campaign, self.agent, self.agent)
        sheet = result._sheet()
        self.assertEqual([line['count'] for line in sheet['lines']], [4, 4])
        self.assertEqual(sheet['lines'][0]['score'], '90.00')
        self.assertEqual(sheet['lines'][1]['score'], '71.38')  # (40 × 61 + 25 × 88) / 65
        text = str(result.sheet_html)
        self.assertNotIn('61.00', text)
        self.assertNotIn('88.00', text)
        self.assertIn('90.00', text)

    def test_facts_show_no_few_ratings(self):
        campaign = self._published()
        result = self._result(campaign, self.agent)
        result.sudo().write({'fact_asked': 9, 'fact_rated': 2, 'fact_satisfied': 0})
        row = result._fact_rating_row(result._facts())
        self.assertEqual(row['value'], '—')
        result.sudo().write({'fact_rated': 3, 'fact_satisfied': 3})
        self.assertEqual(result._fact_rating_row(result._facts())['value'], '100%')

    def test_nobody_writes_a_result(self):
        campaign = self._closed()
        result = self._result(campaign, self.agent)
        for user in (self.officer, self.supervisor, self.manager, self.auditor, self.agent):
            for vals in ({'total': 100}, {'state': 'published'}, {'cap': False}, {'rank': 1}):
                with self.assertRaises(AccessError), mute_logger(*QUIET):
                    result.with_user(user).write(vals)
            with self.assertRaises(AccessError), mute_logger(*QUIET):
                result.with_user(user).unlink()
        with self.assertRaises(AccessError), mute_logger(*QUIET):
            result.score_ids.with_user(self.officer).write({'score': 100})
