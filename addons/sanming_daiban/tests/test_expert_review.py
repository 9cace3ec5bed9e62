from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .fast_track_common import FastTrackCommon

REPORT = b'%PDF-1.4 report'


@tagged('post_install', '-at_install')
class TestExpertReview(FastTrackCommon):
    """R69, R70: experts fill the gap of a key project; their days are a pause with document and maximum."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.new_user('supervisor', 'test_head')
        cls.ref('unit_center').write({'member_ids': [Command.link(cls.head.id)], 'leader_id': cls.head.id})
        cls.key = cls._industrial(object_class='key', key_tier='city')
        cls._finish(cls._item(cls.key, 'A01'))
        cls.item = cls._item(cls.key, 'B04')
        cls.item.with_user(cls.leader).action_assign(cls.handler)
        cls.item.action_start()
        cls.material = cls.key.material_ids.filtered(lambda one: one.type_id.code == 'M21')
        cls.experts = cls.env['daiban.expert'].with_user(cls.manager).create([
            {'name': f"专家{number}", 'organisation': f"评审机构{number}", 'email': f'expert{number}@example.com'}
            for number in range(1, 5)])

    @classmethod
    def _review(cls, user=None, **vals):
        case = vals.pop('case', cls.key)
        return cls.env['daiban.expert.review'].with_user(user or cls.agent).create({
            'project_id': case.id, 'material_id': cls.material.id, 'reason': "水土保持方案缺少专家意见。", **vals})

    @classmethod
    def _panel(cls, review, count=3):
        review = review.with_user(cls.supervisor)
        review.opinion_ids = [Command.create({'expert_id': expert.id}) for expert in cls.experts[:count]]
        review.document_number = "三代办评〔2026〕1号"
        return review

    @classmethod
    def _opened(cls):
        review = cls._panel(cls._review())
        review.action_open()
        return review

    def _conclude(self, review, conclusion='pass', positions=('pass', 'pass', 'changes')):
        for opinion, position in zip(review.opinion_ids, positions, strict=True):
            opinion.write({'position': position, 'text': "同意。"})
        review.write({
            'conclusion': conclusion, 'conclusion_text': "方案可行。",
            'report_ids': [Command.create({'name': "评审报告.pdf", 'raw': REPORT})]})
        review.action_conclude()

    def test_only_key_projects(self):
        """R69: a case that is no key project is refused, with the rule and the way out; nothing is made."""
        material = self.project.material_ids.filtered(lambda one: one.type_id.code == 'M21')
        for user in (self.agent, self.supervisor):
            with self.assertRaises(UserError) as caught, self.cr.savepoint():
                self._review(user, case=self.project, material_id=material.id, override_reason="急")
            self.assertIn("no key project", str(caught.exception))
        self.assertFalse(self.project.expert_review_ids)

    def test_head_allows_another(self):
        """R69: only the head of the center, with a reason that stays on record."""
        material = self.project.material_ids.filtered(lambda one: one.type_id.code == 'M21')
        vals = {'case': self.project, 'material_id': material.id}
        with self.assertRaises(UserError), self.cr.savepoint():
            self._review(self.head, **vals)
        review = self._review(self.head, override_reason="区委专题会议要求。", **vals)
        self.assertEqual((review.override_by_id, review.override_on), (self.head, fields.Date.today()))
        self.assertIn("区委专题会议要求", str(review.message_ids.mapped('body')))
        with self.assertRaises(AccessError):
            review.override_reason = "别的"

    def test_named_gap(self):
        """R69: only for a required document of this case that is missing."""
        self.material.action_verify()
        with self.assertRaises(UserError), self.cr.savepoint():
            self._review()
        with self.assertRaises(UserError), self.cr.savepoint():
            self._review(material_id=self.project.material_ids[:1].id)
        self.assertFalse(self.key.expert_review_ids)

    def test_conflict_is_refused_with_its_reason(self):
        """R70: employer, declared tie to the enterprise or to its client: each is named; the panel is unchanged."""
        self.key.sudo().project_unit_name = "建设单位（三明）有限公司"
        review = self._review().with_user(self.supervisor)
        employed, tied, client = self.experts[:3].with_user(self.manager)
        employed.organisation = self.enterprise.name
        tied.conflict_ids = [Command.create({'name': self.enterprise.name, 'reason': "顾问"})]
        client.conflict_ids = [Command.create({'name': "建设单位(三明)有限公司", 'reason': "股东"})]
        for expert, word in ((employed, "works for"), (tied, "顾问"), (client, "股东")):
            with self.assertRaises(UserError) as caught, self.cr.savepoint():
                review.opinion_ids = [Command.create({'expert_id': expert.id})]
            self.assertIn(word, str(caught.exception))
        self.assertFalse(review.opinion_ids)

    def test_conflict_declared_after_the_choice(self):
        """R70: a tie that becomes known before the opening keeps the panel from it."""
        review = self._panel(self._review())
        self.experts[0].with_user(self.supervisor).conflict_ids = [
            Command.create({'name': self.enterprise.name, 'reason': "亲属"})]
        with self.assertRaises(UserError):
            review.action_open()
        self.assertEqual((review.state, self.item.state), ('draft', 'running'))

    def test_panel_document_and_second_person(self):
        """R70, 行政许可法 45: at least three experts, a notice, and not opened by whoever asked."""
        review = self._panel(self._review(), count=2)
        with self.assertRaises(UserError):
            review.action_open()
        review.opinion_ids = [Command.create({'expert_id': self.experts[2].id})]
        review.document_number = False
        with self.assertRaises(UserError):
            review.action_open()
        own = review.sudo()
        self.env.cr.execute(
            "UPDATE daiban_expert_review SET create_uid = %s WHERE id = %s", [self.supervisor.id, own.id])
        own.invalidate_recordset(['create_uid'])
        review.document_number = "1号"
        with self.assertRaises(UserError):
            review.action_open()
        self.assertEqual((review.state, self.item.state), ('draft', 'running'))

    def test_days_of_the_experts_are_a_pause(self):
        """R70: document, approval and maximum come from the clock; the experts are invited."""
        review = self._opened()
        self.assertEqual((self.item.state, self.item.paused), ('paused', True))
        self.assertEqual(self.item.pause_reason_id, self.ref('pause_expert_review'))
        event = self.item.sudo().clock_event_ids.filtered(lambda one: one.kind == 'pause')
        self.assertEqual((event.document_number, event.approved_by_id), (review.document_number, self.supervisor))
        self.assertTrue(self.item.pause_ends_on)
        mails = self.env['mail.mail'].sudo().search([('email_to', 'in', self.experts.mapped('email'))])
        self.assertEqual(len(mails), 3)
        self.assertEqual(set(review.opinion_ids.mapped('invited_on')), {fields.Date.today()})

    def test_passed_fills_the_gap(self):
        """R70: what passed is the missing document, verified; the item goes on without the days of the experts."""
        review = self._opened()
        with freeze_time('2026-03-06 02:00:00'):
            self._conclude(review)
            self.assertEqual((review.state, self.material.state), ('concluded', 'verified'))
            self.assertEqual(self.material.attachment_ids.sudo().raw, REPORT)
            self.assertEqual((self.item.state, self.item.used_days), ('running', 0))
        with freeze_time('2026-03-09 02:00:00'):
            self.item.invalidate_recordset()
            self.assertEqual(self.item.used_days, 1)

    def test_passed_with_changes_and_not_passed(self):
        """R70: with changes it is there but not yet in order; not passed leaves the gap."""
        self._conclude(self._opened(), 'changes')
        self.assertEqual(self.material.state, 'submitted')

    def test_not_passed(self):
        """R70: the gap stays, the item goes on."""
        self._conclude(self._opened(), 'fail', ('fail', 'fail', 'pass'))
        self.assertEqual((self.material.state, self.item.state), ('missing', 'running'))

    def test_conclusion_follows_the_opinions(self):
        """R70: every invited expert has an opinion or takes no part, and the majority is not turned round."""
        review = self._opened()
        review.write({'conclusion': 'pass', 'conclusion_text': "可行", 'report_ids': [
            Command.create({'name': "评审报告.pdf", 'raw': REPORT})]})
        with self.assertRaises(UserError):
            review.action_conclude()
        with self.assertRaises(UserError), self.cr.savepoint():
            self._conclude(review, 'pass', ('fail', 'fail', 'pass'))
        review.opinion_ids[0].declined = True
        with self.assertRaises(UserError), self.cr.savepoint():
            review.opinion_ids[1:].write({'position': 'pass', 'text': "同意。"})
            review.action_conclude()
        self.assertEqual((review.state, self.material.state), ('open', 'missing'))

    def test_pause_that_came_to_its_maximum(self):
        """行政许可法 45: after the maximum the days count again, and the conclusion still comes."""
        review = self._opened()
        with freeze_time('2026-04-20 02:00:00'):
            self.env['daiban.item'].sudo()._clock_wake()
            self.assertEqual(self.item.state, 'running')
            self._conclude(review)
        self.assertEqual(review.state, 'concluded')

    def test_cancelled_lets_the_items_go_on(self):
        review = self._opened()
        with self.assertRaises(UserError):
            review.action_cancel()
        review.close_note = "企业撤回申请。"
        with self.assertRaises(AccessError):
            review.with_user(self.agent).action_cancel()
        review.action_cancel()
        self.assertEqual((review.state, self.item.state), ('cancelled', 'running'))

    def test_gap_is_a_point_of_the_agenda(self):
        """R69: a key project's missing document that keeps an item is proposed to a meeting; another's is not."""
        points = [point for point in self.key._agenda_points() if point['kind'] == 'gap']
        point = next(point for point in points if self.material.name in point['text'])
        self.assertIn(self.item.sudo(), point['items'].sudo())
        self.assertFalse([point for point in self.project._agenda_points() if point['kind'] == 'gap'])
        self._opened()
        points = [point['text'] for point in self.key._agenda_points() if point['kind'] == 'gap']
        self.assertFalse([text for text in points if f"“{self.material.name}”" in text])

    def _listed_gaps(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env['daiban.agenda.candidate'].with_user(self.supervisor).search([('kind', '=', 'gap')])

    def test_gaps_over_all_cases(self):
        """R64, R69: the list of the district says of the gaps of key projects what their cases say, and nobody else's.
        """
        expected = {point['material'] for point in self.key.sudo()._agenda_points() if point['kind'] == 'gap'}
        listed = self._listed_gaps()
        self.assertIn(self.material, listed.material_id)
        self.assertEqual(set(listed.material_id.sudo()), expected)
        gap = listed.filtered(lambda one: one.material_id == self.material)
        self.assertEqual((gap.project_id, gap.subject, gap.is_key), (self.key, self.material.name, True))
        self.assertIn(self.material.name, gap.facts)
        self._opened()
        self.assertNotIn(self.material, self._listed_gaps().material_id)

    def test_gap_taken_up_in_a_meeting(self):
        """R64, R65: two gaps of the same item are two points; what is on an agenda is marked."""
        other = (self.item.material_ids.sudo() - self.material.sudo())[:1]
        other.write({'state': 'defective', 'item_ids': [Command.set(self.material.sudo().item_ids.ids)]})
        gaps = self._listed_gaps().filtered(lambda one: one.material_id in self.material | other)
        meeting = self.env['daiban.meeting'].with_user(self.supervisor).create({
            'kind': 'project_consultation', 'name': "要件会商"})
        gaps._take_up(meeting)
        self.assertEqual(meeting.agenda_ids.material_id, gaps.material_id)
        meeting.action_propose_agenda()
        self.assertEqual(len(meeting.agenda_ids.filtered(lambda line: line.material_id == self.material)), 1)
        taken = self._listed_gaps().filtered('on_agenda')
        self.assertLessEqual(gaps.material_id, taken.material_id)

    def test_who_may(self):
        """DESIGN 6: agents ask, supervision organises, the auditor reads, strangers and enterprises see nothing."""
        review = self._review()
        with self.assertRaises(AccessError):
            review.with_user(self.agent).opinion_ids = [Command.create({'expert_id': self.experts[0].id})]
        with self.assertRaises(AccessError):
            review.action_open()
        with self.assertRaises(AccessError):
            self.experts[0].with_user(self.agent).conflict_ids.mapped('name')
            self.env['daiban.expert.conflict'].with_user(self.agent).search([])
        for user, sees in ((self.handler, True), (self.auditor, True), (self.other_agent, False), (self.owner, False)):
            self.assertEqual(review.with_user(user).has_access('read'), sees, user.login)
        self.assertFalse(review.with_user(self.auditor).has_access('write'))
