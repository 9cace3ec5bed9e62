from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

SUPERVISOR = 'sanming_daiban.group_supervisor'
TODO = 'mail.mail_activity_data_todo'


class DaibanEarlyStart(models.Model):
    """批准提前开工（未取得施工许可证） (R79–R81, Q10).

    Only with the land right AND the drawings passed AND the resolution of a government meeting, after the enterprise
    has confirmed the legal risk, and with a date for everything that is still open. It is no construction permit: the
    item of the permit stays open, and the early start ends when that permit is issued.
    """

    _name = 'daiban.early.start'
    _description = 'Early Start'
    _inherit = ['daiban.early.start.legs', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'risk_notice_id', 'risk_confirmed_at', 'risk_user_id', 'approved_on', 'approved_by_id',
        'approval_notice_id', 'ended_on')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True, string="Enterprise")
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id')
    state = fields.Selection(
        [
            ('draft', "In Preparation"),
            ('approved', "Early Start Approved (No Construction Permit)"),
            ('ended', "Ended"),
            ('refused', "Not Approved"),
        ],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    resolution_id = fields.Many2one(
        'daiban.resolution', string="Resolution of the Government Meeting", copy=False, ondelete='restrict',
        index='btree_not_null', domain="[('project_id', '=', project_id), ('kind', '=', 'early_start')]")
    legs = fields.Html(string="What It Needs", compute='_compute_legs', sanitize=False)
    is_ready = fields.Boolean(compute='_compute_legs', string="All There")

    risk_notice_id = fields.Many2one('daiban.notice', string="Notice of the Legal Risk", readonly=True, copy=False)
    risk_confirmed_by = fields.Char(
        string="Confirmed By", copy=False, help="The person who confirmed the legal risk for the enterprise.")
    risk_confirmed_at = fields.Datetime(string="Confirmed At", readonly=True, copy=False)
    risk_user_id = fields.Many2one('res.users', string="Recorded By", readonly=True, copy=False)
    risk_paper_ids = fields.Many2many(
        'ir.attachment', 'daiban_early_start_paper_rel', 'early_id', 'attachment_id', string="Signed Paper", copy=False)

    residual_ids = fields.One2many(
        'daiban.support.task', 'early_start_id', string="Residual Items",
        context={'default_kind': 'residual'})
    overdue_count = fields.Integer(string="Overdue", compute='_compute_overdue_count')
    approved_on = fields.Date(readonly=True, copy=False)
    approved_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    approval_notice_id = fields.Many2one('daiban.notice', string="Letter", readonly=True, copy=False)
    ended_on = fields.Date(readonly=True, copy=False)
    end_note = fields.Text(string="Why It Ended", copy=False)

    _one_open = models.UniqueIndex(
        "(project_id) WHERE state IN ('draft', 'approved')", "An early start of this case is being prepared already.")

    @api.depends('project_id')
    def _compute_display_name(self):
        for early in self:
            early.display_name = self.env._("Early start: %(case)s", case=early.project_id.display_name)

    @api.depends('residual_ids.state', 'residual_ids.light')
    def _compute_overdue_count(self):
        for early in self:
            early.overdue_count = len(early.residual_ids.filtered(lambda task: task._residual_overdue()))

    def _locked_fields(self):
        settled = {'resolution_id', 'risk_confirmed_by', 'risk_paper_ids'}
        locked = {'project_id'} if self.state == 'draft' else {'project_id', *settled}
        if self.risk_confirmed_at:
            locked |= {'risk_confirmed_by', 'risk_paper_ids'}
        return locked | {'end_note'} if self.state in ('ended', 'refused') else locked

    # === Who may ===

    def _check_preparer(self):
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        self.project_id._check_case_agent()

    def _check_supervisor(self):
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision records what the government meeting has resolved."))

    # === Prepare ===

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_preparer()
        for early in records:
            case = early.project_id.sudo()  # sudo: facts about the case
            case._check_state('running', action=self.env._("prepare an early start"))
            if case.approval_mode == 'land_and_start':
                raise UserError(self.env._(
                    "“%(case)s” starts on land delivery; an early start is for the other projects (R79).",
                    case=case.display_name))
            if case._has_construction_permit():
                raise UserError(self.env._("The construction permit is there: an early start is not needed."))
        records._propose_residuals()
        return records

    def action_propose_residuals(self):
        """A line for each open item that has none yet, with a proposed date (R81)."""
        self._check_state('draft', action=self.env._("plan residual items"))
        self._check_preparer()
        self._propose_residuals()
        return True

    def _propose_residuals(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        days = self.env['daiban.settings']._number('residual_days')
        due = calendar.add_in('working', self.env['daiban.calendar.year']._district_today(), days)
        # sudo: tasks of other units; who prepares the early start was checked by the caller
        self.env['daiban.support.task'].sudo().create([
            early._prepare_residual(item, max(due, item.due_date or due))
            for early in self for item in early.sudo()._uncovered_items()])

    def _uncovered_items(self):
        """Open items for which there is no residual line yet."""
        return self.project_id.item_ids.filtered('is_open') - self.residual_ids.item_id

    def _prepare_residual(self, item, due):
        unit = item.unit_id
        return {
            'early_start_id': self.id, 'project_id': self.project_id.id, 'kind': 'residual', 'name': item.name,
            'item_id': item.id, 'unit_id': unit.id, 'planned_due': due,
            'user_id': (item.handler_id or unit.responsible_id or unit.leader_id).id}

    # === Legal risk ===

    def action_serve_risk(self):
        """Hand the notice of the legal risk to the enterprise, which confirms it in the portal or on paper (Q10)."""
        self._check_state('draft', action=self.env._("serve the notice"))
        self._check_preparer()
        for early in self.sudo():  # sudo: number and text of the letter; who prepares was checked above
            if not early.risk_notice_id:
                early.risk_notice_id = early.env['daiban.notice']._create_served(early.project_id, 'early_start_risk')
                early.project_id._tell_enterprise(lambda case: case.env._(
                    "Please read the notice about the legal risk of an early start, and confirm it on the page of "
                    "your case. Without it no early start can be approved."))
        return True

    def action_record_paper(self):
        """The clerk has the notice, signed by the enterprise, in hand."""
        self._check_state('draft', action=self.env._("record the confirmation"))
        self._check_preparer()
        for early in self:
            if not (early.risk_confirmed_by or '').strip() or not early.risk_paper_ids:
                raise UserError(self.env._("Write who signed for the enterprise, and attach the signed notice."))
        self._confirm_risk()
        return True

    def _confirm_risk(self):
        for early in self:
            if not early.risk_notice_id:
                raise UserError(self.env._("Serve the notice of the legal risk first: it is what is confirmed."))
        # sudo: written only here, by who was checked before
        self.sudo().write({'risk_confirmed_at': fields.Datetime.now(), 'risk_user_id': self.env.uid})

    # === Decide ===

    def action_approve(self):
        """Record what the government meeting has resolved; each missing leg is named, and nothing happens (Q10)."""
        self._check_state('draft', action=self.env._("approve it"))
        self._check_supervisor()
        for early in self:
            if missing := early._missing_legs():
                raise UserError(self.env._(
                    "“%(case)s” cannot start early. Missing:\n%(legs)s", case=early.project_id.display_name,
                    legs='\n'.join(f'· {leg}' for leg in missing)))
        for early in self.sudo():  # sudo: case, tasks and letter follow; the supervisor was checked above
            early._approve()
        return True

    def _approve(self):
        case = self.project_id
        self.write({
            'state': 'approved', 'approved_by_id': self.env.uid,
            'approved_on': self.env['daiban.calendar.year']._district_today()})
        case.approval_mode = 'early_start'
        self.residual_ids._start_residuals()
        self.approval_notice_id = self.env['daiban.notice']._create_served(
            case, 'early_start', note=self.resolution_id.name)
        case._tell_enterprise(lambda spoken: spoken.env._(
            "The early start of the construction is approved. This is not a construction permit. What still has to be "
            "done, and by when, stands on the page of your case."))

    def action_refuse(self):
        """The meeting did not grant it, or the enterprise no longer wants it."""
        self._check_state('draft', action=self.env._("refuse it"))
        self._check_preparer()
        self._check_end_note()
        for early in self.sudo():  # sudo: the state moves only here, checked above
            early.state = 'refused'
            early.residual_ids.filtered(lambda task: task.state == 'planned')._end('cancelled', early.end_note)
        return True

    def action_revoke(self):
        """Supervision takes it back, with reasons; the residual items stay due."""
        self._check_state('approved', action=self.env._("take it back"))
        self._check_supervisor()
        self._check_end_note()
        self.sudo()._end()  # sudo: the state moves only here, checked above
        return True

    def _check_end_note(self):
        for early in self:
            if not (early.end_note or '').strip():
                raise UserError(self.env._("Write why it ended."))

    def _end(self, note=None):
        for early in self:
            early.write({
                'state': 'ended', 'ended_on': self.env['daiban.calendar.year']._district_today(),
                **({'end_note': note} if note else {})})
            early.project_id.approval_mode = 'standard'

    def _follow_permit(self):
        """The construction permit is there: the early start ends, the residual items stay due (R81)."""
        for early in self.filtered(lambda one: one.state in ('draft', 'approved')):
            if early.project_id._has_construction_permit():
                early._end(early.env._("The construction permit was issued."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(early.state != 'draft' or early.risk_notice_id for early in self):
            raise UserError(self.env._("What the enterprise was told stays in the file of the case."))

    def _residual_rows(self):
        """For the letter: what, who, by when."""
        return [
            [task.name, task.unit_id.name or '', format_date(self.env, task.deadline, date_format='yyyy年M月d日')]
            for task in self.residual_ids.filtered(lambda one: one.state in ('planned', 'running'))]
