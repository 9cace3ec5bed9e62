"""Scores that explain themselves, proposals and decisions (R97, R98, R100, R102), as the people of the center."""

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .result_common import ResultCommon


@tagged('post_install', '-at_install')
class TestEvalResult(ResultCommon):

    def _reason(self):
        return "经中心办公会研究"

    # === Score and derivation ===

    def test_total_from_printed_group_scores(self):
        """R97: 40 × 90 + 35 × 80 + 25 × 84 = 85.00, and the sheet says so step by step."""
        campaign = self._closed(self._scores(test_agent={
            'center': [90, 90, 90], 'owner': [70, 80, 90], 'office': [84] * 3}))
        result = self._result(campaign, self.agent)
        self.assertEqual((result.total, result.has_total, result.rank), (85, True, 1))
        scores = {score.kind: score for score in result.score_ids}
        figures = {kind: (score.asked, score.cast, score.counted, score.score) for kind, score in scores.items()}
        self.assertEqual(figures, {'center': (5, 3, 3, 90), 'owner': (5, 3, 3, 80), 'office': (5, 3, 3, 84)})
        self.assertIn('80.00', scores['owner'].derivation)
        self.assertIn('(40 × 90.00 + 35 × 80.00 + 25 × 84.00) ÷ 100 = 85.00', result._sheet()['sum'])

    def test_everybody_has_one_result(self):
        campaign = self._closed()
        self.assertEqual(campaign.result_count, 10)
        self.assertEqual(campaign.sudo().result_ids.user_id, self.people)

    def test_stability_is_said(self):
        """R97: who changes the rank when a weight moves by 10 % reads between which ranks."""
        campaign = self._closed(self._scores(
            test_agent={'center': [96] * 3, 'owner': [80] * 3, 'office': [85] * 3},
            test_other_agent={'center': [85] * 3, 'owner': [92.5] * 3, 'office': [85] * 3}))
        tipping = self._result(campaign, self.agent)
        self.assertFalse(tipping.stable)
        self.assertIn('between 1 and', tipping.stability_text)
        self.assertTrue(any(tipping.score_ids.mapped('move_text')))

    def test_insufficient_evidence_is_said(self):
        """Two owners are no group: no total, no proposal, and the words for it; nothing is guessed."""
        campaign = self._closed(self._scores(test_agent={'owner': [100, 100]}))
        result = self._result(campaign, self.agent)
        self.assertEqual((result.has_total, result.proposed, result.rank), (False, False, 0))
        self.assertEqual(result.why, 'insufficient')
        sheet = result._sheet()
        self.assertIn('none is guessed', sheet['missing'])
        self.assertEqual([line['name'] for line in sheet['lines']], ['Approval Offices'])
        with self.assertRaisesRegex(ValidationError, 'evidence is insufficient'):
            result.action_decide('good', "凭印象")
        result.action_decide('none')
        self.assertEqual((result.state, result.grade), ('decided', 'none'))

    def test_left_out_by_recorded_decision(self):
        """Only a person leaves a group out, with a reason, and enough ballots must remain."""
        campaign = self._closed(self._scores(
            test_agent={'center': [90] * 3, 'owner': [], 'office': [80] * 3},
            test_other_agent={'center': [90], 'owner': [90], 'office': [90]}))
        result = self._result(campaign, self.agent)
        with self.assertRaisesRegex(ValidationError, 'Say why'):
            result.action_leave_out('owner', ' ')
        with self.assertRaisesRegex(ValidationError, 'too few raters'):
            result.action_leave_out('center', self._reason())
        result.action_leave_out('owner', self._reason())
        self.assertEqual(result.total, 86.15)  # (40 × 90 + 25 × 80) / 65
        self.assertIn(self._reason(), result._sheet()['left_out'][0])
        other = self._result(campaign, self.other_agent)
        with self.assertRaisesRegex(ValidationError, 'who answered what'):
            other.action_leave_out('owner', self._reason())

    # === Proposal ===

    def test_quota_takes_the_best(self):
        """R98: 20 % of ten are two places; the third with 90 and more is proposed the second grade."""
        campaign = self._closed(self._best(95, 94, 93))
        results = [self._result(campaign, user) for user in self.people[:4]]
        self.assertEqual([(r.suggested, r.proposed, r.why) for r in results], [
            ('excellent', 'excellent', 'threshold'), ('excellent', 'excellent', 'threshold'),
            ('excellent', 'good', 'quota'), ('good', 'good', 'threshold')])

    def test_quota_among_the_same_employment(self):
        """Civil servants and staff of institutions do not compete for the same places."""
        subjects = []

        def regroup(campaign):
            subjects.extend(campaign.subject_ids.filtered(lambda subject: subject.user_id in self.people[:5]))
            self.env['daiban.eval.subject'].concat(*subjects).grade_set_id = self.eval_ref('grade_set_institution')
        campaign = self._campaign()
        campaign.action_draw()
        regroup(campaign.sudo())
        campaign.action_open()
        with patch.object(type(self), '_opened', lambda _self: campaign):
            self._closed(self._best(95, 94, 93))
        results = [self._result(campaign, user) for user in self.people[:3]]
        self.assertEqual([result.proposed for result in results], ['excellent', 'good', 'good'])
        self.assertEqual(results[0].population, 5)
        self.assertEqual(results[1].proposed_word, "合格")

    def test_open_tie_is_shown_not_broken(self):
        """R100: three equal people and two places: a person decides, with a reason, and no more than the quota."""
        campaign = self._closed(self._best(95, 95, 95))
        results = campaign.with_user(self.officer).result_ids
        tied = results.filtered(lambda result: result.why == 'tie')
        self.assertEqual((len(tied), set(tied.mapped('proposed'))), (3, {False}))
        with self.assertRaisesRegex(UserError, 'tie at the end of the quota'):
            results.action_accept_proposals()
        with self.assertRaisesRegex(ValidationError, 'Say why'):
            tied[0].action_decide('excellent')
        tied[0].action_decide('excellent', self._reason())
        tied[1].action_decide('excellent', self._reason())
        with self.assertRaisesRegex(ValidationError, 'quota is full'):
            tied[2].action_decide('excellent', self._reason())
        self.assertEqual(tied[2].state, 'computed')

    def test_cap_before_quota(self):
        """R102: the capped person takes no place; the next one gets it."""
        self.caps = {self.people[0]: ('not_best', self.window)}
        campaign = self._closed(self._best(95, 94, 93))
        results = [self._result(campaign, user) for user in self.people[:3]]
        self.assertEqual([(r.proposed, r.why) for r in results], [
            ('good', 'cap'), ('excellent', 'threshold'), ('excellent', 'threshold')])
        self.assertIn(self.window.display_name, results[0]._sheet()['how'])

    # === Decision ===

    def test_decision_is_named(self):
        campaign = self._closed(self._best(95))
        result = self._result(campaign, self.agent, self.supervisor)
        result.action_decide('excellent')
        self.assertEqual((result.grade, result.decided_by_id, result.state), ('excellent', self.supervisor, 'decided'))
        self.assertEqual(result.grade_word, "优秀")

    def test_other_grade_needs_a_reason(self):
        """Bad input: a decision without reason. Nothing changed."""
        campaign = self._closed()
        result = self._result(campaign, self.agent)
        for reason in (None, '', '  '):
            with self.assertRaisesRegex(ValidationError, 'Say why'):
                result.action_decide('basic', reason)
        self.assertEqual((result.grade, result.state), (False, 'computed'))
        result.action_decide('basic', self._reason())
        self.assertEqual(result.decision_reason, self._reason())
        with self.assertRaisesRegex(ValidationError, 'Choose one'):
            result.action_decide('superb', self._reason())

    def test_dialog(self):
        campaign = self._closed(self._best(95))
        result = self._result(campaign, self.agent, self.supervisor)
        action = result.action_ask_decide()
        form = Form(self.env[action['res_model']].with_user(self.supervisor).with_context(**action['context']))
        self.assertEqual(form.grade, 'excellent')
        form.save().action_confirm()
        self.assertEqual(result.grade, 'excellent')

    def test_grade_above_the_cap_by_no_way(self):
        """R102, bad input: action, RPC write, import, superuser and SQL are refused alike."""
        self.caps = {self.agent: ('not_best', self.window)}
        result = self._result(self._closed(self._best(95)), self.agent)
        self.assertEqual(result.cap, 'good')
        with self.assertRaisesRegex(ValidationError, 'allows'):
            result.action_decide('excellent', self._reason())
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            with self.assertRaises(AccessError), mute_logger('odoo.addons.base.models.ir_model'):
                result.with_user(user).write({'grade': 'excellent'})
        results = self.env['daiban.eval.result'].with_user(self.officer)
        loaded = results.load(['.id', 'grade'], [[result.id, 'excellent']])
        self.assertFalse(loaded['ids'])
        with self.assertRaises(ValidationError):
            result.sudo().write({'grade': 'excellent'})
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute("UPDATE daiban_eval_result SET grade = 'excellent' WHERE id = %s", [result.id])
        self.assertFalse(result.grade)

    def test_cap_confirmed_after_the_proposal(self):
        """An incident that was confirmed a moment ago counts, although the proposal was made before."""
        result = self._result(self._closed(self._best(95)), self.agent)
        self.caps = {self.agent: ('third', self.window)}
        with self.assertRaisesRegex(ValidationError, self.window.display_name):
            result.sudo().write({'grade': 'excellent'})
        with self.assertRaisesRegex(ValidationError, 'allows'):
            result.action_decide('excellent', self._reason())

    def test_cap_after_publication_takes_the_grade_back(self):
        """R102: a published best grade does not outlive a confirmed incident; lifting it lets a person decide anew."""
        campaign = self._published(self._best(95, 94, 93))
        result = self._result(campaign, self.agent)
        self.assertEqual((result.grade, result.priority), ('excellent', True))
        result.action_recommend()
        result.sudo().recommendation_ids.with_user(self.officer).action_issue()
        self.caps = {self.agent: ('not_best', self.window)}
        result._refresh_caps(self.agent, 2026)
        self.assertEqual((result.grade, result.state, result.cap, result.priority), (False, 'computed', 'good', False))
        self.assertEqual(result.sudo().recommendation_ids.state, 'withdrawn')
        self.assertEqual(self._result(campaign, self.other_agent).grade, 'excellent')
        result.action_decide('good')
        result.action_publish()
        self.assertEqual((result.grade, result.state), ('good', 'published'))

    def test_only_the_center_decides_and_never_about_oneself(self):
        campaign = self._closed()
        result = self._result(campaign, self.agent)
        for user in (self.other_agent, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                result.with_user(user).action_decide('good')
        self.agent.write({'group_ids': [(4, self.env.ref('sanming_daiban_eval.group_eval_officer').id)]})
        with self.assertRaisesRegex(AccessError, 'about himself'):
            result.with_user(self.agent).action_decide('good')

    # === Publishing ===

    def test_publish_once_and_only_when_all_is_decided(self):
        """Bad input: publishing with open decisions, and twice."""
        campaign = self._closed()
        with self.assertRaisesRegex(UserError, '10 results are not decided'):
            campaign.action_publish()
        campaign.with_user(self.officer).result_ids.action_accept_proposals()
        self.assertEqual(campaign.undecided_count, 0)
        campaign.action_publish()
        self.assertEqual(set(campaign.sudo().result_ids.mapped('state')), {'published'})
        with self.assertRaisesRegex(UserError, 'cannot publish it'):
            campaign.action_publish()

    def test_decision_taken_back_with_reason(self):
        campaign = self._published()
        result = self._result(campaign, self.agent)
        with self.assertRaisesRegex(ValidationError, 'Say why'):
            result.action_reopen()
        result.action_reopen(self._reason())
        self.assertEqual((result.state, result.grade), ('computed', False))
        self.assertIn(self._reason(), ''.join(result.message_ids.mapped('body')))

    def test_second_click(self):
        campaign = self._closed()
        results = campaign.with_user(self.officer).result_ids
        results.action_accept_proposals()
        with self.assertRaisesRegex(UserError, 'is now'):
            results.action_accept_proposals()

    def test_cancelled_evaluation_leaves_no_results(self):
        campaign = self._closed()
        campaign.action_cancel("数据有误")
        self.assertFalse(campaign.sudo().result_ids)

    def test_computing_asks_no_more_for_more_people(self):
        """No query in a loop: the facts of ten people take as many queries as those of two."""
        facts = self.env['daiban.eval.facts']
        facts._of(self.people, 2026)
        counts = []
        for people in (self.people[:2], self.people):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            facts._of(people, 2026)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
