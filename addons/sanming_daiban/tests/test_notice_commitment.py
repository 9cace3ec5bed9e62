from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..tools.district_time import district_today
from .case_common import CaseCommon
from .portal_common import PortalCommon
from .test_notice_guard import at


class CommitmentCase(CaseCommon):
    _begins = '2026-03-02'

    def setUp(self):
        super().setUp()
        with at(self._begins):
            self.project = self._submitted()
        self.deferred = self.project.material_ids.filtered('deferrable')[:1]
        self.assertTrue(self.deferred, "the catalogue marks what may be deferred")
        with at(self._begins):
            (self.project.material_ids - self.deferred).action_verify()

    def offer(self, day='2026-03-03'):
        with at(day):
            dialog = self.project.action_offer_commitment()
        return self.env['daiban.commitment'].with_user(self.agent).browse(dialog['res_id'])

    def signed(self, day='2026-03-03', **vals):
        """A promise on signed paper, recorded by the clerk."""
        commitment = self.offer(day)
        paper = self.env['ir.attachment'].with_user(self.agent).create({'name': "承诺书.pdf", 'raw': b'%PDF-1.4'})
        commitment.write({'committed_by': "王总", 'paper_ids': paper.ids, 'limit_days': 5, **vals})
        with at(day):
            commitment.action_record_paper()
        return commitment

    def daily_job(self, day):
        self.env.invalidate_all()
        with at(day):
            return list(self.env['daiban.commitment']._clock_day_begins())


@tagged('post_install', '-at_install')
class TestNoticeCommitment(CommitmentCase):
    """容缺受理 (time-rules 3.5): accepted against a promise with a clock of its own."""

    def test_offer_promise_acceptance(self):
        commitment = self.signed()
        self.assertEqual((self.project.state, self.deferred.state), ('accepted', 'deferred'))
        self.assertEqual((commitment.state, commitment.started_on), ('active', date(2026, 3, 3)))
        self.assertEqual(commitment.due_date, date(2026, 3, 10))
        letter = self.project.notice_ids
        self.assertEqual(letter.kind, 'deferred')
        self.assertIn(self.deferred.name, letter.note)

    def test_what_is_not_deferrable_never_is(self):
        fixed = self.project.material_ids.filtered(lambda material: not material.deferrable)[:1]
        commitment = self.offer()
        with self.assertRaises(ValidationError):
            commitment.material_ids |= fixed
        fixed.action_mark_defective("模糊")
        self.deferred.action_verify()
        with at('2026-03-03'), self.assertRaises(UserError):
            self.project.action_offer_commitment()

    def test_promise_does_not_accept_what_else_is_open(self):
        other = self.project.material_ids - self.deferred
        with at('2026-03-03'):
            other[0].action_mark_defective("模糊")
        commitment = self.signed()
        self.assertEqual((self.project.state, commitment.state, commitment.started_on), ('submitted', 'active', False))
        with at('2026-03-05'):
            other[0].action_verify()
            self.project.action_accept()
        self.assertEqual(commitment.started_on, date(2026, 3, 5))

    def test_kept_when_verified(self):
        commitment = self.signed()
        with at('2026-03-06'):
            self.deferred.action_verify()
        self.assertEqual((commitment.state, commitment.finished_on, commitment.finished_late),
                         ('fulfilled', date(2026, 3, 6), False))

    def test_paper_needs_a_person_and_a_paper(self):
        commitment = self.offer()
        with at('2026-03-03'), self.assertRaises(UserError):
            commitment.action_record_paper()
        with self.assertRaises(AccessError):
            commitment.with_user(self.leader).action_record_paper()
        with self.assertRaises(AccessError):
            commitment.state = 'active'

    def test_reminded_then_red_then_supervision(self):
        commitment = self.signed()
        self.daily_job('2026-03-04')
        self.assertFalse(commitment.sudo().activity_ids)
        self.daily_job('2026-03-09')
        self.daily_job('2026-03-09')
        self.assertEqual(commitment.sudo().activity_ids.user_id, self.agent)
        self.daily_job('2026-03-11')
        told = commitment.sudo().activity_ids.user_id
        self.assertLessEqual(self.agent | self.supervisor, told)
        number = len(commitment.sudo().activity_ids)
        self.daily_job('2026-03-12')
        self.assertEqual(len(commitment.sudo().activity_ids), number)
        with at('2026-03-12'):
            self.assertEqual(commitment._clock_light(), 'red')
            self.assertEqual(self.project.missed_deadline_count, 1)

    def test_who_lets_a_promise_lapse_gets_no_other(self):
        """S25: earlier broken promises exclude a further one."""
        commitment = self.signed()
        with self.assertRaises(UserError), at('2026-03-05'):
            commitment.action_break()
        with at('2026-03-12'):
            again = self._submitted(name="另一个项目")
            with self.assertRaises(UserError):
                again.action_offer_commitment()
            commitment.action_break()
            self.assertEqual((commitment.state, self.deferred.state), ('broken', 'missing'))
            with self.assertRaises(UserError):
                again.action_offer_commitment()

    def test_no_permit_on_what_is_still_missing(self):
        """S25: the examination goes on, the result waits."""
        self.signed()
        with at('2026-03-04'):
            self.project.action_start()
            item = self._item(self.project, 'A01')
            self.deferred.sudo().item_ids |= item.sudo()
            item.with_user(self.leader).action_assign(self.handler)
            item.action_start()
            self._attach_result(item, self.handler)
            with self.assertRaises(UserError):
                item.action_done()
            self.deferred.action_verify()
            item.action_done()

    def test_ends_with_the_case(self):
        commitment = self.signed()
        with at('2026-03-04'):
            self.project.action_withdraw("不做了")
        self.assertEqual((commitment.state, commitment.finished_on), ('withdrawn', date(2026, 3, 4)))


@tagged('post_install', '-at_install')
class TestNoticeCommitmentPortal(CommitmentCase, PortalCommon):
    _begins = str(district_today())  # requests to the server live today

    def setUp(self):
        super().setUp()
        self.commitment = self.offer(self._begins)
        self.page = f'/my/daiban/{self.project.id}'

    def commit(self, **vals):
        return self.post(f'{self.page}/commit', {'commitment_id': self.commitment.id, 'agreed': '1', **vals})

    def test_enterprise_promises_uploads_and_keeps_it(self):
        self.authenticate('t_owner', 't_owner')
        self.commit(agreed='')
        self.assertEqual(self.commitment.state, 'offered')
        self.commit()
        self.assertEqual((self.project.state, self.commitment.state), ('accepted', 'active'))
        self.assertEqual(self.commitment.committed_by, self.owner.name)
        self.assertEqual(self.project.agent_id, self.agent)
        self.assertIn(self.deferred.name, self.get(self.page).text)
        self.upload(self.project, self.deferred)
        self.assertEqual(self.deferred.state, 'submitted')
        self.deferred.action_verify()
        self.assertEqual(self.commitment.state, 'fulfilled')

    def test_taken_back(self):
        self.authenticate('t_owner', 't_owner')
        self.commit()
        self.post(f'{self.page}/uncommit', {'commitment_id': self.commitment.id, 'reason': "办不到"})
        self.assertEqual((self.commitment.state, self.deferred.state), ('withdrawn', 'missing'))

    def test_other_enterprise_promises_nothing(self):
        self.authenticate('t_rival', 't_rival')
        for action in ('commit', 'uncommit', 'again'):
            response = self.post(f'{self.page}/{action}', {'commitment_id': self.commitment.id, 'agreed': '1'})
            self.assertEqual(response.status_code, 404)
        self.assertEqual(self.commitment.state, 'offered')
        self.assertFalse(self.env['daiban.commitment'].with_user(self.rival_owner).search([]))
        own = self._submitted(partner_id=self.rival.id)
        with self.assertRaises(AccessError):
            own.with_user(self.rival_owner)._portal_commit(self.commitment.id, True)
