from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from .daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'
# What may still be handed in later, and when.
OPEN_CASE = ('submitted', 'supplement', 'accepted', 'running')


class DaibanCommitment(models.Model):
    """容缺受理: the case is accepted although secondary materials are missing, against a promise to bring them in time.

    The window offers it, the enterprise takes it, of its own will: in the portal, or on signed paper. Its clock begins
    with the acceptance and ends when every material is verified. What is not marked as deferrable can never be
    deferred, and who let a promise lapse gets no further one. No permit is given on what is still missing.
    """

    _name = 'daiban.commitment'
    _description = 'Commitment'
    _inherit = ['daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'committed_at', 'recorded_by_id', 'closed_on', 'close_note', 'told_light')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id')
    state = fields.Selection(
        [
            ('offered', "Offered"),
            ('active', "Promised"),
            ('fulfilled', "Fulfilled"),
            ('broken', "Broken"),
            ('withdrawn', "Taken Back"),
        ],
        default='offered', required=True, readonly=True, copy=False, tracking=True, index=True)
    material_ids = fields.Many2many(
        'daiban.material', 'daiban_commitment_material_rel', 'commitment_id', 'material_id',
        string="Deferred Materials",
        domain="[('project_id', '=', project_id), ('deferrable', '=', True)]")
    text = fields.Text("Promise", default=lambda self: self._default_text())
    consequence = fields.Text(
        default=lambda self: self._default_consequence(), help="What happens if the promise is not kept.")
    limit_days = fields.Integer(
        "Days to Hand In", default=lambda self: self.env['daiban.settings']._number('commitment_days'))
    committed_by = fields.Char("Promised By", help="The person who promised it for the enterprise.")
    committed_at = fields.Datetime("Promised At", readonly=True, copy=False)
    recorded_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    paper_ids = fields.Many2many(
        'ir.attachment', 'daiban_commitment_paper_rel', 'commitment_id', 'attachment_id', string="Signed Paper",
        copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    close_note = fields.Text("Conclusion", readonly=True, copy=False)
    told_light = fields.Char(readonly=True, copy=False, export_string_translation=False)

    _limit_positive = models.Constraint('CHECK(limit_days > 0)', "Say in how many working days it is handed in.")

    @api.model
    def _default_text(self):
        return self.env._(
            "We promise to hand in the materials listed here, true, complete and in the required form, by the due "
            "date.")

    @api.model
    def _default_consequence(self):
        return self.env._(
            "What is not handed in by the due date can end the handling; the enterprise bears the loss, and no further "
            "promise is taken from it.")

    @api.depends('project_id')
    def _compute_display_name(self):
        for commitment in self:
            commitment.display_name = self.env._("Commitment: %(case)s", case=commitment.project_id.display_name)

    @api.constrains('material_ids', 'project_id')
    def _check_materials(self):
        for commitment in self:
            foreign = commitment.material_ids.filtered(
                lambda material, case=commitment.project_id: material.project_id != case)
            if foreign:
                raise ValidationError(self.env._("“%(name)s” belongs to another case.", name=foreign[0].name))
            fixed = commitment.material_ids.filtered(lambda material: not material.deferrable)
            if fixed:
                raise ValidationError(self.env._(
                    "“%(name)s” cannot be deferred: without it the request cannot be examined.", name=fixed[0].name))

    def _locked_fields(self):
        terms = {'material_ids', 'text', 'consequence', 'limit_days', 'committed_by', 'paper_ids'}
        return {'project_id'} if self.state == 'offered' else {'project_id'} | terms

    def _clock_case(self):
        return self.project_id

    # === Offer ===

    @api.model
    def _offer(self, project):
        """The open offer of this case, made now if there is none, with all that may be deferred and is missing."""
        offered = project.commitment_ids.filtered(lambda commitment: commitment.state == 'offered')[:1]
        gaps = project.material_ids.filtered(lambda material: material.is_gap and material.deferrable)
        if not gaps:
            raise UserError(self.env._(
                "Nothing that is missing may be deferred. Tell the enterprise once what is missing instead."))
        self._check_trust(project.partner_id)
        if offered:
            return offered
        letter = self.with_context(lang=self.env['daiban.notice']._letter_lang())
        return letter.create({'project_id': project.id, 'material_ids': [Command.set(gaps.ids)]})

    @api.model
    def _check_trust(self, partner):
        """Who let a promise lapse gets no further one, as long as that stands."""
        # sudo: one fact about the enterprise, from cases of whichever unit
        lapsed = Domain('state', '=', 'broken') | Domain('state', '=', 'active') & Domain('light', '=', 'red')
        kept_waiting = self.sudo().search(Domain('partner_id', '=', partner.id) & lapsed, limit=1)
        if kept_waiting:
            raise UserError(self.env._(
                "%(enterprise)s has not kept an earlier promise (%(case)s), so no further one can be taken. Ask for "
                "the materials with a one-time notice.",
                enterprise=partner.name, case=kept_waiting.project_id.display_name))

    # === Promise ===

    def action_record_paper(self):
        """The clerk has the signed paper in hand."""
        self._check_state('offered', action=self.env._("record the promise"))
        self.project_id._check_case_agent()
        for commitment in self:
            if not (commitment.committed_by or '').strip() or not commitment.paper_ids:
                raise UserError(self.env._(
                    "Write who signed for the enterprise, and attach the signed paper: a promise needs a person."))
        self.sudo()._give()  # sudo: materials and case follow from the promise, whose recorder was checked above
        return {'type': 'ir.actions.act_window_close'}

    def _give(self):
        """The enterprise has promised: the materials are deferred, and nothing else keeps the case waiting."""
        for commitment in self:
            case = commitment.project_id
            case._check_state(*OPEN_CASE, action=self.env._("take a promise"))
            if settled := case._guard_lapsed():
                settled._accept_by_lapse()
            commitment._check_trust(case.partner_id)
            gaps = commitment.material_ids.filtered('is_gap')
            if not gaps:
                raise UserError(self.env._("Everything has been handed in already; no promise is needed."))
            gaps.write({'state': 'deferred'})
            commitment.write({
                'state': 'active', 'material_ids': [Command.set(gaps.ids)],
                'committed_at': fields.Datetime.now(), 'recorded_by_id': self.env.uid})
            case._deferred(commitment.create_uid)

    def _begin(self, date):
        """The clock of the promise begins with the acceptance."""
        for commitment in self.filtered(lambda record: record.state == 'active' and not record.started_on):
            commitment._clock_start(date=date, holder_kind='enterprise')

    # === The end ===

    def _follow_materials(self):
        """Kept, as soon as everything has been verified or is no longer needed."""
        for commitment in self.filtered(lambda record: record.state == 'active'):
            if all(material.state in ('verified', 'waived') for material in commitment.material_ids):
                commitment._end('fulfilled')

    def action_break(self):
        """The promise was not kept: the materials are missing again, and what follows from it is for the agent."""
        self._check_state('active', action=self.env._("record it as broken"))
        self.project_id._check_case_agent()
        for commitment in self:
            if commitment._clock_light() != 'red':
                raise UserError(self.env._("The promise is not overdue; until the due date it can be kept."))
        self.sudo()._end('broken')  # sudo: the state moves only by this action, which was checked above
        return True

    def _withdraw(self, reason):
        self._end('withdrawn', reason)
        for commitment in self.filtered('agent_id'):
            commitment.project_id.activity_schedule(
                TODO, user_id=commitment.agent_id.id,
                summary=self.env._("The enterprise takes its promise back: see what is missing"))

    def _end(self, state, note=False):
        today = self._clock_today()
        for commitment in self:
            commitment._clock_close(date=today)
            commitment.activity_unlink([TODO, SUPERVISION_ACTIVITY])
            commitment.write({'state': state, 'closed_on': today, 'close_note': note})
            for material in commitment.material_ids.filtered(lambda material: material.state == 'deferred'):
                material.state = 'submitted' if material.attachment_ids else 'missing'

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        due = [('state', '=', 'active'), ('light', 'in', ('yellow', 'orange', 'red'))]
        # sudo: the daily job, whoever runs it
        commitments = self.sudo().search(due, order='id')
        yield from commitments.filtered(
            lambda record: record.told_light != record._clock_light())._clock_one_by_one('_warn')

    def _warn(self):
        """Tell the enterprise and the agent that the day comes near; when it is past, supervision too."""
        light = self._clock_light()
        self.told_light = light
        late = light == 'red'
        self.project_id._tell_enterprise(lambda case: self._warning(case, late))
        summary = self.env._("The promised materials are overdue") if late else self.env._(
            "The promised materials are due soon")
        if self.agent_id:
            self.activity_schedule(TODO, user_id=self.agent_id.id, summary=summary, date_deadline=self.due_date)
        if late:
            for user in self._clock_correctors():
                self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)

    def _warning(self, case, late):
        values = {
            'materials': '、'.join(self.material_ids.filtered(lambda one: one.state == 'deferred').mapped('name')),
            'due': self.due_date,
        }
        if late:
            return case.env._(
                "The promised materials were due on %(due)s: %(materials)s. Please hand them in at once, or talk to "
                "your agent.", **values)
        return case.env._("Please remember: %(materials)s are due on %(due)s, as promised.", **values)
