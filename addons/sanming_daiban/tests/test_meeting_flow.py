from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .coordination_common import CoordinationCommon
from .test_letter_pdf import plain, text_of


@tagged('post_install', '-at_install')
class TestMeetingFlow(CoordinationCommon):
    """R45, R59–R61, R64: from the invitation to the minutes, with everybody in the own role."""

    def assertUnchanged(self, meeting, state):
        self.assertEqual(meeting.state, state)

    def test_from_invitation_to_resolution(self):
        """R64, R61: invited by the calendar, held, closed with a number; the resolution has its owner and clock."""
        meeting = self._closed()
        self.assertEqual(meeting.state, 'closed')
        self.assertRegex(meeting.number, r'^三代办纪〔2026〕\d+号$')
        self.assertEqual(meeting.sudo().event_id.partner_ids, self.leader.partner_id)
        resolution = meeting.resolution_ids
        self.assertTrue(resolution.in_force)
        self.assertEqual(str(resolution.due_date), '2026-03-05')
        self.assertEqual(resolution.sudo().activity_ids.user_id, self.handler)
        self.assertEqual(resolution.holder_user_id, self.handler)

    def test_numbers_of_minutes_have_no_gap(self):
        first, second = self._closed(), self._closed(name="第二次会商")
        serials = [int(one.number.removeprefix("三代办纪〔2026〕").removesuffix("号")) for one in (first, second)]
        self.assertEqual(serials[1], serials[0] + 1)

    # === Bad input ===

    def test_without_participants_refused(self):
        """Bad input: a meeting without participants cannot be invited; no calendar entry is left."""
        meeting = self._meeting(attendance_ids=False)
        with self.assertRaisesRegex(UserError, "no participants"):
            meeting.action_invite()
        self.assertUnchanged(meeting, 'draft')
        self.assertFalse(meeting.event_id)

    def test_without_agenda_or_in_the_past_refused(self):
        with self.assertRaisesRegex(UserError, "no agenda"):
            self._meeting(agenda_ids=False).action_invite()
        with self.assertRaisesRegex(UserError, "in the past"):
            self._meeting(start=fields.Datetime.now() - timedelta(days=1)).action_invite()

    def test_resolution_without_owner_refused(self):
        """Bad input: a resolution without unit or person is refused and not kept (R61)."""
        meeting = self._held()
        for owner in ({'owner_unit_id': False, 'owner_id': False}, {'owner_id': False}, {'owner_unit_id': False}):
            with self.subTest(owner), self.assertRaisesRegex(ValidationError, "has no owner"), self.cr.savepoint():
                self._resolution(meeting, **owner)
        self.assertFalse(meeting.resolution_ids)

    def test_owner_belongs_to_the_unit(self):
        with self.assertRaisesRegex(ValidationError, "does not belong"), self.cr.savepoint():
            self._resolution(self._held(), owner_id=self.stranger.id)

    def test_owner_is_proposed_from_the_unit(self):
        meeting = self._held()
        form = Form(self.env['daiban.resolution'].with_user(self.supervisor).with_context(
            default_meeting_id=meeting.id))
        form.name = "核定红线"
        form.owner_unit_id = self.unit
        self.assertEqual(form.owner_id, self.leader)

    def test_resolved_only_while_held(self):
        for meeting in (self._meeting(), self._invited(), self._closed()):
            with self.subTest(meeting.state), self.assertRaisesRegex(UserError, "while the meeting is held"):
                self._resolution(meeting)

    def test_second_click_says_what_happened(self):
        meeting = self._invited()
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            meeting.with_user(self.chief).action_invite()
        self.assertEqual(self.env['calendar.event'].search_count([('name', '=', meeting.name)]), 1)

    # === Attendance and minutes ===

    def test_minutes_need_attendance_and_outcomes(self):
        """R64: closed only when everybody's presence and every point's outcome are written down."""
        meeting = self._held()
        with self.assertRaisesRegex(UserError, "whether they came"):
            meeting.action_close()
        meeting.attendance_ids.presence = 'absent'
        with self.assertRaisesRegex(UserError, "Nobody came"):
            meeting.action_close()
        meeting.attendance_ids[0].presence = 'present'
        with self.assertRaisesRegex(UserError, "how it ended"):
            meeting.action_close()
        self.assertUnchanged(meeting, 'held')
        meeting.agenda_ids.outcome = "下次再议"
        meeting.action_close()
        self.assertUnchanged(meeting, 'closed')

    def test_represented_needs_a_name(self):
        line = self._held().attendance_ids[0]
        with self.assertRaisesRegex(ValidationError, "who came for"):
            line.presence = 'represented'
        line.write({'presence': 'represented', 'representative': "副局长"})

    def test_finished_minutes_stay(self):
        meeting = self._closed()
        for change in (
            lambda: meeting.agenda_ids.write({'outcome': "改了"}), lambda: meeting.attendance_ids.unlink(),
            lambda: meeting.attendance_ids.write({'presence': 'absent'}),
            lambda: meeting.agenda_ids.create({'meeting_id': meeting.id, 'name': "补一个"}),
        ):
            with self.assertRaisesRegex(UserError, "nothing is changed"), self.cr.savepoint():
                change()
        for name, value in (('summary', "改了"), ('name', "改了"), ('state', 'draft'), ('number', "1号")):
            with self.subTest(name), self.assertRaises(AccessError):
                meeting[name] = value

    def test_too_early_to_hold(self):
        meeting = self._invited()
        with self.assertRaisesRegex(UserError, "has not begun"):
            meeting.action_hold()

    # === Calendar ===

    def test_calendar_keeps_cases_private_and_follows(self):
        """Others see that the time is taken, not whose case is discussed; another hour reaches everybody."""
        meeting = self._invited()
        event = meeting.sudo().event_id
        self.assertEqual(event.privacy, 'private')
        self.assertIn("统一红线", event.description)
        self.env.invalidate_all()
        self.assertNotIn("测试项目", event.with_user(self.stranger).read(['name'])[0]['name'])
        meeting.start += timedelta(hours=2)
        self.assertEqual(event.start, meeting.start)
        meeting.attendance_ids = [Command.create({'user_id': self.agent.id})]
        self.assertIn(self.agent.partner_id, event.partner_ids)

    def test_cancelled_with_reason(self):
        meeting = self._invited()
        event = meeting.sudo().event_id
        self.assertEqual(meeting.action_cancel()['res_model'], 'daiban.meeting.decision')
        meeting.action_cancel("主持人出差")
        self.assertUnchanged(meeting, 'cancelled')
        self.assertFalse(event.exists())
        with self.assertRaises(UserError):
            meeting.unlink()

    # === R60: the district government ===

    def _government(self, **vals):
        return self._meeting(kind='government_meeting', request_reason="中心两次协调未果", **vals)

    def test_government_meeting_needs_request_and_approval(self):
        """R60: requested by one, the answer recorded by another with its paper, and only then invited."""
        meeting = self._government()
        with self.assertRaisesRegex(UserError, "needs its agreement"):
            meeting.action_invite()
        meeting.action_request()
        self.assertEqual(meeting.sudo().activity_ids.user_id & self.chief, self.chief)
        with self.assertRaisesRegex(UserError, "needs its agreement"):
            meeting.action_invite()
        meeting.write({'approved_by': "分管副区长", 'approval_number': "三政办〔2026〕8号"})
        with self.assertRaisesRegex(AccessError, "does not record"):
            meeting.action_approve_request()
        self.assertEqual(meeting.request_state, 'requested')
        meeting.with_user(self.chief).action_approve_request()
        meeting.action_invite()
        self.assertUnchanged(meeting, 'invited')

    def test_government_approval_needs_the_paper(self):
        """R60: without the name and the number of the paper nothing is approved."""
        meeting = self._government()
        meeting.action_request()
        with self.assertRaisesRegex(UserError, "number or date of the paper"):
            meeting.with_user(self.chief).action_approve_request()
        self.assertEqual(meeting.request_state, 'requested')

    def test_kind_is_not_changed_to_avoid_the_request(self):
        """R60: a requested meeting stays a government meeting."""
        meeting = self._government()
        meeting.action_request()
        with self.assertRaises(AccessError):
            meeting.kind = 'joint_review'

    def test_declined_request_can_be_made_again(self):
        meeting = self._government()
        meeting.action_request()
        meeting.with_user(self.chief).approved_by = "分管副区长"
        meeting.with_user(self.chief).action_decline_request()
        meeting.request_reason = "补充了三次协调的记录"
        meeting.action_request()
        self.assertEqual(meeting.request_state, 'requested')

    # === Who may ===

    def test_supervision_convenes_others_read(self):
        """DESIGN §6: supervisors create; agents and handlers read meetings of their cases, strangers nothing."""
        meeting = self._meeting(attendance_ids=[Command.create({'user_id': self.stranger.id})])
        for user in (self.agent, self.handler):
            with self.subTest(user.login):
                self.assertEqual(meeting.with_user(user).agenda_ids.name, "统一红线")
                with self.assertRaises(AccessError):
                    self._meeting(user)
                with self.assertRaises(AccessError):
                    meeting.with_user(user).action_invite()
                with self.assertRaises(AccessError):
                    meeting.with_user(user).name = "改名"
        for user in (self.stranger, self.other_agent):
            self.assertFalse(self.env['daiban.meeting'].with_user(user).search([('id', '=', meeting.id)]))
        for user in (self.auditor, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                meeting.with_user(user).action_cancel("不合适")
        with self.assertRaises(AccessError):
            meeting.with_user(self.owner).read(['name'])

    def test_invited_from_the_invitation_on(self):
        """A unit that has nothing in the case sees the meeting to which it is invited, and its agenda."""
        meeting = self._meeting(attendance_ids=[Command.create({'unit_id': self.ref('unit_iit').id})])
        meeting.attendance_ids.user_id = self.stranger
        meeting.action_invite()
        mine = meeting.with_user(self.stranger)
        self.assertEqual(mine.agenda_ids.facts, "相差三米。")
        self.assertEqual(mine.attendance_ids.user_id, self.stranger)
        with self.assertRaises(AccessError):
            mine.attendance_ids.presence = 'present'


@tagged('post_install', '-at_install')
class TestMinutesPdf(CoordinationCommon):
    """R61, R64: the minutes as an official paper."""

    def test_minutes_say_who_what_and_until_when(self):
        issue_words = ("统一红线", "相差三米。", "三日内完成红线核定", "2026年3月5日", self.env.company.name)
        meeting = self._closed(chair="管委会主任", location="三楼会议室")
        report = self.ref('action_report_daiban_minutes').with_context(force_report_rendering=True)
        content, kind = report.with_user(self.agent)._render_qweb_pdf(report.report_name, meeting.ids)
        self.assertEqual(kind, 'pdf')
        text = text_of(content)
        for words in (*issue_words, meeting.number, "管委会主任", "三楼会议室", self.unit.name, self.handler.name):
            self.assertIn(plain(words), text)

    def test_minutes_are_for_those_who_may_read_the_meeting(self):
        meeting = self._closed()
        report = self.ref('action_report_daiban_minutes').with_user(self.stranger)
        with self.assertRaises(AccessError):
            report._render_qweb_html(report.report_name, meeting.ids)
