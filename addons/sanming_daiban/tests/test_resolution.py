from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .coordination_common import CoordinationCommon


@tagged('post_install', '-at_install')
class TestResolution(CoordinationCommon):
    """R61, R65: what was resolved is carried out, shown, accepted, and looked at again."""

    def setUp(self):
        super().setUp()
        self.resolution = self._closed().resolution_ids

    def _report(self, user=None, note="红线已核定"):
        record = self.resolution.with_user(user or self.handler)
        record.done_note = note
        record.action_report()
        return record

    def test_reported_by_the_owner_unit_accepted_by_supervision(self):
        """R61: only the owner's unit reports it done, supervision accepts."""
        record = self.resolution
        for user in (self.agent, self.other_agent):
            with self.subTest(user.login), self.assertRaises(AccessError):
                record.with_user(user).action_report()
        with self.assertRaises(AccessError):
            record.with_user(self.supervisor).action_report()
        self._report()
        with self.assertRaises(AccessError):
            record.with_user(self.handler).action_accept()
        self.assertEqual(record.state, 'reported')
        record.with_user(self.supervisor).action_accept()
        self.assertEqual((record.state, record.accepted_by_id), ('done', self.supervisor))
        self.assertEqual(str(record.effect_due_on), '2026-03-16')
        self.assertTrue(record.finished_on)

    def test_evidence_that_was_resolved_is_needed(self):
        """R61: without the evidence it is not reported."""
        meeting = self._held()
        record = self._resolution(meeting, evidence_required="核定红线图")
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()
        mine = record.with_user(self.handler)
        mine.done_note = "已核定"
        with self.assertRaisesRegex(UserError, "核定红线图"):
            mine.action_report()
        mine.evidence_ids = [Command.create({'name': "红线图.pdf", 'raw': b'%PDF-1.4'})]
        mine.action_report()
        self.assertEqual(mine.state, 'reported')

    def test_what_was_done_is_written(self):
        with self.assertRaisesRegex(UserError, "what was done"):
            self.resolution.with_user(self.handler).action_report()

    def test_sent_back_runs_on(self):
        self._report()
        record = self.resolution.with_user(self.supervisor)
        record.action_send_back("缺测绘单位盖章")
        self.assertEqual(record.state, 'open')
        self.assertFalse(record.finished_on)
        self.assertIn("缺测绘单位盖章", record.sudo().activity_ids.summary)

    def test_twice_is_refused(self):
        self._report()
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            self.resolution.with_user(self.leader).action_report()
        self.resolution.with_user(self.supervisor).action_accept()
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            self.resolution.with_user(self.chief).action_accept()

    def test_terms_stay_as_resolved(self):
        """R61: owner's unit writes what it did, and nothing of what was resolved."""
        record = self.resolution.with_user(self.handler)
        for name, value in (('name', "改"), ('limit_days', 30), ('owner_id', self.leader.id), ('state', 'done'),
                            ('effect', 'yes'), ('evidence_required', False)):
            with self.subTest(name), self.assertRaises(UserError):  # or its AccessError
                record.write({name: value})

    def test_supervision_hands_it_to_another_person(self):
        self.resolution.with_user(self.supervisor).owner_id = self.leader
        self.assertEqual(self.resolution.holder_user_id, self.leader)
        self.assertEqual(self.resolution.sudo().activity_ids.user_id, self.leader)

    def test_late_is_told_once(self):
        with freeze_time('2026-03-06 02:00:00'):
            for _twice in range(2):
                list(self.env['daiban.resolution']._clock_day_begins())
            self.assertEqual(self.resolution._clock_light(), 'red')
            told = self.resolution.sudo().activity_ids.filtered(lambda one: one.user_id == self.supervisor)
            self.assertEqual(len(told), 1)

    # === Did it help? ===

    def test_facts_and_days_freed(self):
        """R61: the clock says that the item stood still and then moved; a person says whether it helped."""
        self.assertEqual(self.resolution.item_id, self.item.browse())
        with freeze_time('2026-03-16 02:00:00'):
            meeting = self._held(agenda_ids=[Command.create({
                'name': "长期未启动", 'project_id': self.project.id, 'item_ids': [Command.set(self.item.ids)]})])
            record = self._resolution(meeting)
            self.assertEqual(record.item_id, self.item)
            meeting.attendance_ids.presence = 'present'
            meeting.action_close()
            self.assertEqual(record.still_days, 10)
            self.assertIn("has not moved", record.effect_facts)
        with freeze_time('2026-03-18 02:00:00'):
            self.item.with_user(self.handler).action_start()
            self.resolution = record
            self._report()
            record.with_user(self.supervisor).action_accept()
        with freeze_time('2026-04-03 02:00:00'):
            list(self.env['daiban.resolution']._clock_day_begins())
            self.assertIn(self.supervisor, record.sudo().activity_ids.user_id)
            self.assertIn("2 working days after", record.effect_facts)
            self.assertEqual(record.with_user(self.supervisor).action_record_effect()['res_model'],
                             'daiban.resolution.decision')
            with self.assertRaises(AccessError):
                record.with_user(self.handler).action_record_effect('yes', "有用")
            record.with_user(self.supervisor).action_record_effect('yes', "会后即启动")
            self.assertEqual((record.effect, record.days_freed), ('yes', 8))
            self.assertEqual(record.effect_on, date(2026, 4, 3))
            with self.assertRaisesRegex(UserError, "already"):
                record.with_user(self.chief).action_record_effect('no', "没用")

    def test_did_not_help_frees_nothing(self):
        self._report()
        record = self.resolution.with_user(self.supervisor)
        record.action_accept()
        record.action_record_effect('no', "仍未解决")
        self.assertEqual(record.days_freed, 0)

    # === Access ===

    def test_owner_unit_outside_the_case_sees_it_while_open(self):
        """A unit that is to carry something out sees the case as long as that is open, and not before or after."""
        case = self.env['daiban.project'].with_user(self.stranger).search([('id', '=', self.project.id)])
        self.assertFalse(case)
        unit = self.ref('unit_iit')
        meeting = self._held()
        record = self._resolution(meeting, owner_unit_id=unit.id, owner_id=self.stranger.id)
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()
        self.assertTrue(self.project.with_user(self.stranger).has_access('read'))
        record.with_user(self.stranger).done_note = "已出函"
        record.with_user(self.stranger).action_report()
        record.with_user(self.supervisor).action_accept()
        self.assertFalse(self.project.with_user(self.stranger).has_access('read'))
        self.assertEqual(record.with_user(self.stranger).state, 'done')

    def test_measures_of_the_case(self):
        """R65: the agent plans a measure of the own case; its clock begins at once. Others, other kinds: refused."""
        vals = {'name': "专人对接供电方案", 'project_id': self.project.id, 'owner_unit_id': self.window.id,
                'owner_id': self.agent.id}
        measure = self.env['daiban.resolution'].with_user(self.agent).create(vals)
        self.assertTrue(measure.in_force and measure.due_date)
        for user in (self.handler, self.other_agent, self.auditor, self.manager, self.owner):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env['daiban.resolution'].with_user(user).create(vals)
        with self.assertRaises(AccessError):
            self.env['daiban.resolution'].with_user(self.agent).create({**vals, 'kind': 'early_start'})

    def test_late_measure_without_a_meeting_is_told(self):
        """R65: nobody recorded a meeting, so all of supervision learns it; the daily job goes on."""
        measure = self.env['daiban.resolution'].with_user(self.agent).create({
            'name': "专人对接供电方案", 'project_id': self.project.id, 'owner_unit_id': self.window.id,
            'owner_id': self.agent.id, 'limit_days': 2})
        with freeze_time('2026-03-10 02:00:00'):
            list(self.env['daiban.resolution']._clock_day_begins())
        self.assertLessEqual(self.supervisor | self.chief, measure.sudo().activity_ids.user_id)

    def test_case_that_ends_early_drops_what_is_open(self):
        self.project.with_user(self.agent).action_withdraw("企业撤回")
        self.assertEqual(self.resolution.state, 'dropped')
