"""The yearly evaluation and its steps (R96), as the people who run it and those whom it is about."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCommon


@tagged('post_install', '-at_install')
class TestCampaign(CampaignCommon):

    def test_subjects_served_in_the_year(self):
        """R95, R96: who served in the year, with the months in it and the unit that grades."""
        self._serves(self.handler, date(2025, 1, 1), date(2025, 12, 31))
        campaign = self._drawn()
        self.assertEqual(campaign.state, 'drawn')
        self.assertEqual(campaign.subject_ids.user_id, self.agent | self.other_agent)
        left = self._subject(campaign, self.other_agent)
        self.assertEqual((left.service_months, left.unit_id), (6, self.window))
        self.assertEqual(left.grade_set_id, self.eval_ref('grade_set_civil_servant'))

    def test_home_unit_grades(self):
        """R94, R99: who is seconded is graded by the unit where the personnel relation is."""
        self._serves(self.handler, date(2026, 10, 1), home_unit_id=self.housing.id)
        subject = self._subject(self._drawn(), self.handler)
        self.assertEqual((subject.unit_id, subject.serves_at_id), (self.housing, self.window))

    def test_steps(self):
        campaign = self._opened()
        self.assertEqual((campaign.state, campaign.opens_on), ('open', date(2026, 12, 1)))
        with freeze_time('2026-12-20 12:00:00'):
            list(self.env['daiban.eval.campaign']._day_begins())
            self.assertEqual(campaign.state, 'open', "The last day counts.")
        with freeze_time('2026-12-20 16:20:00'):  # the 21st in the district
            list(self.env['daiban.eval.campaign']._day_begins())
            self.assertEqual(campaign.state, 'closed')
        with self.assertRaisesRegex(UserError, "not decided yet"), self.cr.savepoint():
            campaign.action_publish()
        results = self.env['daiban.eval.result'].with_user(self.officer)
        for result in results.search([('campaign_id', '=', campaign.id)]):
            result.action_decide('none')  # R97: nobody answered, so nobody is graded
        campaign.action_publish()
        self.assertEqual(campaign.state, 'published')

    # === Bad input ===

    def test_second_campaign_in_a_year(self):
        """R96: once a year."""
        self._campaign()
        with self.assertRaisesRegex(ValidationError, "already"), self.cr.savepoint():
            self._campaign()
        self.assertEqual(self.campaigns.search_count([('year', '=', 2026)]), 1)

    def test_another_after_a_cancelled_one(self):
        campaign = self._opened()
        self.assertEqual(campaign.action_cancel()['res_model'], 'daiban.eval.campaign.decision')
        self.assertEqual(campaign.state, 'open', "Nothing is cancelled without a reason.")
        self.env['daiban.eval.campaign.decision'].with_user(self.officer).create({
            'campaign_id': campaign.id, 'reason': "名单有误"}).action_confirm()
        self.assertEqual((campaign.state, campaign.cancel_reason), ('cancelled', "名单有误"))
        self._campaign()

    def test_nobody_served(self):
        with self.assertRaisesRegex(UserError, "Nobody has a confirmed period"), self.cr.savepoint():
            self._drawn(year=2024)

    def test_scheme_must_be_published(self):
        draft = self.env['daiban.eval.scheme'].browse(
            self.scheme.action_new_version()['res_id']).with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "not published"), self.cr.savepoint():
            self._campaign(scheme_id=draft.id)

    def test_scheme_under_a_running_campaign(self):
        """The rules that people were told hold: neither the scheme nor the choice of it changes."""
        campaign = self._opened()
        with self.assertRaisesRegex(UserError, "does not change any more"), self.cr.savepoint():
            self.scheme.quota_percent = 90
        with self.assertRaisesRegex(UserError, "does not change any more"), self.cr.savepoint():
            self.scheme.criterion_ids[0].weight = 1
        newer = self.env['daiban.eval.scheme'].browse(
            self.scheme.action_new_version()['res_id']).with_user(self.manager)
        newer.action_publish()
        with self.assertRaises(AccessError), self.cr.savepoint():
            campaign.scheme_id = newer.sudo(False).id
        self.assertEqual(campaign.scheme_id, self.scheme)

    def test_deadline(self):
        campaign = self._opened()
        for day in (date(2026, 11, 30), False):
            with self.assertRaisesRegex(UserError, "not before today"), self.cr.savepoint():
                campaign.closes_on = day
        campaign.closes_on = date(2026, 12, 31)
        with self.assertRaises(AccessError), self.cr.savepoint():
            campaign.year = 2025

    def test_open_needs_a_last_day(self):
        campaign = self._drawn(closes_on=False)
        with self.assertRaisesRegex(UserError, "until when"), self.cr.savepoint():
            campaign.action_open()
        self.assertEqual(campaign.state, 'drawn')

    def test_second_click(self):
        campaign = self._drawn()
        with self.assertRaisesRegex(UserError, "now “Drawn”"), self.cr.savepoint():
            campaign.action_draw()
        self.assertEqual(len(campaign.subject_ids), 2)

    def test_no_state_by_hand(self):
        campaign = self._campaign()
        for values in ({'state': 'closed'}, {'closed_on': '2026-12-01 00:00:00'}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                campaign.write(values)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._campaign(year=2025, state='published')

    def test_only_the_officer_runs_it(self):
        campaign = self._campaign()
        for user in (self.supervisor, self.manager, self.auditor, self.agent, self.handler, self.staff):
            for action in ('action_draw', 'action_open', 'action_publish', 'action_close', 'action_cancel'):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    getattr(campaign.with_user(user), action)()
        self.assertEqual(campaign.state, 'draft')

    def test_what_began_stays(self):
        campaign = self._drawn()
        with self.assertRaisesRegex(UserError, "stays on record"), self.cr.savepoint():
            campaign.unlink()

    def test_everybody_finds_himself(self):
        campaign = self._drawn()
        subjects = self.env['daiban.eval.subject'].with_user(self.agent)
        self.assertEqual(subjects.search([('campaign_id', '=', campaign.id)]).user_id, self.agent)
        self.assertEqual(len(subjects.with_user(self.supervisor).search([('campaign_id', '=', campaign.id)])), 2)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._subject(campaign, self.agent).with_user(self.officer).service_months = 12
