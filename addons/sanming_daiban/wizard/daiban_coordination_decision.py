from odoo import api, fields, models

CLOSE = {'type': 'ir.actions.act_window_close'}


class DaibanIssueDecision(models.TransientModel):
    """Asks for the reason of a decision about problems; the decision itself is the problem's."""

    _name = 'daiban.issue.decision'
    _description = 'Decision on a Problem'

    issue_ids = fields.Many2many('daiban.issue', required=True)
    decision = fields.Selection(
        [('escalate', "Escalate"), ('resolve', "Solved"), ('withdraw', "Withdraw")], required=True)
    level = fields.Selection(
        selection=lambda self: self.env['daiban.issue']._fields['level']._description_selection(self.env)[1:],
        string="To Level",
        help="Empty: the next one. If a level is left out, the reason says why.")
    skips = fields.Boolean(compute='_compute_skips')
    note = fields.Text("Reason", required=True)

    @api.depends('decision', 'level', 'issue_ids')
    def _compute_skips(self):
        for decision in self:
            decision.skips = decision.decision == 'escalate' and any(
                issue._skips(decision.level or issue._next_level()) for issue in decision.issue_ids)

    def action_confirm(self):
        self.ensure_one()
        if self.decision == 'escalate':
            self.issue_ids.action_escalate(self.note, level=self.level)
        else:
            getattr(self.issue_ids, f'action_{self.decision}')(self.note)
        return CLOSE


class DaibanMeetingDecision(models.TransientModel):
    """Asks why a meeting is cancelled."""

    _name = 'daiban.meeting.decision'
    _description = 'Decision on a Meeting'

    meeting_id = fields.Many2one('daiban.meeting', required=True, ondelete='cascade')
    decision = fields.Selection([('cancel', "Cancel the Meeting")], required=True)
    note = fields.Text("Reason", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.meeting_id.action_cancel(self.note)
        return CLOSE


class DaibanResolutionDecision(models.TransientModel):
    """Asks what supervision remarks about a resolution, and whether it helped."""

    _name = 'daiban.resolution.decision'
    _description = 'Decision on a Resolution'

    resolution_ids = fields.Many2many('daiban.resolution', required=True)
    decision = fields.Selection(
        [('send_back', "Send Back"), ('drop', "Drop"), ('effect', "Did It Help?")], required=True)
    effect = fields.Selection(
        selection=lambda self: self.env['daiban.resolution']._fields['effect']._description_selection(self.env))
    facts = fields.Text("What the Clock Says", compute='_compute_facts')
    note = fields.Text("Remark", required=True)

    def _compute_facts(self):
        for decision in self:
            decision.facts = '\n'.join(filter(None, decision.resolution_ids.mapped('effect_facts')))

    def action_confirm(self):
        self.ensure_one()
        if self.decision == 'effect':
            self.resolution_ids.action_record_effect(self.effect, self.note)
        else:
            getattr(self.resolution_ids, f'action_{self.decision}')(self.note)
        return CLOSE


class DaibanTakeUp(models.TransientModel):
    """Puts what should be taken up on the agenda of a meeting in preparation, or of a new one."""

    _name = 'daiban.take.up'
    _description = 'Take Up in a Meeting'

    meeting_id = fields.Many2one(
        'daiban.meeting', domain=[('state', 'in', ('draft', 'invited'))], help="Empty: a new meeting is prepared.")
    kind = fields.Selection(
        selection=lambda self: self.env['daiban.meeting']._fields['kind']._description_selection(self.env),
        default='topic_coordination')
    name = fields.Char("Subject", default=lambda self: self.env._("Coordination of open points"))

    def action_confirm(self):
        self.ensure_one()
        candidates = self.env['daiban.agenda.candidate'].browse(self.env.context.get('active_ids', []))
        meeting = self.meeting_id or self.env['daiban.meeting'].create({'kind': self.kind, 'name': self.name})
        candidates._take_up(meeting)
        return {'type': 'ir.actions.act_window', 'res_model': 'daiban.meeting', 'res_id': meeting.id,
                'view_mode': 'form'}
