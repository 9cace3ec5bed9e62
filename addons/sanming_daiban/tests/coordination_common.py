from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .item_common import ItemCommon


class CoordinationCommon(ItemCommon):
    """A running case on Monday 2026-03-02, two supervisors, and a short way to a meeting in any state."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls.new_user('supervisor', 'test_chief')
        cls.ref('unit_center').write({'member_ids': [Command.link(cls.chief.id)], 'leader_id': cls.chief.id})
        cls.unit = cls.item.sudo().unit_id

    def _issue(self, user=None, **vals):
        return self.env['daiban.issue'].with_user(user or self.agent).create({
            'name': "用地边界与规划红线不一致", 'project_id': self.project.id, 'item_id': self.item.id, **vals})

    def _meeting(self, user=None, **vals):
        return self.env['daiban.meeting'].with_user(user or self.supervisor).create({
            'name': "测试项目会商", 'start': fields.Datetime.now() + timedelta(days=1),
            'project_ids': [Command.set(self.project.ids)],
            'agenda_ids': [Command.create({'name': "统一红线", 'project_id': self.project.id, 'facts': "相差三米。"})],
            'attendance_ids': [Command.create({'unit_id': self.unit.id}), Command.create({'unit_id': self.housing.id})],
            **vals})

    def _invited(self, **vals):
        meeting = self._meeting(**vals)
        meeting.action_invite()
        return meeting

    def _held(self, **vals):
        meeting = self._invited(**vals)
        meeting.start = fields.Datetime.now() - timedelta(hours=1)
        meeting.action_hold()
        return meeting

    def _resolution(self, meeting, **vals):
        return self.env['daiban.resolution'].with_user(self.supervisor).create({
            'name': "三日内完成红线核定", 'meeting_id': meeting.id, 'agenda_id': meeting.agenda_ids[:1].id,
            'owner_unit_id': self.unit.id, 'owner_id': self.handler.id, 'limit_days': 3, **vals})

    def _closed(self, **vals):
        meeting = self._held(**vals)
        self._resolution(meeting)
        meeting.attendance_ids.presence = 'present'
        meeting.action_close()
        return meeting
