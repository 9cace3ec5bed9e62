from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .policy_common import PolicyCommon


@tagged('post_install', '-at_install')
class TestPolicy(PolicyCommon):
    """R54–R56: who can have what is found by itself, and followed by the federation until it is received."""

    def test_found_at_acceptance(self):
        """R55: with the acceptance of its case, once, and the federation is asked to tell it."""
        claim = self._claim()
        self.assertEqual((claim.state, claim.unit_id, claim.responsible_id),
                         ('matched', self.federation, self.follower))
        self.assertEqual(claim.activity_ids.user_id, self.follower)
        self._accepted(name="第二个项目")
        self.assertEqual(self.claims.search_count([('policy_id', '=', self.policy.id)]), 1)

    def test_conditions_are_records(self):
        """R55, idea 4: ownership, tags, code and project facts decide, as records."""
        tag = self.env['res.partner.category'].create({'name': "规上工业"})
        self.policy.partner_domain = f"[('category_id', 'in', [{tag.id}]), ('uscc', '=like', '9135%')]"
        self.assertFalse(self._claim())
        self.enterprise.category_id = [Command.link(tag.id)]
        self.policy.with_user(self.follower).action_match()
        self.assertEqual(self.policy.claim_ids.partner_id, self.enterprise)

    def test_project_facts(self):
        """R55: a commercial project is none of the policy's."""
        self._accepted(nature='commercial', category_id=self.ref('category_small_project').id)
        self.assertFalse(self.policy.claim_ids)
        self.policy.domain = False
        self.policy.with_user(self.follower).action_match()
        self.assertLessEqual(self.enterprise | self.rival, self.policy.claim_ids.partner_id)

    def test_not_in_force(self):
        self.policy.write({'valid_from': '2020-01-01', 'valid_to': '2020-12-31'})
        self.assertFalse(self._claim())
        with self.assertRaisesRegex(ValidationError, "not in force"):
            self.policy.with_user(self.follower).action_match()

    def test_condition_that_cannot_be_read(self):
        for vals in ({'partner_domain': "[('kein_feld', '=', 1)]"}, {'domain': "__import__('os')"}):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, "cannot be read"):
                self.policy.write(vals)

    def test_to_the_end(self):
        """R55: informed → claimed → granted → received, each with day, person and evidence."""
        with freeze_time('2026-03-02 02:00:00'):
            claim = self._claim()
            claim.action_inform(note="上门告知")
        paper = self.env['ir.attachment'].with_user(self.follower).create({'name': "拨款凭证.pdf", 'raw': b'x'})
        with freeze_time('2026-03-20 02:00:00'):
            claim.action_claim(date='2026-03-10', note="已提交区工信局")
            claim.action_approve(date='2026-03-18', note="三元工信〔2026〕3号")
            claim.action_cash(attachments=paper)
        self.assertEqual(claim.step_ids.mapped('state'), ['informed', 'claimed', 'approved', 'cashed'])
        self.assertEqual([str(step.date) for step in claim.step_ids],
                         ['2026-03-02', '2026-03-10', '2026-03-18', '2026-03-20'])
        self.assertEqual(claim.step_ids.user_id, self.follower)
        self.assertEqual(claim.step_ids[-1:].attachment_ids, paper)
        self.assertFalse(claim.activity_ids)
        self.assertEqual((self.policy.claim_count, self.policy.cashed_count), (1, 1))

    def test_bad_steps(self):
        """R55: no step without words, out of order, in the future or before the last one; nothing changed."""
        with freeze_time('2026-03-02 02:00:00'):
            claim = self._claim()
            with self.assertRaisesRegex(UserError, "cannot record this step"):
                claim.action_cash(note="到账")
            with self.assertRaisesRegex(UserError, "few words"):
                claim.action_inform(note=" ")
            claim.action_inform(note="电话告知")
            for date in ('2026-03-01', '2026-03-03'):
                with self.assertRaisesRegex(UserError, "neither in the future"):
                    claim.action_claim(date=date, note="提交")
        self.assertEqual((claim.state, len(claim.step_ids)), ('informed', 1))

    def test_dialog(self):
        """R55: a button asks for day, words and evidence."""
        claim = self._claim()
        action = claim.action_inform()
        self.env[action['res_model']].with_user(self.follower).with_context(**action['context']).create({
            'note': "上门告知"}).action_confirm()
        self.assertEqual(claim.state, 'informed')

    def test_declined_and_not_wanted(self):
        claim = self._claim()
        claim.action_not_wanted(note="企业放弃")
        claim.action_inform(note="企业改变主意")
        claim.action_claim(note="提交")
        claim.action_decline(note="设备投资不足")
        self.assertEqual(claim.state, 'declined')

    def test_who_follows(self):
        """DESIGN 6: the federation; agents of the enterprise's cases read, others see nothing."""
        claim = self._claim()
        self.assertTrue(claim.with_user(self.agent).read(['state']))
        with self.assertRaises(AccessError):
            claim.with_user(self.agent).action_inform(note="告知")
        with self.assertRaises(AccessError):
            self.policy.with_user(self.agent).action_match()
        for user in (self.supervisor, self.auditor, self.manager):
            self.assertTrue(claim.with_user(user).read(['state']))
            with self.assertRaises(AccessError):
                claim.with_user(user).action_inform(note="告知")
        for user in (self.other_agent, self.handler, self.owner, self.rival_owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                claim.with_user(user).read(['state'])
        for vals in ({'state': 'cashed'}, {'partner_id': self.rival.id}, {'wish': 'yes'}):
            with self.assertRaises(AccessError):
                claim.write(vals)


@tagged('post_install', '-at_install')
class TestFederationContact(PolicyCommon):
    """R54: the federation keeps contact with the non-public enterprises; R56: it answers and guides them."""

    def _row(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env['daiban.federation.contact'].with_user(self.follower).search([
            ('partner_id', '=', self.enterprise.id)])

    def _visit(self, user, day, **vals):
        self.env['daiban.visit'].with_user(user).create({
            'kind': 'site', 'partner_id': self.enterprise.id, 'date': day, 'purpose': "走访", **vals})

    def test_last_and_next_visit(self):
        """R54: only what the federation did counts; the next is due so many days later, as the manager says."""
        with freeze_time('2026-03-02 02:00:00'):
            self.assertEqual((self._row().last_visit_on, str(self._row().next_visit_on)), (False, '2026-03-02'))
            self._visit(self.agent, '2026-03-01')
            self.assertFalse(self._row().last_visit_on)
            self._visit(self.follower, '2026-02-20')
            row = self._row()
            self.assertEqual((str(row.last_visit_on), row.last_user_id, row.visit_count),
                             ('2026-02-20', self.follower, 1))
            self.assertEqual(str(row.next_visit_on), '2026-05-21')
            self.env['daiban.settings'].with_user(self.manager).create({'federation_visit_days': 30}).action_save()
            self.assertEqual(str(self._row().next_visit_on), '2026-03-22')

    def test_only_non_public_enterprises(self):
        """R54"""
        self.enterprise.ownership = 'public'
        self.assertFalse(self._row())

    def test_from_the_list_to_the_visit(self):
        """R54"""
        context = self._row().action_record_visit()['context']
        visit = self.env['daiban.visit'].with_user(self.follower).with_context(**context).create({'purpose': "走访"})
        self.assertEqual((visit.partner_id, visit.unit_id, visit.kind), (self.enterprise, self.federation, 'site'))

    def test_federation_answers_and_guides(self):
        """R56: its people open questions, and guide cases in which their unit supports."""
        inquiry = self.env['daiban.inquiry'].with_user(self.follower).create({
            'name': "技改补助", 'question': "如何申请？", 'partner_id': self.enterprise.id,
            'unit_id': self.federation.id})
        self.assertTrue(inquiry.with_user(self.follower).read(['question']))
        case = self._submitted(service_mode='guided')
        self.assertIn(self.federation, case.sudo().support_unit_ids, "non-public: the federation supports")
        self.assertTrue(case.with_user(self.follower).read(['name']))
