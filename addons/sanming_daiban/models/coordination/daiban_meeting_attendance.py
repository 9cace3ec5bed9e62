from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanMeetingAttendance(models.Model):
    """A unit or a person at a meeting: invited, and afterwards there, absent or represented."""

    _name = 'daiban.meeting.attendance'
    _description = 'Participant of a Meeting'
    _order = 'id'

    meeting_id = fields.Many2one('daiban.meeting', required=True, index=True, ondelete='cascade')
    unit_id = fields.Many2one('daiban.unit', index='btree_not_null')
    user_id = fields.Many2one(
        'res.users', string="Person", compute='_compute_user_id', store=True, readonly=False, precompute=True,
        index='btree_not_null', domain=[('share', '=', False)])
    name = fields.Char("Name and Post", help="For somebody who does not work with this system.")
    presence = fields.Selection(
        [('invited', "Not Recorded"), ('present', "Present"), ('absent', "Absent"), ('represented', "Represented")],
        default='invited', required=True)
    representative = fields.Char("Represented By")
    response = fields.Selection(
        [('needsAction', "Has Not Answered"), ('tentative', "Perhaps"), ('declined', "Declines"),
         ('accepted', "Comes")],
        string="Answer", compute='_compute_response')
    late = fields.Boolean("Came Late")

    _uniq = models.UniqueIndex(
        "(meeting_id, COALESCE(unit_id, 0), COALESCE(user_id, 0), COALESCE(name, ''))",
        "This participant is on the list.")

    @api.depends('unit_id')
    def _compute_user_id(self):
        """For a unit its leader in charge comes, unless somebody else is named."""
        for line in self:
            unit = line.unit_id
            if line.user_id not in unit.member_ids:
                line.user_id = unit.leader_id or unit.responsible_id or unit.liaison_id or (
                    line.user_id if not unit else False)

    @api.depends('unit_id.name', 'user_id.name', 'name')
    def _compute_display_name(self):
        for line in self:
            line.display_name = ' '.join(filter(None, [line.unit_id.name, line.name or line.user_id.name]))

    @api.depends('meeting_id.event_id.attendee_ids.state', 'user_id')
    def _compute_response(self):
        for line in self:
            # sudo: of a private event only the answer of the person on this line
            attendees = line.meeting_id.sudo().event_id.attendee_ids
            line.response = attendees.filtered(lambda one, user=line.user_id: one.partner_id == user.partner_id)[
                :1].state if line.user_id else False

    @api.constrains('unit_id', 'user_id', 'name')
    def _check_somebody(self):
        for line in self:
            if not (line.unit_id or line.user_id or (line.name or '').strip()):
                raise ValidationError(self.env._("Name the unit or the person that takes part."))

    @api.constrains('presence', 'representative')
    def _check_representative(self):
        for line in self:
            if line.presence == 'represented' and not (line.representative or '').strip():
                raise ValidationError(self.env._("Write who came for %(name)s.", name=line.display_name))

    def _people(self):
        """The users among them, to whom invitation and minutes go."""
        return self.user_id

    def _refuse_after_closing(self):
        self.meeting_id._check_open_for_writing()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_after_closing()
        lines.meeting_id._follow_calendar()
        return lines

    def write(self, vals):
        self._refuse_after_closing()
        result = super().write(vals)
        if 'user_id' in vals or 'unit_id' in vals:
            self.meeting_id._follow_calendar()
        return result

    def unlink(self):
        self._refuse_after_closing()
        meetings = self.meeting_id
        result = super().unlink()
        meetings._follow_calendar()
        return result
