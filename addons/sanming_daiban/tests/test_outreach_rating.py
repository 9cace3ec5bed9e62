from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .rating_common import BAD, GOOD, RatingCommon


@tagged('post_install', '-at_install')
class TestRating(RatingCommon):
    """好差评: facts first, five levels, once per occasion, and silence is no satisfaction (R24, R63)."""

    def test_asked_at_each_turn(self):
        """Acceptance, each finished stage and the completion are asked, each of them once."""
        self.assertEqual((self.rating.unit_id, self.rating.rated_user_ids), (self.case.lead_unit_id, self.agent))
        for _round in range(20):
            items = self.case.item_ids.filtered(lambda item: item.state == 'dispatched')
            if not items:
                break
            for item in items:
                self._finish(item)
        self.assertFalse(self.case.item_ids.filtered('is_open'))
        stages = self._rating('stage')
        self.assertEqual(stages.stage_id, self.case.item_ids.stage_id)
        self.assertEqual(len(stages), len(stages.stage_id))
        self.assertIn(self.handler, stages.rated_user_ids)
        self.case.action_complete()
        self.assertEqual(len(self._rating('completion')), 1)

    def test_cancelled_stage_is_not_asked(self):
        """Where nothing was done there is nothing to rate."""
        self.case.item_ids.filtered('is_open').action_cancel("项目不需要。")
        self.assertFalse(self._rating('stage'))

    def test_asked_of_an_answered_inquiry(self):
        """R24: also whoever only asked a question is asked."""
        inquiry = self.env['daiban.inquiry'].with_user(self.agent).create(
            {'name': "手续", 'partner_id': self.enterprise.id, 'answer': "先备案。"})
        inquiry.action_answer()
        rating = self.env['daiban.rating'].sudo().search([('inquiry_id', '=', inquiry.id)])
        self.assertEqual((rating.occasion, rating.rated_user_ids), ('inquiry', self.agent))

    def test_mail_has_the_secret_and_the_thread_has_not(self):
        mail = self.env['mail.mail'].sudo().search([('model', '=', 'daiban.rating'), ('res_id', '=', self.rating.id)])
        self.assertEqual(mail.recipient_ids, self.owner.partner_id)
        self.assertIn(f'/daiban/rate/{self.rating.access_token}', mail.body_html)
        self.assertNotIn(self.rating.access_token, ''.join(self.case.message_ids.mapped('body')))

    def test_answer_needs_its_facts(self):
        """Facts come first: a level alone is no answer."""
        for missing in ('told_once', 'trips', 'level'):
            with self.subTest(missing), self.assertRaises(UserError):
                self.rating._answer({**GOOD, missing: ''})
        for wrong in ({'level': '6'}, {'trips': '-1'}, {'trips': 'x'}, {'told_once': '1'}, {'comment': 'x' * 1001}):
            with self.subTest(wrong), self.assertRaises(UserError):
                self.rating._answer({**GOOD, **wrong})
        self.assertFalse(self.rating.answered_at)

    def test_no_answer_is_no_answer(self):
        """There is no default level, however long nobody answers."""
        with freeze_time(self.rating.asked_on + timedelta(days=400)):
            self.assertFalse(self.rating._is_open())
            row = self.env['daiban.rating.report'].with_user(self.supervisor).browse(self.rating.id)
            self.assertEqual((row.level, row.asked_count, row.answered_count), ('0', 1, 0))
            with self.assertRaises(UserError):
                self.rating._answer(GOOD)

    def test_average_is_of_the_answers_only(self):
        self.rating._answer({**GOOD, 'level': '4'})
        self._running()
        self.env.flush_all()
        [(asked, answered, rate, score)] = self.env['daiban.rating.report'].with_user(self.supervisor)._read_group(
            [('unit_id', '=', self.rating.unit_id.id), ('occasion', '=', 'acceptance'),
             ('project_id.partner_id', '=', self.enterprise.id)], [],
            ['asked_count:sum', 'answered_count:sum', 'answer_rate:avg', 'score:avg'])
        self.assertEqual((asked, answered, rate, score), (2, 1, 50, 4))

    def test_changeable_for_some_days(self):
        """An answer may be changed within the days of the setting; what was said first stays known."""
        self.rating._answer(GOOD)
        self.rating._answer({**GOOD, 'level': '3'})
        self.assertEqual((self.rating.level, self.rating.first_level), ('3', '5'))
        with freeze_time(self.rating.answered_at + timedelta(days=9)), self.assertRaises(UserError):
            self.rating._answer(GOOD)

    def test_the_enterprise_may_say_whom_it_means(self):
        stranger = self.ref('unit_iit')
        unit = self.case.item_ids.unit_id[:1]
        self.rating._answer({**GOOD, 'unit_id': str(unit.id)})
        self.assertEqual(self.rating.unit_id, unit)
        self.rating._answer({**GOOD, 'unit_id': str(stranger.id)})
        self.assertEqual(self.rating.unit_id, unit, "not a unit of this case")

    def test_only_supervision_reads_ratings(self):
        """Whoever was rated, and everybody else at work, sees no single rating."""
        self.rating._answer(BAD)
        for user in (self.agent, self.handler, self.leader, self.chief, self.manager, self.owner):
            with self.subTest(user.login):
                for model in ('daiban.rating', 'daiban.rating.report'):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])
                with self.assertRaises(AccessError):
                    self.case.with_user(user).read(['service_rating_ids'])
        for user in (self.supervisor, self.auditor):
            self.assertEqual(self.rating.with_user(user).comment, BAD['comment'])
            with self.assertRaises(AccessError):
                self.rating.with_user(user).write({'level': '5'})
            with self.assertRaises(AccessError):
                self.rating.with_user(user).read(['access_token'])

    def test_a_rated_supervisor_sees_not_the_own_rating(self):
        self.rating.rated_user_ids |= self.supervisor
        for model in ('daiban.rating', 'daiban.rating.report'):
            found = self.env[model].with_user(self.supervisor).search([('id', '=', self.rating.id)])
            self.assertFalse(found, model)

    def test_unit_sees_figures_when_nobody_can_be_picked_out(self):
        unit = self.rating.unit_id.with_user(self.agent)
        self.rating._answer(GOOD)
        self.env.flush_all()
        self.assertEqual((unit.rating_answered, unit.rating_average), (0, False))
        for _number in range(2):
            self._rating('acceptance', self._accepted())._answer({**GOOD, 'level': '4'})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((unit.rating_answered, unit.rating_average), (3, '4.33'))
