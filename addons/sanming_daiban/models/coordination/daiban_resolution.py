from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .daiban_meeting_request import SUPERVISOR, TODO


class DaibanResolution(models.Model):
    """What a meeting resolved, or a measure of the case's own plan: a task with owner, clock and evidence (R61, R65).

    The owner's unit reports it done with the evidence, supervision accepts it or sends it back, and some working days
    later somebody looks whether it helped.
    """

    _name = 'daiban.resolution'
    _description = 'Resolution'
    _inherit = [
        'daiban.resolution.owner', 'daiban.resolution.effect', 'daiban.clock.mixin', 'daiban.workflow.mixin',
        'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _rec_names_search = ['name', 'project_id.name', 'project_id.number', 'meeting_id.number']
    _workflow_fields = (
        'state', 'reported_at', 'reported_by_id', 'accepted_at', 'accepted_by_id', 'closed_on', 'close_note',
        'told_light', 'still_days', 'effect', 'effect_note', 'effect_on', 'effect_by_id', 'effect_due_on',
        'effect_asked', 'days_freed')

    name = fields.Char("What Is to Be Done", required=True, tracking=True)
    kind = fields.Selection(
        [
            ('task', "Task"),
            ('early_start', "Early Start"),
            ('green_channel', "Green Channel"),
            ('expert_review', "Expert Review"),
        ],
        required=True, default='task', index=True)
    meeting_id = fields.Many2one(
        'daiban.meeting', index='btree_not_null', ondelete='cascade', help="Empty: a measure of the case's own plan.")
    agenda_id = fields.Many2one(
        'daiban.meeting.agenda', string="Point of the Agenda", index='btree_not_null', ondelete='set null',
        domain="[('meeting_id', '=', meeting_id)]")
    project_id = fields.Many2one(
        'daiban.project', string="Case", compute='_compute_subject', store=True, readonly=False, precompute=True,
        index='btree_not_null', ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, string="Enterprise")
    item_id = fields.Many2one(
        'daiban.item', compute='_compute_subject', store=True, readonly=False, precompute=True,
        index='btree_not_null', ondelete='set null', domain="[('project_id', '=', project_id)]")
    issue_id = fields.Many2one(
        'daiban.issue', compute='_compute_subject', store=True, readonly=False, precompute=True,
        index='btree_not_null', ondelete='set null', domain="[('project_id', '=', project_id)]")
    limit_days = fields.Integer(default=lambda self: self.env['daiban.settings']._number('resolution_days'))
    evidence_required = fields.Char(
        "Evidence", help="By what one sees that it is done: a document, a permit, a photograph.")
    evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_resolution_evidence_rel', 'resolution_id', 'attachment_id',
        string="Evidence Handed In", copy=False)
    state = fields.Selection(
        [('open', "Open"), ('reported', "Reported Done"), ('done', "Done"), ('dropped', "Dropped")],
        default='open', required=True, readonly=True, copy=False, tracking=True, index=True)
    in_force = fields.Boolean(compute='_compute_in_force', help="Resolved, with finished minutes, and not dropped.")
    done_note = fields.Text("What Was Done", copy=False)
    reported_at = fields.Datetime(readonly=True, copy=False)
    reported_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    accepted_at = fields.Datetime(readonly=True, copy=False)
    accepted_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    close_note = fields.Text("Remark of Supervision", readonly=True, copy=False)
    told_light = fields.Char(readonly=True, copy=False, export_string_translation=False)

    _limit_positive = models.Constraint('CHECK(limit_days > 0)', "Say in how many working days it is to be done.")
    _open_idx = models.Index("(owner_unit_id, project_id) WHERE state IN ('open', 'reported')")

    @api.depends('agenda_id', 'issue_id')
    def _compute_subject(self):
        """What the point of the agenda is about, unless something else was said."""
        for record in self:
            point = record.agenda_id
            record.issue_id = record.issue_id or point.issue_id
            record.project_id = record.project_id or point.project_id or record.issue_id.project_id
            record.item_id = record.item_id or record.issue_id.item_id or point.item_ids[:1]

    @api.depends('state', 'meeting_id.state')
    def _compute_in_force(self):
        for record in self:
            record.in_force = record.state != 'dropped' and (
                not record.meeting_id or record.meeting_id.state == 'closed')

    @api.constrains('project_id', 'item_id', 'issue_id', 'meeting_id', 'agenda_id')
    def _check_belongs_together(self):
        for record in self:
            parts = record.item_id.project_id | record.issue_id.project_id
            if parts - record.project_id or record.agenda_id and record.agenda_id.meeting_id != record.meeting_id:
                raise ValidationError(self.env._(
                    "“%(name)s”: item, problem and point of the agenda must belong to its case and its meeting.",
                    name=record.name))
            if not record.meeting_id and not record.project_id:
                raise ValidationError(self.env._("“%(name)s” needs a meeting or a case.", name=record.name))

    def _locked_fields(self):
        by_supervision = self.env.user.has_group(SUPERVISOR)
        draft = self.meeting_id.state == 'held' and by_supervision
        locked = set() if draft else {
            'name', 'kind', 'meeting_id', 'agenda_id', 'project_id', 'item_id', 'issue_id', 'limit_days',
            'evidence_required'}
        if not by_supervision:
            locked |= {'owner_unit_id', 'owner_id'}
        return locked if self.state == 'open' else locked | {
            'owner_unit_id', 'owner_id', 'done_note', 'evidence_ids'}

    def _clock_case(self):
        return self.project_id or self

    # === Adoption ===

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_may_resolve()
        # sudo: the clock of a measure follows from the measure that the user may decide on
        records.filtered(lambda record: not record.meeting_id).sudo()._adopt()
        return records

    def _check_may_resolve(self):
        """Meetings resolve while they are held; agents plan measures of their cases (R65), and nothing more."""
        if self.env.su:
            return
        for record in self:
            if record.meeting_id and record.meeting_id.state != 'held':
                raise UserError(self.env._(
                    "“%(name)s”: resolutions are written down while the meeting is held; it is “%(state)s”.",
                    name=record.meeting_id.name, state=dict(
                        record.meeting_id._fields['state']._description_selection(self.env))[record.meeting_id.state]))
            if (record.meeting_id or record.kind != 'task') and not self.env.user.has_group(SUPERVISOR):
                raise AccessError(self.env._("Only supervision writes down what a meeting resolved."))

    def _adopt(self):
        """It goes to its owner, and the clock begins."""
        for record in self.filtered(lambda one: one.state == 'open' and not one.started_on):
            record.still_days = record._days_stood_still()
            record._clock_start(holder_kind='unit', unit=record.owner_unit_id, user=record.owner_id)
            record._ask_owner(self.env._("Carry out the resolution"))

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'owner_unit_id', 'owner_id'}:
            for record in self.sudo().filtered(lambda one: one.state == 'open' and one.started_on):
                # sudo: clock and to-do follow the person who was put in charge
                record._clock_handover('unit', unit=record.owner_unit_id, user=record.owner_id)
                record._ask_owner(self.env._("Carry out the resolution"))
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_new(self):
        if self.filtered('started_on'):
            raise UserError(self.env._("What was resolved is dropped with a reason, not deleted."))

    # === Report, accept ===

    def action_report(self):
        """The owner's unit has done it; the evidence is there (R61)."""
        self._check_state('open', action=self.env._("report it done"))
        for record in self:
            record._check_owner_unit()
            if not record.started_on:
                raise UserError(self.env._("The minutes are not finished yet; it is not in force."))
            if not (record.done_note or '').strip():
                raise UserError(self.env._("Write what was done: “%(name)s”.", name=record.name))
            if record.evidence_required and not record.evidence_ids:
                raise UserError(self.env._(
                    "Attach the evidence that was resolved: %(evidence)s.", evidence=record.evidence_required))
        records = self.sudo()  # sudo: the state moves only by these actions, whose person was checked above
        records.write({'state': 'reported', 'reported_at': fields.Datetime.now(), 'reported_by_id': self.env.uid})
        for record in records:
            record.activity_unlink([TODO])
            for user in record._followers() - self.env.user:
                record.activity_schedule(TODO, user_id=user.id, summary=self.env._("Accept it or send it back"))
        return True

    def action_accept(self):
        self._check_state('reported', action=self.env._("accept it"))
        self._check_supervision()
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        look = calendar.add(today, self.env['daiban.settings']._number('effect_days'))
        records = self.sudo()  # sudo: as in action_report
        records._clock_finish()
        records.activity_unlink([TODO])
        records.write({
            'state': 'done', 'accepted_at': fields.Datetime.now(), 'accepted_by_id': self.env.uid, 'closed_on': today,
            'effect_due_on': look})
        records._ask_about_issue()
        return True

    def _ask_about_issue(self):
        """When all that was resolved about a problem is done, its owner says whether that solved it."""
        for issue in self.issue_id.filtered(lambda one: one.state == 'open'):
            if not issue.resolution_ids.filtered(lambda one: one.state in ('open', 'reported')):
                issue._ask_owner(self.env._("All resolutions are carried out: is the problem solved?"))

    def action_send_back(self, note=None):
        """It is not done, or the evidence does not show it; the days go on."""
        self._check_state('reported', action=self.env._("send it back"))
        self._check_supervision()
        if not (note or '').strip():
            return self._decision_dialog('send_back')
        for record in self.sudo():  # sudo: as in action_report
            record.write({'state': 'open', 'close_note': note.strip()})
            record._ask_owner(self.env._("Sent back: %(note)s", note=note.strip()))
        return True

    def action_drop(self, note=None):
        self._check_state('open', 'reported', action=self.env._("drop it"))
        self._check_supervision()
        if not (note or '').strip():
            return self._decision_dialog('drop')
        self.sudo()._drop(note.strip())  # sudo: as in action_report
        return True

    def _drop(self, note):
        for record in self.filtered(lambda one: one.state in ('open', 'reported')):
            record._clock_close()
            record.activity_unlink([TODO])
            record.write({'state': 'dropped', 'close_note': note, 'closed_on': record._clock_today()})

    def _check_supervision(self):
        if self.env.su:
            return
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision can do this."))
        if self.filtered(lambda record: record.reported_by_id == self.env.user and record.state == 'reported'):
            raise AccessError(self.env._("Whoever reported it done does not accept it: let another supervisor look."))

    def _followers(self):
        """Who of supervision follows it: whoever recorded the meeting, else all; a measure has no meeting."""
        recorder = self.meeting_id.recorder_id
        return recorder if recorder and recorder.has_group(SUPERVISOR) else self._clock_correctors()

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.resolution.decision',
            'context': {'default_resolution_ids': self.ids, 'default_decision': decision},
        }

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        late = self.sudo().search([('state', '=', 'open'), ('light', '=', 'red'), ('told_light', '!=', 'red')])
        yield from late._clock_one_by_one('_tell_late')

    def _tell_late(self):
        """Once, when it becomes late: supervision sees to it."""
        self.told_light = 'red'
        for user in self._followers() - self.owner_id:
            self.activity_schedule(TODO, user_id=user.id, summary=self.env._("The resolution is overdue"))
