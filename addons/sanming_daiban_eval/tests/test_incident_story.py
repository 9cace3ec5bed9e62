"""The way of an incident with its review (R101–R104): lower grade, review, lifting, referral, dossier."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .incident_common import IncidentCommon


@tagged('post_install', '-at_install')
class TestIncidentStory(IncidentCommon):

    def _lowered(self):
        incident = self._confirmed()
        with freeze_time('2026-03-19 02:00:00'):
            incident.with_user(self.chief).action_lower('third', "同类情形一年内第二次，经谈话仍未改正。")
        return incident

    def _asked(self, day='2026-03-23'):
        incident = self._confirmed()
        with freeze_time(f'{day} 02:00:00'):
            incident.with_user(self.handler).action_ask_review("意见函登记在另一平台，附截图。")
        return incident.with_user(self.colleague).review_ids

    def test_story(self):
        """R101–R103: late item → proposal → report → statement → finding → two confirmations → cap → lower grade by a
        decision → review by somebody who took no part → the lower grade is taken back, the cap stays → a second review
        of the confirmation lifts it."""
        incident = self._lowered()
        self.assertEqual(self._caps_in(2026), {self.handler.id: ('third', incident)})
        own = incident.with_user(self.handler)
        with freeze_time('2026-03-23 02:00:00'):
            own.action_ask_review("处分过重。")
            review = own.review_ids
            self.assertEqual((review.about, review.state, review.limit_days), ('lower_grade', 'asked', 20))
            self.assertEqual(self._caps_in(2026)[self.handler.id][0], 'third', "a review does not suspend")
        with freeze_time('2026-03-30 02:00:00'):
            review.with_user(self.colleague).action_decide('eased', "首次发生，且已主动整改。")
            self.assertEqual(self._caps_in(2026), {self.handler.id: ('not_best', incident)})
            own.action_ask_review("时限应当扣除征求意见的时间。")
            second = own.review_ids.filtered(lambda one: one.about == 'confirmation')
            second.with_user(self.colleague).action_decide('lifted', "征求意见属实，应当扣除。")
        self.assertEqual((incident.state, incident.cap), ('lifted', False))
        self.assertEqual(self._caps_in(2026), {})
        self.assertIn(self.handler, second.sudo().activity_ids.user_id)

    def test_lower_grade_is_a_decision(self):
        """R103: nothing lowers by itself; reasons, a person of the center, a person with a grade; once."""
        incident = self._confirmed()
        self.assertEqual(incident.cap, 'not_best')
        chief = incident.with_user(self.chief)
        with self.assertRaisesRegex(UserError, "reasons"):
            chief.action_lower('third', "")
        with self.assertRaisesRegex(UserError, "third or the last"):
            chief.action_lower('not_best', "理由")
        for user in (self.handler, self.leader, self.auditor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                incident.with_user(user).action_lower('last', "理由")
        chief.action_lower('last', "理由")
        with self.assertRaisesRegex(UserError, "already"):
            chief.action_lower('third', "理由")

    def test_who_decides_a_review(self):
        """R101: whoever took part, and the person, do not decide; the reasons are needed."""
        review = self._asked()
        self.startPatcher(freeze_time('2026-03-24 02:00:00'))
        for user in (self.supervisor, self.chief, self.leader, self.handler, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                review.with_user(user).action_decide('lifted', "理由")
        with self.assertRaisesRegex(UserError, "reasons"):
            review.action_decide('lifted', " ")
        with self.assertRaisesRegex(UserError, "no lower grade"):
            review.action_decide('eased', "理由")
        review.action_decide('upheld', "无新事实。")
        self.assertEqual(self._caps_in(2026)[self.handler.id][0], 'not_best')
        with self.assertRaises(UserError):
            review.action_decide('lifted', "再想想")

    def test_review_in_time_and_once(self):
        """R101: thirty working days to ask; once about each decision; only the person."""
        incident = self._confirmed()
        self.assertEqual(incident.review_until, date(2026, 4, 30))
        own = incident.with_user(self.handler)
        with self.assertRaises(AccessError):
            incident.with_user(self.leader).action_ask_review("不服")
        with freeze_time('2026-05-07 02:00:00'), self.assertRaisesRegex(UserError, "until 2026-04-30"):
            own.action_ask_review("不服")
        own.action_ask_review("不服")
        with self.assertRaisesRegex(UserError, "once"):
            own.action_ask_review("还是不服")
        own.review_ids.action_withdraw()
        own.invalidate_recordset()
        own.action_ask_review("不服")

    def test_review_is_not_written(self):
        """R101: no write, creation or import makes or decides a review."""
        review = self._asked()
        for user in (self.handler, self.supervisor, self.colleague, self.leader, self.auditor):
            own = review.with_user(user)
            for vals in ({'state': 'decided'}, {'decision': 'lifted'}, {'request': "x"}, {'asked_on': '2020-01-01'}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                    own.write(vals)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                own.create({'incident_id': review.sudo().incident_id.id, 'about': 'confirmation',
                            'user_id': user.id, 'request': "x", 'asked_on': '2026-03-23'})

    def test_referral_needs_three_facts(self):
        """R104: dereliction, a key project that fell behind, and serious loss; one missing: no referral."""
        incident = self._confirmed().with_user(self.chief)
        facts = {'dereliction': "应办未办。", 'project_delay': "开工推迟四十日。", 'serious_loss': "违约金三百万元。",
                 'referred_to': "区纪委监委"}
        incident.write(facts)
        with self.assertRaisesRegex(UserError, "key project"):
            incident.action_refer()
        self.project.sudo().key_tier = 'city'
        for name, text in facts.items():
            incident[name] = False
            with self.subTest(missing=name), self.assertRaisesRegex(UserError, "Please fill in"):
                incident.action_refer()
            incident[name] = text
        for user in (self.handler, self.leader, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                incident.with_user(user).action_refer()
        incident.action_refer()
        self.assertEqual((incident.referred_by_id, bool(incident.referred_on)), (self.chief, True))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            incident.serious_loss = "改了"

    def test_dossier(self):
        """R104: one paper with facts, clock, statement, finding, confirmations and review; nobody else prints it."""
        review = self._asked()
        report = self.env['ir.actions.report'].with_user(self.chief)
        incident = review.incident_id
        html = report._render_qweb_html('sanming_daiban_eval.report_daiban_incident', incident.ids)[0].decode()
        for words in (incident.number, incident.statement, incident.finding, review.request, "2026-03-09",
                      self.chief.name, self.leader.name):
            self.assertIn(words, html)
        with self.assertRaises(AccessError):
            report.with_user(self.agent)._render_qweb_html('sanming_daiban_eval.report_daiban_incident', incident.ids)

    def test_daily_job_only_proposes(self):
        """R101: however often the daily job runs, it neither reports nor finds nor confirms."""
        incident = self._proposed_incident()
        with patch.object(type(incident), 'action_report', side_effect=AssertionError):
            for day in ('2026-03-16', '2026-04-16', '2026-06-16'):
                self._day(day)
        self.assertEqual(incident.state, 'proposed')
        self.assertEqual(self._caps_in(2026), {})
