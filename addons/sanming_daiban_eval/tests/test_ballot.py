"""One ballot once, changeable until closing (R97): as the raters, and as whoever is not one."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .campaign_common import BallotCommon


@tagged('post_install', '-at_install')
class TestBallot(BallotCommon):

    def test_every_group_answers(self):
        """R97: center, owners, offices; each sees the own ballots only."""
        for user, kind in ((self.owner, 'owner'), (self.handler, 'office'), (self.supervisor, 'center')):
            ballot = self._cast(user)
            self.assertEqual((ballot.kind, ballot.state), (kind, 'cast'))
        self.assertEqual(self.campaign.sudo()._ballot_counts()[self.subject, 'owner'], (4, 1))
        self._close()
        box = self.campaign.sudo()._box()
        self.assertEqual([ballot.score for ballots in box.values() for ballot in ballots], [100, 100, 100])
        self.assertEqual({ballot.subject for ballot in box['owner']}, {self.subject.id})

    def test_the_enterprise_answers_once(self):
        """Two people who act for one enterprise have one ballot between them."""
        second = self.owners[-1]
        self._representative(second, self.enterprise)
        enterprise = self.env['daiban.eval.rater'].with_user(second)._own()
        self.assertEqual(len(enterprise), 2)
        self._cast(self.owner, 0)
        ballot = self._ballot(self.owner).sudo()
        ballot._answer(enterprise, self._form(ballot, 4))
        self.assertEqual(len(self._box_rows()), 1)

    def test_again_takes_the_place(self):
        """Twice is once: the second click, and the answer that is changed until closing."""
        self._cast(self.owner, 0, "好")
        self._cast(self.owner, 2, "一般")
        self.assertEqual([(row['score'], row['comment']) for row in self._box_rows()], [(70, "一般")])

    def test_cannot_judge_is_no_zero(self):
        ballot = self._ballot(self.owner).sudo()
        form = {**self._form(ballot, 1), **{f'c_{criterion.id}': 'none' for criterion in ballot._criteria()[:1]}}
        ballot._answer(ballot.rater_id, form)
        self.assertEqual(self._box_rows()[0]['score'], 85)
        ballot._answer(ballot.rater_id, {f'c_{criterion.id}': 'none' for criterion in ballot._criteria()})
        self.assertIsNone(self._box_rows()[0]['score'])
        self._close()
        self.assertFalse(self.campaign.sudo()._box()['owner'], "It does not count.")
        self.assertEqual(ballot.state, 'cast', "Nobody is asked again.")

    # === Bad input ===

    def test_after_closing(self):
        self._cast(self.owner, 0)
        ballot = self._ballot(self.rival_owner).sudo()
        with freeze_time('2026-12-20 16:20:00'):  # over by the clock, and the daily job has not come yet
            with self.assertRaisesRegex(UserError, "closed"), self.cr.savepoint():
                ballot._answer(ballot.rater_id, self._form(ballot))
            self.assertFalse(self._ballot(self.rival_owner))
        self._close()
        for late in (ballot, self.subject.sudo().campaign_id.ballot_ids.filtered(lambda own: own.state == 'cast')):
            with self.assertRaisesRegex(UserError, "closed"), self.cr.savepoint():
                late._answer(late.rater_id, self._form(late, 4))
        self.assertEqual([ballot.score for ballot in self.campaign.sudo()._box()['owner']], [100])

    def test_by_the_wrong_person(self):
        ballot = self._ballot(self.owner).sudo()
        for user in (self.rival_owner, self.agent, self.handler, self.officer, self.env.ref('base.user_admin')):
            raters = self.env['daiban.eval.rater'].with_user(user)._own()
            with self.assertRaisesRegex(AccessError, "somebody else"), self.cr.savepoint():
                ballot._answer(raters, self._form(ballot))
        self.assertFalse(self._box_rows())
        self.assertEqual(ballot.state, 'pending')

    def test_incomplete_or_forged_answers(self):
        """The level of another criterion, a number that is none, too many words: said, and nothing noted."""
        ballot = self._ballot(self.owner).sudo()
        first, second = ballot._criteria()[:2]
        good = self._form(ballot)
        for change in ({f'c_{first.id}': ''}, {f'c_{first.id}': '0'}, {f'c_{first.id}': "1' OR 1=1"},
                       {f'c_{first.id}': str(second.level_ids[0].id)}, {'comment': "字" * 501}):
            with self.assertRaises(UserError), self.cr.savepoint():
                ballot._answer(ballot.rater_id, {**good, **change})
        self.assertEqual((ballot.state, self._box_rows()), ('pending', []))

    def test_by_hand(self):
        """Nobody writes ballots, raters or contacts past their methods."""
        ballot = self._ballot(self.supervisor)
        for user in (self.supervisor, self.officer, self.manager, self.auditor):
            for record, values in ((ballot, {'state': 'cast'}), (ballot.sudo().rater_id, {'user_id': user.id})):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    record.with_user(user).write(values)
        with self.assertRaises(AccessError), self.cr.savepoint():
            ballot.with_user(self.officer).copy()

    def test_close_before_the_end(self):
        with self.assertRaisesRegex(UserError, "still waited for"), self.cr.savepoint():
            self.campaign.action_close()
        for ballot in self.campaign.sudo().ballot_ids:
            ballot._answer(ballot.rater_id, self._form(ballot))
        self.campaign.action_close()
        self.assertEqual(self.campaign.state, 'closed')

    def test_cancelled_answers_are_destroyed(self):
        self._cast(self.owner)
        self.campaign.action_cancel("名单有误")
        self.assertFalse(self._box_rows())

    # === Reminders ===

    def _told(self):
        return self.env['mail.message'].sudo().search([
            ('model', '=', 'daiban.eval.campaign'), ('res_id', '=', self.campaign.id),
            ('message_type', '=', 'user_notification')])

    def test_reminders(self):
        """At the opening, before the end and on the last day; only who has not answered, once, without a secret."""
        people = self.owners.partner_id | self.supervisor.partner_id
        self.assertTrue(people <= self._told().partner_ids | self._told().notified_partner_ids)
        self._cast(self.owner)
        with freeze_time('2026-12-10 01:00:00'):
            before = self._told()
            list(self.env['daiban.eval.campaign']._day_begins())
            self.assertEqual(self._told(), before)
        with freeze_time('2026-12-17 01:00:00'):
            for _turn in range(2):
                list(self.env['daiban.eval.campaign']._day_begins())
            new = self._told() - before
            told = new.partner_ids | new.notified_partner_ids
            self.assertIn(self.rival_owner.partner_id, told)
            self.assertNotIn(self.owner.partner_id, told)
            self.assertEqual(len(new.filtered(lambda message: self.rival_owner.partner_id in (
                message.partner_ids | message.notified_partner_ids))), 1)
            for message in new:
                self.assertNotIn('/daiban/ballot/', message.body)
