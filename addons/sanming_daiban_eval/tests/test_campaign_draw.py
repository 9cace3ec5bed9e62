"""Who is asked about whom (R97): from the ledger, without a choice by anybody, with every exclusion on record."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .campaign_common import BallotCommon


@tagged('post_install', '-at_install')
class TestCampaignDraw(BallotCommon):

    def _lines(self, campaign, kind, user=None):
        return campaign.sudo().contact_ids.filtered(
            lambda line: line.kind == kind and line.subject_id.user_id == (user or self.agent))

    def _again(self, **values):
        """Another draw, with what was changed since."""
        self.campaign.action_cancel("重来")
        return self._drawn(**values)

    def test_owners_served_in_the_year(self):
        lines = self._lines(self.campaign, 'owner')
        self.assertEqual(lines.partner_id, self.enterprises)
        self.assertEqual(set(lines.mapped('outcome')), {'drawn'})
        self.assertIn(self.project.number, lines.filtered(lambda line: line.partner_id == self.enterprise).evidence)

    def test_offices_whose_items_it_was(self):
        lines = self._lines(self.campaign, 'office')
        self.assertIn(self.handler, lines.user_id)
        self.assertIn(self.leader, lines.user_id)
        self.assertIn('A01', lines.filtered(lambda line: line.user_id == self.handler).evidence)
        self.assertNotIn(self.stranger, lines.user_id, "He had no item of these cases.")

    def test_center(self):
        asked = self._lines(self.campaign, 'center').user_id
        self.assertEqual(asked, self.ref('unit_center').member_ids)
        self.assertTrue(self.supervisor | self.colleague <= asked)

    def test_other_years_do_not_count(self):
        """A case of this year is no contact of the next one … until something is done in it."""
        self.project.sudo().write({'closed_on': date(2026, 12, 1)})
        self.env['daiban.project'].search([('agent_id', '=', self.agent.id)]).write({'closed_on': date(2026, 12, 1)})
        campaign = self._drawn(year=2027, closes_on=date(2028, 1, 20))
        self.assertFalse(self._lines(campaign, 'owner'))

    def test_handed_over_case_counts_for_both(self):
        """Who worked on a case before it was handed over met its owner; the record of events says so."""
        self.project.sudo().agent_id = self.other_agent
        campaign = self._again()
        for user in (self.agent, self.other_agent):
            self.assertIn(self.enterprise, self._lines(campaign, 'owner', user).partner_id, user.login)

    def test_excluded_with_reason(self):
        """R97: never by himself, by those under him, by an enterprise for which he acts, or by a closed account."""
        self.ref('unit_center').member_ids |= self.agent  # is evaluated and belongs to the center
        self.window.member_ids |= self.colleague  # the agent leads the window
        self._representative(self.agent, self.rival, 'requested').with_user(self.other_agent).action_confirm()
        self.handler.active = False
        campaign = self._again()
        found = {(line.kind, line.partner_id): line for line in campaign.sudo().contact_ids
                 if line.subject_id.user_id == self.agent}
        for kind, partner, reason in (
                ('center', self.agent.partner_id, 'self'), ('center', self.colleague.partner_id, 'subordinate'),
                ('owner', self.rival, 'acts'), ('office', self.handler.partner_id, 'gone')):
            self.assertEqual((found[kind, partner].outcome, found[kind, partner].reason), ('excluded', reason))
        asked = campaign.sudo().ballot_ids.filtered(lambda ballot: ballot.subject_id.user_id == self.agent)
        self.assertFalse(asked.rater_id.partner_id & (self.agent | self.colleague | self.handler).partner_id)

    def test_declared_conflict(self):
        self.campaign.action_cancel("重来")
        campaign = self._campaign()
        conflict = self.env['daiban.eval.conflict'].with_user(self.officer).create({
            'campaign_id': campaign.id, 'user_id': self.agent.id, 'partner_id': self.enterprise.id,
            'reason': "投诉正在办理"})
        campaign.action_draw()
        line = self._lines(campaign, 'owner').filtered(lambda line: line.partner_id == self.enterprise)
        self.assertEqual((line.reason, line.note), ('conflict', "投诉正在办理"))
        for act in (lambda: conflict.write({'reason': "x"}), conflict.unlink, lambda: conflict.copy({
                'partner_id': self.rival.id})):
            with self.assertRaisesRegex(UserError, "take the draw back first"), self.cr.savepoint():
                act()

    def test_asked_once_about_a_person(self):
        """Who is met in two groups is asked in one: one rater, one ballot."""
        self.item.sudo().unit_id.member_ids |= self.supervisor
        self.item.with_user(self.leader).sudo().handler_id = self.supervisor
        campaign = self._again()
        lines = campaign.sudo().contact_ids.filtered(
            lambda line: line.partner_id == self.supervisor.partner_id and line.subject_id.user_id == self.agent)
        self.assertEqual(
            {(line.kind, line.outcome, line.reason) for line in lines},
            {('center', 'drawn', False), ('office', 'excluded', 'twice')})

    def test_reproducible_with_the_seed(self):
        """The draw can be taken back, but not tried until it pleases: the seed stays."""
        campaign = self._again(most_owner=3)

        def picture():
            return sorted((line.partner_id.id, line.outcome, line.place) for line in self._lines(campaign, 'owner'))
        before, seed = picture(), campaign.seed
        self.assertEqual([outcome for _partner, outcome, _place in before].count('drawn'), 3)
        campaign.action_back_to_draft()
        self.assertFalse(campaign.sudo().contact_ids)
        campaign.action_draw()
        self.assertEqual((picture(), campaign.seed), (before, seed))
        campaign.action_back_to_draft()
        for act in (campaign.unlink, lambda: campaign.write({'seed': 'ff'})):
            with self.assertRaises(UserError), self.cr.savepoint():
                act()

    def test_most_below_least(self):
        self.campaign.action_cancel("重来")
        with self.assertRaisesRegex(ValidationError, "cannot be reached"), self.cr.savepoint():
            self._campaign(most_owner=2)

    def test_only_the_officer_sees_the_draw(self):
        for user, sees in ((self.officer, True), (self.auditor, True), (self.supervisor, False), (self.agent, False),
                           (self.manager, False), (self.owner, False)):
            contacts = self.env['daiban.eval.contact'].with_user(user)
            self.assertEqual(contacts.has_access('read'), sees, user.login)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._lines(self.campaign, 'owner')[0].with_user(self.officer).outcome = 'left'

    def test_officer_sees_not_who_judges_him(self):
        self._serves(self.officer, date(2026, 5, 1))
        campaign = self._again()
        self.assertTrue(self._lines(campaign, 'center', self.officer))
        for model in ('daiban.eval.contact', 'daiban.eval.ballot'):
            records = self.env[model].with_user(self.officer).search([('campaign_id', '=', campaign.id)])
            self.assertTrue(records)
            self.assertNotIn(self.officer, records.sudo().subject_id.user_id)

    def test_too_few_raters_is_said(self):
        """Insufficient evidence is said before anybody answers, never guessed."""
        self.assertIn(self.other_agent.name, self.campaign.too_few)
        self.assertNotIn(f"{self.agent.name}, Project Owners", self.campaign.too_few)
