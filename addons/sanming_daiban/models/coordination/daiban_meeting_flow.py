from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import plaintext2html

from .daiban_meeting_request import SUPERVISOR, TODO


class DaibanMeetingFlow(models.AbstractModel):
    """draft → invited → held → closed, or cancelled; what becomes of a meeting is kept in the calendar too."""

    _name = 'daiban.meeting.flow'
    _description = 'Meeting: Flow'

    def _check_organiser(self):
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only the service center's supervision convenes meetings."))

    # === Invite ===

    def action_invite(self):
        """Invite everybody, by the calendar and by mail; the government's meeting only with its agreement (R60)."""
        self._check_state('draft', action=self.env._("invite"))
        self._check_organiser()
        for meeting in self:
            meeting._check_ready_to_invite()
        for meeting in self.sudo():  # sudo: state and calendar move only by these actions, checked above
            meeting.state = 'invited'
            meeting.event_id = self.env['calendar.event'].sudo().create(meeting._prepare_event_vals())
        return True

    def _check_ready_to_invite(self):
        if not self.attendance_ids:
            raise UserError(self.env._(
                "“%(name)s” has no participants. Propose them from the agenda, or add units and people.",
                name=self.name))
        if not self.agenda_ids:
            raise UserError(self.env._(
                "“%(name)s” has no agenda. Propose it, or write what is to be decided.", name=self.name))
        if not self.start or self.start <= fields.Datetime.now():
            raise UserError(self.env._(
                "“%(name)s” lies in the past. Choose a day and an hour that are still to come.", name=self.name))
        if self.needs_approval and self.request_state != 'approved':
            raise UserError(self.env._(
                "A meeting of the district government needs its agreement first: request it, and have the answer "
                "recorded (R60)."))

    def _prepare_event_vals(self):
        """Private: others see that the time is taken, not whose case is discussed."""
        lines = '\n'.join(f'{number}. {line.name}' for number, line in enumerate(self.agenda_ids.sorted(), 1))
        partners = self.attendance_ids._people().partner_id
        return {
            'name': self.name, 'start': self.start, 'stop': self.stop, 'location': self.location,
            'description': plaintext2html(lines), 'privacy': 'private',
            'user_id': self.env.uid, 'partner_ids': [Command.set(partners.ids)],
        }

    # === Hold ===

    def action_hold(self):
        """It has begun; from now on attendance and resolutions are written down."""
        self._check_state('invited', action=self.env._("open the minutes"))
        self._check_organiser()
        for meeting in self:
            if meeting.start > fields.Datetime.now():
                raise UserError(self.env._(
                    "“%(name)s” has not begun yet. Change its time if it was brought forward.", name=meeting.name))
        self.sudo().state = 'held'  # sudo: as in action_invite
        return True

    def action_close(self):
        """The minutes are finished: resolutions go to their owners and their clocks begin (R61)."""
        self._check_state('held', action=self.env._("finish the minutes"))
        self._check_organiser()
        for meeting in self:
            meeting._check_minutes()
        for meeting in self.sudo():  # sudo: as in action_invite
            meeting.write({
                'state': 'closed', 'closed_on': self._district_today(), 'closed_by_id': self.env.uid,
                'number': self.env['ir.sequence']._next_gapless('daiban.meeting', self._district_today()),
            })
            meeting.resolution_ids._adopt()
            meeting._send_minutes()
        return True

    def _check_minutes(self):
        unknown = self.attendance_ids.filtered(lambda line: line.presence == 'invited')
        if unknown:
            raise UserError(self.env._(
                "Write down for everybody whether they came; not yet: %(names)s.",
                names='、'.join(unknown.mapped('display_name'))))
        if not self.attendance_ids.filtered(lambda line: line.presence != 'absent'):
            raise UserError(self.env._("Nobody came: cancel the meeting instead, with the reason."))
        silent = self.agenda_ids.filtered(lambda line: not line.outcome and not line.resolution_ids)
        if silent:
            raise UserError(self.env._(
                "Write for every point how it ended, or what was resolved; not yet: %(names)s.",
                names='、'.join(silent.mapped('name'))))

    def _send_minutes(self):
        """Everybody who was invited is told that the minutes are there."""
        self.message_notify(
            partner_ids=self.attendance_ids._people().partner_id.ids,
            subject=self.env._("Minutes: %(name)s", name=self.name),
            body=self.env._(
                "The minutes %(number)s are finished; %(count)s resolutions were made.", number=self.number,
                count=len(self.resolution_ids)))

    # === Cancel ===

    def action_cancel(self, reason=None):
        self._check_state('draft', 'invited', 'held', action=self.env._("cancel it"))
        self._check_organiser()
        if not (reason or '').strip():
            return self._decision_dialog('cancel')
        for meeting in self.sudo():  # sudo: as in action_invite
            if meeting.state != 'draft':
                meeting.message_notify(
                    partner_ids=meeting.attendance_ids._people().partner_id.ids,
                    subject=self.env._("Cancelled: %(name)s", name=meeting.name), body=reason.strip())
            meeting.resolution_ids._drop(self.env._("The meeting was cancelled."))
            meeting.activity_unlink([TODO])
            event = meeting.event_id
            meeting.write({'state': 'cancelled', 'cancel_reason': reason.strip(), 'event_id': False})
            event.with_context(dont_notify=True).unlink()
        return True

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.meeting.decision',
            'context': {'default_meeting_id': self[:1].id, 'default_decision': decision},
        }
