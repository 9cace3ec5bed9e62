from odoo.tests import tagged

from .coordination_common import CoordinationCommon


@tagged('post_install', '-at_install')
class TestMeetingFlow(CoordinationCommon):
    """R45, R59–R61, R64: from the agenda to the resolution that somebody carries out."""

    def test_from_invitation_to_resolution(self):
        """R64, R61: invited by the calendar, held, closed with a number; the resolution goes to its owner with a clock."""
        meeting = self._closed()
        self.assertEqual(meeting.state, 'closed')
        self.assertRegex(meeting.number, r'^三代办纪〔2026〕\d+号$')
        self.assertEqual(meeting.sudo().event_id.partner_ids, self.leader.partner_id)
        resolution = meeting.resolution_ids
        self.assertTrue(resolution.in_force)
        self.assertEqual(str(resolution.due_date), '2026-03-05')
        self.assertEqual(resolution.sudo().activity_ids.user_id, self.handler)
        self.assertEqual(resolution.holder_user_id, self.handler)
