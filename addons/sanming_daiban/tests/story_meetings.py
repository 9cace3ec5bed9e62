from datetime import datetime, time, timedelta

from odoo import fields
from odoo.fields import Command


class StoryMeetings:
    """Meetings of the story, from the invitation to the minutes, and what units are asked beside them."""

    def called(self, name, kind, units=None, point=None, **vals):
        """A meeting of today, or of the day that is given as ``start``; supervision calls it."""
        return self.env['daiban.meeting'].with_user(self.supervisor).create({
            'name': name, 'kind': kind, 'project_ids': [Command.set(self.case.ids)],
            'start': fields.Datetime.now() + timedelta(hours=5),
            'attendance_ids': [Command.create({'unit_id': unit.id}) for unit in units or ()],
            'agenda_ids': [Command.create({'name': point, 'project_id': self.case.id})] if point else [], **vals})

    def _next_morning(self):
        """Nine o'clock in the district on the next working day."""
        calendars = self.env['daiban.calendar.year']
        return datetime.combine(calendars._work_calendar().add(calendars._district_today(), 1), time(hour=1))

    def hold(self, meeting):
        meeting.action_invite()
        self.on(str(meeting.start.date()), hour=8)
        meeting.action_hold()
        meeting.attendance_ids.presence = 'present'

    def resolved(self, meeting, name, owner_unit, owner, **vals):
        return self.env['daiban.resolution'].with_user(self.supervisor).create({
            'name': name, 'meeting_id': meeting.id, 'agenda_id': meeting.agenda_ids[:1].id,
            'owner_unit_id': owner_unit.id, 'owner_id': owner.id, **vals})

    def give_opinions(self, opinions, **positions):
        """The leader of each unit answers; those that are not named by the code of their unit agree."""
        for opinion in opinions:
            vals = positions.get(opinion.unit_id.code, {'position': 'agree', 'text': "无异议。"})
            own = opinion.with_user(opinion.sudo().unit_id.leader_id)
            own.write(vals)
            own.action_give()
