from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'


class DaibanSuspension(models.Model):
    """A case stands still for a while (Q15): the case keeps its state, the days of its running items do not count.

    Asked for with a reason of the closed list and its document, approved by another person where the reason wants it.
    It ends when somebody resumes the case, with the case, or by itself when the reason allows no more days.
    """

    _name = 'daiban.suspension'
    _description = 'Suspension'
    _inherit = ['daiban.workflow.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'approved_by_id', 'started_on', 'ends_on', 'ended_on', 'ran_out', 'item_ids')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    state = fields.Selection(
        [('requested', "Waiting for Approval"), ('active', "Suspended"), ('ended', "Ended"), ('refused', "Refused")],
        default='requested', required=True, readonly=True, index=True)
    reason_id = fields.Many2one(
        'daiban.pause.reason', required=True, ondelete='restrict', domain=[('suspends_case', '=', True)])
    document_number = fields.Char(help="The written request of the enterprise, the announcement, the order.")
    note = fields.Text("Explanation", required=True, help="In plain words for the enterprise.")
    approved_by_id = fields.Many2one('res.users', readonly=True)
    started_on = fields.Date(readonly=True)
    ends_on = fields.Date("At Most Until", readonly=True, help="After this day the case goes on by itself.")
    ended_on = fields.Date(readonly=True)
    ran_out = fields.Boolean(readonly=True, help="Nobody resumed it before its longest day.")
    item_ids = fields.Many2many('daiban.item', 'daiban_suspension_item_rel', string="Items at Rest", readonly=True)

    _one_open = models.UniqueIndex(
        "(project_id) WHERE state IN ('requested', 'active')",
        "This case is suspended already, or somebody has asked for it.")

    @api.depends('project_id', 'reason_id')
    def _compute_display_name(self):
        for suspension in self:
            suspension.display_name = f'{suspension.project_id.display_name}：{suspension.reason_id.name}'

    def _locked_fields(self):
        return {'project_id', 'reason_id', 'document_number', 'note'}

    @api.model
    def _request(self, project, reason, note, document_number=False):
        """Ask for it; where the reason needs no approval it begins at once."""
        if not reason.suspends_case:
            raise UserError(self.env._("“%(reason)s” does not suspend a whole case.", reason=reason.name))
        if reason.requires_document and not (document_number or '').strip():
            raise UserError(self.env._("This reason needs the number of a document."))
        suspension = self.create({
            'project_id': project.id, 'reason_id': reason.id, 'note': note, 'document_number': document_number})
        if reason.needs_approval:
            for user in project._clock_correctors() - self.env.user:
                project.activity_schedule(
                    TODO, user_id=user.id, summary=self.env._("Decide whether the case is suspended"))
        else:
            suspension.sudo()._begin()  # sudo: state and clocks follow by rule from a request that needs nobody else
        return suspension

    # === Decide ===

    def _check_approver(self):
        self._check_state('requested', action=self.env._("decide about it"))
        for suspension in self:
            if not self.env.user.has_group('sanming_daiban.group_supervisor'):
                raise AccessError(self.env._("Only supervision decides whether a case is suspended."))
            if suspension.create_uid == self.env.user:
                raise AccessError(self.env._("Who asks for a suspension does not approve it."))

    def action_approve(self):
        self._check_approver()
        self.sudo()._begin(self.env.user)  # sudo: clocks of many units; the approver was checked above
        return True

    def action_refuse(self):
        self._check_approver()
        self.sudo().write({'state': 'refused', 'approved_by_id': self.env.uid})  # sudo: as above
        self.project_id.sudo().activity_unlink([TODO])  # sudo: as above
        return True

    def _begin(self, approver=None):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self.env['daiban.calendar.year']._district_today()
        for suspension in self:
            reason, case = suspension.reason_id, suspension.project_id
            case._check_state('accepted', 'running', action=self.env._("suspend it"))
            running = case.item_ids.filtered(lambda item: item.started_on and not item.finished_on)
            running._clock_pause(
                reason, date=today, document_number=suspension.document_number, approved_by=approver,
                requested_by=suspension.create_uid, note=suspension.note)
            moved = running.filtered(lambda item: item.state == 'running')
            moved.state = 'paused'
            suspension.write({
                'state': 'active', 'approved_by_id': approver.id if approver else False, 'started_on': today,
                'ends_on': reason.max_days and calendar.add_in(reason.max_days_unit, today, reason.max_days),
                'item_ids': moved.ids})
            case.activity_unlink([TODO])
            case.env['daiban.notice']._create_served(case, 'suspension', note=suspension._letter_text())

    def _letter_text(self):
        words = self.with_context(lang=self.env['daiban.notice']._letter_lang()).env
        text = words._("From %(from)s, because: %(reason)s. %(note)s", note=self.note,
                       **{'from': self.started_on, 'reason': self.reason_id.name})
        if self.ends_on:
            text += words._(" It goes on by itself after %(until)s at the latest.", until=self.ends_on)
        return text

    # === End ===

    def action_resume(self):
        self._check_state('active', action=self.env._("resume it"))
        self.project_id._check_case_agent()
        self.sudo()._end()  # sudo: clocks of many units; the agent was checked above
        return True

    def _run_out(self):
        """The longest day is past: the clocks count again, and the agent sees to it that the case goes on."""
        self._end(ran_out=True)
        case = self.project_id
        if case.agent_id:
            case.activity_schedule(
                TODO, user_id=case.agent_id.id,
                summary=self.env._("The suspension has run out: the case goes on, the days count"))

    def _resting(self, items):
        """{item: ids of the reasons for which its clock still rests}"""
        tracks = items._clock_tracks()
        return {item: {pause.reason for pause in tracks[item.id].unended_pauses()} for item in items}

    def _end(self, ran_out=False, letter=True):
        today = self.env['daiban.calendar.year']._district_today()
        for suspension in self:
            case, reason = suspension.project_id, suspension.reason_id
            resting = self._resting(case.item_ids)
            case.item_ids.filtered(lambda item, ids=resting, reason=reason: reason.id in ids[item])._clock_resume(
                date=today, reason=reason)
            resting = self._resting(suspension.item_ids)
            suspension.item_ids.filtered(
                lambda item, ids=resting: item.state == 'paused' and not ids[item]).state = 'running'
            suspension.write({'state': 'ended', 'ended_on': today, 'ran_out': ran_out})
            if letter:
                words = self.with_context(lang=self.env['daiban.notice']._letter_lang()).env
                case.env['daiban.notice']._create_served(case, 'resumption', note=words._(
                    "The case goes on from %(date)s; from the next working day on the days count.", date=today))
