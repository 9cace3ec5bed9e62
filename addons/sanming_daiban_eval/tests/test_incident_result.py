"""Incidents and results: the cap holds whichever came first, and a review of a result (R97, R102)."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .result_common import ResultCommon


@tagged('post_install', '-at_install')
class TestIncidentResult(ResultCommon):

    def _incident(self, **vals):
        """A confirmed incident of the agent; how it gets there is told in `test_incident`."""
        incident = self.env['daiban.incident'].sudo().create({
            'user_id': self.agent.id, 'unit_id': self.window.id, 'nature': 'shirking', 'facts': "推诿。",
            'happened_on': '2026-05-04', 'state': 'found', 'number': '三代核〔2026〕9号',
            'center_confirmed_by_id': self.colleague.id, 'home_confirmed_by_id': self.leader.id, **vals})
        incident._settle()
        return incident

    def _own(self, campaign, reader=None):
        return self._result(campaign, self.agent, reader)

    def test_cap_comes_first(self):
        """R102: who has a confirmed incident is not proposed for the best grade, and cannot be given it."""
        incident = self._incident()
        result = self._own(self._closed(self._best(99)))
        self.assertEqual((result.suggested, result.proposed), ('excellent', 'good'))
        self.assertIn(incident.number, result.cap_reason)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            result.sudo().write({'grade': 'excellent'})
        incident._reviewed('lifted')
        self.assertEqual(self._own(result.campaign_id).proposed, 'excellent')

    def test_cap_comes_later(self):
        """R102: a published best grade is taken back when an incident of the year is confirmed."""
        campaign = self._published(self._best(99))
        result = self._own(campaign)
        self.assertEqual(result.grade, 'excellent')
        self._incident()
        self.assertEqual((result.grade, result.state, result.proposed), (False, 'computed', 'good'))

    def test_other_year(self):
        """R102: the year in which it happened, and no other."""
        self._incident(happened_on='2025-12-30')
        self.assertEqual(self._own(self._closed(self._best(99))).proposed, 'excellent')

    def test_review_of_a_result(self):
        """R97: the person asks in time and once; somebody who did not decide it takes it back or lets it stand."""
        campaign = self._published()
        own = self._own(campaign, self.agent)
        self.assertTrue(own.may_ask_review)
        with self.assertRaises(AccessError):
            self._own(campaign).action_ask_review("分数有误")
        with self.assertRaisesRegex(UserError, "reasons"):
            own.action_ask_review(" ")
        own.action_ask_review("天数统计有误。")
        with self.assertRaisesRegex(UserError, "once"):
            own.action_ask_review("再来")
        review = self.env['daiban.eval.review'].with_user(self.colleague).search([('result_id', '=', own.id)])
        self.assertEqual((review.about, review.user_id), ('result', self.agent))
        with self.assertRaises(AccessError):
            review.with_user(self.officer).action_decide('lifted', "理由")
        review.action_decide('lifted', "统计确有错误，重新确定。")
        self.assertEqual((self._own(campaign).state, self._own(campaign).grade), ('computed', False))

    def test_review_too_late(self):
        """R97: after the days to ask are over."""
        own = self._own(self._published(), self.agent)
        with freeze_time('2027-03-01 02:00:00'), self.assertRaisesRegex(UserError, "until"):
            own.action_ask_review("不服")
