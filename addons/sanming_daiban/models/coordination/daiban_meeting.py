from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .daiban_issue import LADDER

KINDS = [
    ('project_consultation', "Project Consultation"),
    ('topic_coordination', "Coordination on One Topic"),
    ('pre_approval_review', "Review before Approval"),
    ('parallel_launch', "Launch of a Parallel Approval"),
    ('joint_review', "Joint Review"),
    ('government_meeting', "Meeting of the District Government"),
    ('expert_review', "Expert Review"),
    ('city_coordination', "Coordination with the City"),
]
# How many candidates a meeting without cases takes up; more would not be discussed in one morning.
CASES_AT_ONCE = 20
# Up to which step of the ladder the problems belong that a meeting takes up; the others up to the center.
KIND_LEVEL = {'government_meeting': 'government', 'city_coordination': 'city'}


class DaibanMeeting(models.Model):
    """A meeting about one case or several: agenda, invitation, attendance, minutes, resolutions (R45, R59–R61, R64).

    The service center convenes it. The agenda is proposed from the facts, the invitation goes by the calendar, and
    what was resolved is followed as `daiban.resolution` until somebody has looked whether it helped.
    """

    _name = 'daiban.meeting'
    _description = 'Coordination Meeting'
    _inherit = [
        'daiban.meeting.flow', 'daiban.meeting.request', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'start desc, id desc'
    _rec_names_search = ['name', 'number']
    _workflow_fields = (
        'state', 'number', 'event_id', 'closed_on', 'closed_by_id', 'cancel_reason', 'request_state',
        'requested_by_id', 'requested_on', 'approval_recorded_by_id', 'approval_recorded_on')

    name = fields.Char("Subject", required=True, tracking=True)
    number = fields.Char("Number of the Minutes", readonly=True, copy=False, index='trigram')
    kind = fields.Selection(KINDS, required=True, default='project_consultation', tracking=True, index=True)
    state = fields.Selection(
        [
            ('draft', "In Preparation"),
            ('invited', "Invited"),
            ('held', "Held"),
            ('closed', "Minutes Finished"),
            ('cancelled', "Cancelled"),
        ],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    start = fields.Datetime(
        "Begins", required=True, default=lambda self: self._default_start(), tracking=True, index=True)
    duration = fields.Float("Hours", default=1.5)
    stop = fields.Datetime("Ends", compute='_compute_stop')
    location = fields.Char(
        "Venue", default=lambda self: self.env._("Meeting room of the service center"), tracking=True)
    chair = fields.Char("Chaired By", help="As it stands in the minutes.")
    recorder_id = fields.Many2one(
        'res.users', string="Minutes By", default=lambda self: self.env.user, domain=[('share', '=', False)])
    event_id = fields.Many2one('calendar.event', readonly=True, copy=False, ondelete='set null', index='btree_not_null')
    project_ids = fields.Many2many(
        'daiban.project', 'daiban_meeting_project_rel', 'meeting_id', 'project_id', string="Cases")
    attendance_ids = fields.One2many('daiban.meeting.attendance', 'meeting_id', string="Participants")
    agenda_ids = fields.One2many('daiban.meeting.agenda', 'meeting_id')
    resolution_ids = fields.One2many('daiban.resolution', 'meeting_id', string="Resolutions")
    proposed_at = fields.Datetime("Agenda Proposed At", readonly=True, copy=False)
    summary = fields.Text("What Was Said in General")
    closed_on = fields.Date(readonly=True, copy=False)
    closed_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    cancel_reason = fields.Text(readonly=True, copy=False)

    _number_uniq = models.Constraint('UNIQUE(number)', "This number is taken.")
    _duration_positive = models.Constraint('CHECK(duration > 0)', "A meeting lasts longer than nothing.")

    @api.model
    def _default_start(self):
        """The next working day, at nine in the district (01:00 UTC)."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        day = fields.Datetime.to_datetime(calendar.next_workday(self._district_today()))
        return day + timedelta(hours=1)

    @api.model
    def _district_today(self):
        return self.env['daiban.calendar.year']._district_today()

    @api.depends('start', 'duration')
    def _compute_stop(self):
        for meeting in self:
            meeting.stop = meeting.start and meeting.start + timedelta(hours=meeting.duration)

    @api.depends('number', 'name')
    def _compute_display_name(self):
        for meeting in self:
            meeting.display_name = ' '.join(filter(None, [meeting.number, meeting.name]))

    @api.constrains('start', 'state')
    def _check_start(self):
        for meeting in self:
            if meeting.state == 'invited' and not meeting.start:
                raise ValidationError(self.env._("A meeting needs a day and an hour."))

    def _locked_fields(self):
        invitation = {'kind', 'project_ids', 'government_form', 'request_reason', 'approved_by', 'approval_number',
                      'approval_document_ids'}
        if self.state == 'draft':
            asked = {'kind', 'request_reason', 'government_form'} if self.request_state != 'none' else set()
            return asked - ({'request_reason'} if self.request_state == 'declined' else set())
        if self.state == 'invited':
            return invitation
        closed = {'start', 'duration', 'location', 'name'} | invitation
        if self.state == 'held':
            return closed
        return closed | {'chair', 'recorder_id', 'summary', 'attendance_ids', 'agenda_ids', 'resolution_ids'}

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'name', 'start', 'duration', 'location', 'attendance_ids'}:
            self._follow_calendar()
        return result

    def _follow_calendar(self):
        """Whoever was invited learns of another time or place by the calendar."""
        for meeting in self.sudo().filtered(lambda one: one.state == 'invited' and one.event_id):
            # sudo: the event belongs to whoever invited; the meeting's rules decided who changes it
            event = meeting.event_id
            wanted = {'name': meeting.name, 'start': meeting.start, 'stop': meeting.stop, 'location': meeting.location}
            changed = {name: value for name, value in wanted.items() if event[name] != value}
            people = meeting.attendance_ids._people().partner_id
            if people != event.partner_ids:
                changed['partner_ids'] = [Command.set(people.ids)]
            if changed:
                event.write(changed)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered(lambda meeting: meeting.state != 'draft' or meeting.request_state != 'none'):
            raise UserError(self.env._("A meeting that was requested or invited is cancelled, not deleted."))

    # === Preparation ===

    def action_propose_agenda(self):
        """Put on the agenda what the facts say should be taken up; what stands on it already is left as it is."""
        self._check_state('draft', 'invited', action=self.env._("propose the agenda"))
        self._check_organiser()
        for meeting in self:
            meeting.write({'proposed_at': fields.Datetime.now()})  # a second clerk waits here, and then finds the lines
            for case in meeting.project_ids or meeting._cases_to_take_up():
                meeting._add_points(case, case._agenda_points())
        return True

    def _cases_to_take_up(self):
        """Of a meeting for no case in particular: those that have waited longest for a meeting of its level."""
        level = KIND_LEVEL.get(self.kind)
        levels = [('level', '=', level)] if level else [('level', 'in', (False, 'unit', 'center'))]
        free = [('on_agenda', '=', False), *levels]
        return self.env['daiban.agenda.candidate'].search(free, limit=CASES_AT_ONCE).project_id

    def _add_points(self, case, points):
        """Add what is not there yet.

        :param points: as :meth:`daiban.project._agenda_points` gives them
        """
        line_model = self.env['daiban.meeting.agenda']
        known = {line._key() for line in self.agenda_ids}
        sequence = max(self.agenda_ids.mapped('sequence'), default=0)
        for point in points:
            if not self._takes_up(point):
                continue
            vals = line_model._prepare_vals(case, point)
            key = line_model._key_of(
                vals['kind'], case.id, vals['issue_id'] or vals['material_id'],
                (point.get('items') or line_model.item_ids).ids, vals['name'])
            if key not in known:
                known.add(key)
                sequence += 10
                line_model.create({**vals, 'meeting_id': self.id, 'sequence': sequence})

    def _follow_agenda(self):
        """The cases of the agenda are those of the meeting."""
        for meeting in self.sudo():  # sudo: cases that the organiser has put on the agenda
            if missing := meeting.agenda_ids.project_id - meeting.project_ids:
                meeting.project_ids = [Command.link(case.id) for case in missing]

    def _check_open_for_writing(self):
        """Agenda, participants and minutes of a meeting that is over stay as they are."""
        labels = dict(self._fields['state']._description_selection(self.env))
        for meeting in self:
            if meeting.state in ('closed', 'cancelled'):
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: nothing is changed in it any more.",
                    name=meeting.display_name, state=labels[meeting.state]))

    def _takes_up(self, point):
        """A problem goes to the meeting of its level; those below the center to the center."""
        level = point.get('level')
        return not level or LADDER[max(LADDER.index(level), 1)] == KIND_LEVEL.get(self.kind, 'center')

    def action_propose_participants(self):
        """The units that hold the points of the agenda, and those that lead the cases."""
        self._check_state('draft', 'invited', action=self.env._("propose the participants"))
        self._check_organiser()
        for meeting in self:
            lines = meeting.agenda_ids
            units = lines.item_ids.unit_id | lines.issue_id.unit_id | meeting.project_ids.lead_unit_id
            for unit in units - meeting.attendance_ids.unit_id:
                meeting.attendance_ids = [Command.create({'unit_id': unit.id})]
        return True
