from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

TODO = 'mail.mail_activity_data_todo'
SUPERVISOR = 'sanming_daiban.group_supervisor'
LEVELS = [
    ('unit', "Unit"),
    ('center', "Service Center"),
    ('government', "District Government"),
    ('city', "City"),
]
LADDER = [level for level, _label in LEVELS]


class DaibanIssue(models.Model):
    """A problem of a project, in approval or in construction, with an owner and a clock (R7, R90).

    It is solved where it arose if it can be, and goes up one level at a time: unit, service center, district
    government, city (R59, R60). From the center on, supervision has it. Every step up is kept with its reason.
    """

    _name = 'daiban.issue'
    _description = 'Issue'
    _inherit = ['daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _rec_names_search = ['name', 'project_id.name', 'project_id.number']
    _workflow_fields = ('state', 'level', 'resolved_on', 'resolved_by_id', 'resolution', 'told_light')

    name = fields.Char("Problem", required=True, tracking=True)
    description = fields.Text("Facts", help="What happened, since when, what it holds up.")
    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True, string="Enterprise")
    item_id = fields.Many2one(
        'daiban.item', index='btree_not_null', ondelete='restrict', domain="[('project_id', '=', project_id)]")
    phase = fields.Selection(
        [('approval', "Approval"), ('construction', "Construction")], required=True, default='approval', tracking=True)
    level = fields.Selection(
        LEVELS, default='unit', required=True, readonly=True, copy=False, tracking=True, index=True)
    unit_id = fields.Many2one(
        'daiban.unit', string="With Unit", compute='_compute_unit_id', store=True, readonly=False, required=True,
        precompute=True, tracking=True, index=True)
    owner_id = fields.Many2one(
        'res.users', compute='_compute_owner_id', store=True, readonly=False, precompute=True,
        tracking=True, index='btree_not_null', domain=[('share', '=', False)],
        help="Who sees to it that it is solved.")
    limit_days = fields.Integer(default=lambda self: self.env['daiban.settings']._number('issue_days'))
    state = fields.Selection(
        [('open', "Open"), ('resolved', "Solved"), ('withdrawn', "Withdrawn")],
        default='open', required=True, readonly=True, copy=False, tracking=True, index=True)
    resolution = fields.Text("What Was Done", readonly=True, copy=False)
    resolved_on = fields.Date(readonly=True, copy=False)
    resolved_by_id = fields.Many2one('res.users', string="Solved By", readonly=True, copy=False)
    escalation_ids = fields.One2many('daiban.issue.escalation', 'issue_id', string="Steps Up", readonly=True)
    agenda_ids = fields.One2many('daiban.meeting.agenda', 'issue_id', string="On the Agenda Of")
    resolution_ids = fields.One2many('daiban.resolution', 'issue_id', string="Resolutions")
    told_light = fields.Char(readonly=True, copy=False, export_string_translation=False)

    _limit_positive = models.Constraint('CHECK(limit_days > 0)', "Say within how many working days it is to be solved.")
    _open_idx = models.Index("(level, project_id) WHERE state = 'open'")

    @api.depends('name', 'project_id.name')
    def _compute_display_name(self):
        for issue in self:
            issue.display_name = f'{issue.project_id.name}：{issue.name}' if issue.project_id else issue.name

    @api.depends('item_id', 'project_id')
    def _compute_unit_id(self):
        """Where it arose: the unit of the item, else the one that leads the case."""
        for issue in self:
            issue.unit_id = issue.item_id.unit_id or issue.unit_id or issue.project_id.lead_unit_id

    @api.depends('unit_id')
    def _compute_owner_id(self):
        for issue in self:
            unit = issue.unit_id
            if issue.owner_id not in unit.member_ids:
                issue.owner_id = issue.item_id.handler_id if issue.item_id.unit_id == unit else False
                issue.owner_id = issue.owner_id or unit.leader_id or unit.responsible_id

    @api.constrains('item_id', 'project_id')
    def _check_item(self):
        for issue in self:
            if issue.item_id and issue.item_id.project_id != issue.project_id:
                raise ValidationError(self.env._(
                    "“%(item)s” belongs to another case. Choose an item of this case, or none.",
                    item=issue.item_id.display_name))

    def _clock_case(self):
        return self.project_id

    def _locked_fields(self):
        locked = {'project_id', 'item_id'}
        if self.state != 'open':
            return locked | {'name', 'description', 'unit_id', 'owner_id', 'phase', 'limit_days'}
        mine = self.env.user in self.owner_id | self.create_uid or self.env.user.has_group(SUPERVISOR)
        # the people of the case, or whose problem it is; another department of the case only reads
        return locked if mine or self.project_id.has_access('write') else locked | {
            'name', 'description', 'phase', 'unit_id', 'owner_id', 'limit_days'}

    # === Open ===

    @api.model_create_multi
    def create(self, vals_list):
        issues = super().create(vals_list)
        for issue in issues.sudo():  # sudo: the clock and the to-do follow from the issue that the user may open
            issue._clock_start(holder_kind='unit', unit=issue.unit_id, user=issue.owner_id)
            issue._ask_owner(self.env._("Solve the problem"))
        return issues

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'unit_id', 'owner_id'}:
            for issue in self.sudo().filtered(lambda one: one.state == 'open'):  # sudo: as in create
                issue._clock_handover('unit', unit=issue.unit_id, user=issue.owner_id)
                issue._ask_owner(self.env._("Solve the problem"))
        return result

    def _ask_owner(self, summary):
        """The person with whom it lies has it on the list; from the center on every supervisor, until one takes it."""
        self.activity_unlink([TODO])
        owners = self.owner_id or (self._clock_correctors() if self._supervised() else self.owner_id)
        for user in owners:
            self.activity_schedule(TODO, user_id=user.id, summary=summary, date_deadline=self.due_date or None)

    # === Who may ===

    def _supervised(self):
        return self.level != 'unit'

    def _check_may_move(self):
        """The people of the case and of the unit at the first level; from the center on supervision (R59)."""
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        for issue in self:
            if issue._supervised():
                raise AccessError(self.env._(
                    "“%(name)s” is with the service center now: supervision decides how it goes on.", name=issue.name))
            user = self.env.user
            # sudo: only asks whether the person belongs to the unit, or has the case
            of_unit = user in issue.sudo().unit_id.member_ids or user == issue.sudo().owner_id
            if not of_unit and not issue.project_id.has_access('write'):
                raise AccessError(self.env._(
                    "Only %(unit)s, or an agent of the case, can decide about “%(name)s”.",
                    unit=issue.unit_id.name, name=issue.name))

    # === Up the ladder ===

    def action_escalate(self, reason=None, level=None):
        """One level up, or more with a reason for what is skipped (R59, R60).

        :param reason: what was tried and why it goes up; without it the dialog asks
        :param level: where to, one of ``LEVELS``; the next one unless given
        """
        self._check_state('open', action=self.env._("escalate it"))
        self._check_may_move()
        if not (reason or '').strip():
            return self._decision_dialog('escalate')
        for issue in self:
            target = level or issue._next_level()
            issue._check_ladder(target)
            if target not in ('unit', 'center') and not (self.env.su or self.env.user.has_group(SUPERVISOR)):
                raise AccessError(self.env._(
                    "Only supervision takes a problem beyond the service center. Escalate it to the center first."))
            issue.sudo()._escalate(target, reason.strip())  # sudo: level and holder move only here, checked above
        return True

    def _next_level(self):
        self.ensure_one()
        step = LADDER.index(self.level) + 1
        if step == len(LADDER):
            raise UserError(self.env._(
                "“%(name)s” is with the city already; there is no level above. Take it up in a coordination meeting "
                "with the city.", name=self.name))
        return LADDER[step]

    def _check_ladder(self, target):
        if target not in LADDER or LADDER.index(target) <= LADDER.index(self.level):
            raise UserError(self.env._(
                "A problem goes up only: choose a level above “%(level)s”.", level=self._level_label(self.level)))

    def _skips(self, target):
        """Whether the step leaves out a lower one: a level, or the meeting at the center."""
        if LADDER.index(target) - LADDER.index(self.level) > 1:
            return True
        taken_up = self.agenda_ids.meeting_id.filtered(lambda meeting: meeting.state in ('held', 'closed'))
        return self.level == 'center' and not taken_up

    def _escalate(self, target, reason):
        self.env['daiban.issue.escalation'].create({
            'issue_id': self.id, 'from_level': self.level, 'to_level': target, 'skipped': self._skips(target),
            'reason': reason, 'date': self._clock_today(), 'user_id': self.env.uid,
        })
        unit = self._level_unit(target)
        # from the center on a supervisor follows it, wherever it is decided
        keeps = self._supervised() and self.owner_id
        self.write({'level': target, 'unit_id': unit.id, 'owner_id': self.owner_id.id if keeps else False})
        self.message_post(body=self.env._(
            "Escalated to %(level)s: %(reason)s", level=self._level_label(target), reason=reason))

    @api.model
    def _level_unit(self, level):
        names = {'center': 'unit_center', 'government': 'unit_government', 'city': 'unit_city_center'}
        return self.env.ref(f'sanming_daiban.{names[level]}')

    @api.model
    def _level_label(self, level):
        return dict(self._fields['level']._description_selection(self.env))[level]

    def action_take_over(self):
        """A supervisor takes a problem that came to the center."""
        self._check_state('open', action=self.env._("take it over"))
        for issue in self:
            if not issue._supervised() or not self.env.user.has_group(SUPERVISOR):
                raise UserError(self.env._(
                    "Supervision takes over what has come to the center. Escalate “%(name)s” first.", name=issue.name))
            if issue.owner_id and issue.owner_id != self.env.user:
                raise UserError(self.env._(
                    "“%(name)s” is followed by %(owner)s already. Ask them to hand it over.",
                    name=issue.name, owner=issue.owner_id.name))
        self.owner_id = self.env.user
        return True

    # === The end ===

    def action_resolve(self, note=None):
        """It is solved; what was done is written down, for the next one who meets it (R90)."""
        return self._close_by('resolved', note, self.env._("close it as solved"))

    def action_withdraw(self, note=None):
        """It was no problem, or is none any more, without anybody's doing."""
        return self._close_by('withdrawn', note, self.env._("withdraw it"))

    def _close_by(self, state, note, action):
        self._check_state('open', action=action)
        self._check_may_move()
        if not (note or '').strip():
            return self._decision_dialog('resolve' if state == 'resolved' else 'withdraw')
        # sudo: the state moves only by these actions, whose person was checked above
        self.sudo()._end(state, note.strip())
        return True

    def _end(self, state, note):
        today = self._clock_today()
        self._clock_close(date=today)
        self.activity_unlink([TODO])
        self.write({'state': state, 'resolution': note, 'resolved_on': today, 'resolved_by_id': self.env.uid})

    def _agenda_facts(self):
        """The draft of the facts for a meeting: what, since when, with whom, and what was tried."""
        self.ensure_one()
        opened = self.started_on or self._clock_today()
        since = self.env._(
            "Open since %(since)s (%(days)s working days), with %(unit)s %(owner)s.",
            since=format_date(self.env, opened, date_format='long'),
            unit=self.unit_id.name, owner=self.owner_id.name or '',
            days=self.env['daiban.calendar.year']._work_calendar().count(opened, self._clock_today()))
        return ' '.join(filter(None, [self.description, since, *self.escalation_ids.mapped('reason')]))

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.issue.decision',
            'context': {'default_issue_ids': self.ids, 'default_decision': decision},
        }

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        late = self.sudo().search([('state', '=', 'open'), ('light', '=', 'red'), ('told_light', '!=', 'red')])
        yield from late._clock_one_by_one('_tell_late')

    def _tell_late(self):
        """Once, when it becomes late: the agent of the case, who can escalate it; supervision from the center on."""
        self.told_light = 'red'
        people = self._clock_correctors() if self._supervised() else self.project_id.agent_id | self.unit_id.leader_id
        for user in people - self.owner_id:
            self.activity_schedule(
                TODO, user_id=user.id, summary=self.env._("The problem is not solved in time: escalate it or help"))
