from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'
SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanMeetingRequest(models.AbstractModel):
    """A meeting of the district government is asked for, and invited only after the government has agreed (R60)."""

    _name = 'daiban.meeting.request'
    _description = 'Meeting: Request to the District Government'

    needs_approval = fields.Boolean(compute='_compute_needs_approval')
    government_form = fields.Selection(
        [('joint', "Joint Handling"), ('consultation', "Joint Examination"), ('other', "Another Special Meeting")],
        string="Form of the Meeting", default='joint')
    request_reason = fields.Text(
        "Why the Government Is Asked", help="What the lower steps have tried, and what the government is to decide.")
    request_state = fields.Selection(
        [('none', "Not Requested"), ('requested', "Requested"), ('approved', "Approved"), ('declined', "Declined")],
        string="Request", default='none', required=True, readonly=True, copy=False, tracking=True)
    requested_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    requested_on = fields.Date(readonly=True, copy=False)
    approved_by = fields.Char("Decided By", copy=False, help="The person in the government, as in the paper.")
    approval_number = fields.Char("Number of the Paper", copy=False, help="Number or date of the written instruction.")
    approval_document_ids = fields.Many2many(
        'ir.attachment', 'daiban_meeting_approval_rel', 'meeting_id', 'attachment_id', string="Paper", copy=False)
    approval_recorded_by_id = fields.Many2one('res.users', string="Answer Recorded By", readonly=True, copy=False)
    approval_recorded_on = fields.Date(string="Answer Recorded On", readonly=True, copy=False)

    @api.depends('kind')
    def _compute_needs_approval(self):
        for meeting in self:
            meeting.needs_approval = meeting.kind == 'government_meeting'

    def action_request(self):
        """Ask the district government for a special meeting."""
        self._check_state('draft', action=self.env._("ask the government for it"))
        self._check_organiser()
        for meeting in self:
            if not meeting.needs_approval or meeting.request_state in ('requested', 'approved'):
                raise UserError(self.env._("For this meeting nothing is to be requested now."))
            if not (meeting.request_reason or '').strip() or not meeting.agenda_ids:
                raise UserError(self.env._(
                    "Write why the government is asked, and put on the agenda what it is to decide."))
        meetings = self.sudo()  # sudo: the request moves only by these actions, whose person was checked above
        meetings.write({
            'request_state': 'requested', 'requested_by_id': self.env.uid, 'requested_on': self._district_today()})
        for meeting in meetings:
            for user in meeting._request_deciders() - self.env.user:
                meeting.activity_schedule(
                    TODO, user_id=user.id,
                    summary=self.env._("Put the request to the government and record its answer"))
        return True

    def action_approve_request(self):
        self._check_answer()
        if not all((meeting.approved_by or '').strip() and (meeting.approval_number or '').strip() for meeting in self):
            raise UserError(self.env._(
                "Write who in the government agreed, and the number or date of the paper; attach it if you have it."))
        self._answer('approved')
        return True

    def action_decline_request(self):
        self._check_answer()
        if not all((meeting.approved_by or '').strip() for meeting in self):
            raise UserError(self.env._("Write who in the government decided."))
        self._answer('declined')
        return True

    def _check_answer(self):
        self._check_state('draft', action=self.env._("record the answer of the government"))
        for meeting in self:
            if meeting.request_state != 'requested':
                raise UserError(self.env._("“%(name)s” has not been requested, or was answered.", name=meeting.name))
            if self.env.su:
                continue
            if self.env.user == meeting.requested_by_id:
                raise AccessError(self.env._(
                    "Whoever asked for the meeting does not record its approval: let another supervisor do it."))
            if self.env.user not in meeting._request_deciders():
                raise AccessError(self.env._("Only supervision records the answer of the government."))

    def _answer(self, state):
        meetings = self.sudo()  # sudo: as in action_request
        meetings.write({
            'request_state': state, 'approval_recorded_by_id': self.env.uid,
            'approval_recorded_on': self._district_today()})
        meetings.activity_unlink([TODO])
        for meeting in meetings:
            meeting.activity_schedule(TODO, user_id=meeting.requested_by_id.id, summary=self.env._(
                "The government agreed: invite") if state == 'approved' else self.env._("The government declined"))

    @api.model
    def _request_deciders(self):
        """Supervisors, on whom the paper comes in."""
        # sudo: who has a role is no secret
        return self.env.ref(SUPERVISOR).sudo().all_user_ids.filtered(lambda user: not user.share)
