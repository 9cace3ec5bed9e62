from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .coordination_common import CoordinationCommon


@tagged('post_install', '-at_install')
class TestResolutionGreen(CoordinationCommon):
    """R61, R66: a meeting resolves that the city be asked; with its minutes the green channel is proposed."""

    def _add(self, code='c04'):
        item_type = self.ref(f'item_{code}')
        return self.env['daiban.item'].with_user(self.agent).create({
            'project_id': self.project.id, 'type_id': item_type.id, 'stage_id': item_type.stage_id.id,
            'unit_id': item_type.unit_id.id, 'limit_days': 5})

    def _channels(self):
        self.project.invalidate_recordset()
        return self.project.sudo().green_channel_ids

    def _green(self, meeting=None, **vals):
        return self._resolution(
            meeting or self._held(), kind='green_channel', name="提请市级开通绿色通道",
            owner_unit_id=self.ref('unit_center').id, owner_id=self.supervisor.id, **vals)

    def _finish_minutes(self, meeting):
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()

    def test_one_city_department_is_not_enough(self):
        """R66, bad input: with one city department nothing is written down, and it says what to do instead."""
        meeting = self._held()
        with self.assertRaisesRegex(UserError, "at least 2 city departments"), self.cr.savepoint():
            self._green(meeting)
        self.assertFalse(meeting.resolution_ids)
        self.assertFalse(self._channels())

    def test_needs_its_case(self):
        meeting = self._held()
        meeting.agenda_ids.project_id = False
        with self.assertRaisesRegex(ValidationError, "for which case"), self.cr.savepoint():
            self._green(meeting)

    def test_proposed_again_with_the_minutes(self):
        """R61: what supervision had declined, a meeting resolves; its words are the reason of the letter."""
        self._add()
        first = self._channels().with_user(self.supervisor)
        first.decline_reason = "区里可以协调。"
        first.action_decline()
        meeting = self._held()
        resolution = self._green(meeting)
        self.assertFalse(resolution.green_channel_id)
        self._finish_minutes(meeting)
        channel = resolution.green_channel_id
        self.assertEqual((channel.state, channel.by_hand, channel.project_id), ('proposed', True, self.project))
        self.assertNotEqual(channel, first)
        self.assertIn("提请市级开通绿色通道", channel.reason)
        self.assertEqual(channel.department_count, 2)
        channel.with_user(self.supervisor).action_request()
        self.assertTrue(channel.number)

    def test_joins_the_channel_that_is_there(self):
        """R66: one live channel for a case; the resolution points to it and changes nothing that supervision wrote."""
        self._add()
        channel = self._channels().with_user(self.supervisor)
        channel.reason = "两家理解不一致。"
        meeting = self._held()
        resolution = self._green(meeting)
        self._finish_minutes(meeting)
        self.assertEqual(resolution.green_channel_id, channel)
        self.assertEqual((len(self._channels()), channel.reason), (1, "两家理解不一致。"))

    def test_too_few_when_the_minutes_are_finished(self):
        """R66: in the meantime a department has dropped out; the minutes are finished, no channel is made."""
        item = self._add()
        first = self._channels().with_user(self.supervisor)
        meeting = self._held()
        resolution = self._green(meeting)
        item.action_cancel("不需要")
        self.assertEqual(first.state, 'closed')
        self._finish_minutes(meeting)
        self.assertFalse(resolution.green_channel_id)
        self.assertEqual(self._channels(), first.sudo())
        self.assertIn("too few city departments", resolution.message_ids[0].body)

    def test_not_typed(self):
        """DESIGN 6: which channel it is follows from the minutes."""
        self._add()
        resolution = self._green()
        with self.assertRaises(UserError):
            resolution.green_channel_id = self._channels()
