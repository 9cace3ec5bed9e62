from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .daiban_support_schedule import SUPERVISION_ACTIVITY, TODO
from .daiban_support_type import SUPPORT_KINDS

SUPERVISOR = 'sanming_daiban.group_supervisor'
OPEN_TASKS = ('planned', 'running')
# What a unit that sees to the task leaves to the agents of the case.
TERMS = {'name', 'unit_id', 'item_id', 'material_id', 'limit_days', 'limit_unit', 'planned_due'}
# With whom the days of a task lie; who sees to it is in `unit_id` and `user_id`.
HOLDER_OF = {'intermediary': 'intermediary', 'infrastructure': 'unit', 'early': 'unit', 'residual': 'unit'}


class DaibanSupportTask(models.Model):
    """One thing that runs beside the approvals of a case, with its own clock (R72, R74–R76).

    planned → running → done, or cancelled with a reason. What comes out of it is a material of the case: it is handed
    in there, once, and verified there. What the enterprise pays to an intermediary is between the two (R14, Q19).
    """

    _name = 'daiban.support.task'
    _description = 'Support Task'
    _inherit = ['daiban.support.schedule', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'project_id desc, sequence, id'
    _workflow_fields = ('state', 'mandatory', 'close_note', 'told', 'intermediary_name')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, string="Enterprise", index=True)
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True)
    type_id = fields.Many2one(
        'daiban.support.type', string="Track", ondelete='restrict', index='btree_not_null',
        domain="[('kind', '=', kind)]")
    kind = fields.Selection(SUPPORT_KINDS, required=True, default='intermediary', index=True)
    name = fields.Char(
        "What", compute='_compute_from_type', store=True, readonly=False, required=True, precompute=True, tracking=True)
    sequence = fields.Integer(related='type_id.sequence', store=True)
    mandatory = fields.Boolean(readonly=True, copy=False, help="R75: only supervision can cancel it.")
    unit_id = fields.Many2one(
        'daiban.unit', string="Responsible Unit", compute='_compute_from_type', store=True, readonly=False,
        precompute=True, tracking=True, index='btree_not_null')
    user_id = fields.Many2one(
        'res.users', string="Responsible Person", tracking=True, index='btree_not_null',
        domain=[('share', '=', False)])
    state = fields.Selection(
        [('planned', "Planned"), ('running', "Running"), ('done', "Done"), ('cancelled', "Cancelled")],
        default='planned', required=True, readonly=True, copy=False, tracking=True, index=True)
    choice_ids = fields.One2many('daiban.intermediary.choice', 'task_id', string="Lists Shown")
    intermediary_name = fields.Char(
        "Intermediary", compute='_compute_intermediary_name', store=True, help="Whom the enterprise has chosen.")
    contract_number = fields.Char(tracking=True)
    contract_date = fields.Date(tracking=True, help="When the enterprise signed with whoever does it.")
    item_id = fields.Many2one(
        'daiban.item', string="Needed For", ondelete='set null', index='btree_not_null',
        domain="[('project_id', '=', project_id)]")
    material_id = fields.Many2one(
        'daiban.material', string="Deliverable", ondelete='set null', index='btree_not_null',
        domain="[('project_id', '=', project_id)]", help="What comes out of it, as material of the case.")
    material_state = fields.Selection(related='material_id.state', string="State of the Deliverable")
    material_file_ids = fields.Many2many(
        'ir.attachment', string="Files of the Deliverable", compute='_compute_material_file_ids', compute_sudo=True,
        inverse='_inverse_material_file_ids')
    delay_source = fields.Selection(
        [
            ('enterprise', "Enterprise"),
            ('intermediary', "Intermediary"),
            ('unit', "Responsible Unit"),
            ('approval', "An Approval It Waited For"),
            ('land', "Land or Relocation"),
            ('nature', "Weather or Ground"),
        ],
        string="Delay Comes From", tracking=True)
    delay_note = fields.Char("About the Delay")
    close_note = fields.Text("Conclusion", readonly=True, copy=False)

    _limit_positive = models.Constraint('CHECK(limit_days >= 0)', "The days of a task cannot be negative.")

    @api.depends('type_id')
    def _compute_from_type(self):
        for task in self:
            task.name = task.type_id.name or task.name
            if task.type_id:
                task.unit_id = task.type_id._responsible_unit(task.project_id)

    @api.depends('material_id.attachment_ids')
    def _compute_material_file_ids(self):
        for task in self:
            task.material_file_ids = task.material_id.attachment_ids

    def _inverse_material_file_ids(self):
        """What comes out of the task is handed in as the material, also by the unit that sees to it."""
        self._check_responsible()
        self.material_file_ids.check_access('read')
        for task in self:
            material = task.sudo().material_id  # sudo: who sees to the task hands in what comes out of it
            if not material:
                raise UserError(self.env._(
                    "“%(task)s” has no deliverable: choose the material of the case first.", task=task.name))
            if material.attachment_ids != task.material_file_ids:
                material._check_state(
                    'missing', 'submitted', 'defective', 'deferred', action=self.env._("change its files"))
                material.attachment_ids = [Command.set(task.material_file_ids.ids)]

    @api.depends('choice_ids.state', 'choice_ids.chosen_name')
    def _compute_intermediary_name(self):
        for task in self:
            task.intermediary_name = task.choice_ids.filtered(lambda one: one.state == 'chosen')[:1].chosen_name

    @api.depends('name', 'project_id')
    @api.depends_context('item_in_project')
    def _compute_display_name(self):
        for task in self:
            short = self.env.context.get('item_in_project')
            # sudo: the name of the case for whoever may see its task
            case = task.sudo().project_id.name
            task.display_name = task.name if short or not case else f'{case}：{task.name}'

    @api.constrains('kind', 'type_id')
    def _check_kind(self):
        for task in self.filtered('type_id'):
            if task.kind != task.type_id.kind:
                raise ValidationError(self.env._(
                    "“%(track)s” is a track of another kind. Choose the kind first.", track=task.type_id.name))

    @api.constrains('project_id', 'item_id', 'material_id')
    def _check_same_case(self):
        for task in self.sudo():  # sudo: compares what belongs to the task anyway
            foreign = (task.item_id.project_id | task.material_id.project_id) - task.project_id
            if foreign:
                raise ValidationError(self.env._(
                    "“%(name)s” can only serve items and materials of its own case.", name=task.name))

    def _locked_fields(self):
        """Settled once it is over; while it runs, the terms are for the agents of the case."""
        if self.state not in OPEN_TASKS:
            return self._fields.keys() - {'activity_ids', 'message_ids', 'message_follower_ids'}
        locked = {'project_id', 'type_id', 'kind'}
        return locked if self.project_id.has_access('write') else locked | TERMS

    def _clock_case(self):
        return self.project_id

    # === Who may ===

    def _check_responsible(self):
        """Agents of the case, people of the responsible unit, supervision (DESIGN §6)."""
        if self.env.su:
            return
        self.check_access('write')
        for task in self:
            in_unit = self.env.user in task.unit_id.sudo().member_ids  # sudo: asks whether one belongs to the unit
            if not in_unit and not task.project_id.has_access('write'):
                raise AccessError(self.env._(
                    "“%(task)s” lies with %(unit)s: only its people and the agents of the case can do this.",
                    task=task.display_name, unit=task.unit_id.name or task.lead_unit_id.name))

    # === Steps ===

    def action_start(self, date=None, note=None):
        """The work begins: its days count from the next one on."""
        self._check_state('planned', action=self.env._("start it"))
        self._check_responsible()
        self.project_id.sudo()._check_not_suspended()  # sudo: one fact about the case
        self._check_can_start()
        self.sudo()._start(date, note)  # sudo: state and clock move only by this action, which was checked above
        return True

    def _check_can_start(self):
        for task in self:
            if not task.unit_id and not task.user_id:
                raise UserError(self.env._(
                    "Nobody is responsible for “%(task)s” yet. Choose the unit or the person first.",
                    task=task.display_name))
            if task.kind == 'intermediary' and not task.intermediary_name:
                raise UserError(self.env._(
                    "The enterprise has not chosen who does “%(task)s”. Show it the list, or record its signed choice.",
                    task=task.display_name))

    def _start(self, date=None, note=None):
        """The days of an intermediary lie with nobody of the service; those of a work with the unit that sees to it."""
        for kind, tasks in self.grouped('kind').items():
            in_unit = tasks.filtered(lambda task: task.kind != 'intermediary')
            tasks._clock_start(
                date=date, holder_kind=HOLDER_OF[kind], unit={task.id: task.unit_id for task in in_unit},
                user={task.id: task.user_id for task in in_unit}, note=note, along={'state': 'running'})
        self.activity_unlink([TODO])
        self._ask_responsible(self.env._("See to it that it is done in time"))

    def action_show_list(self):
        """Open the list of intermediaries, to hand it to the enterprise (R46, Q20)."""
        self.ensure_one()
        self._check_state('planned', action=self.env._("show the list"))
        self.project_id._check_case_agent()
        choice = self.choice_ids.filtered(lambda one: one.state == 'chosen') or self._show_list()
        return {'type': 'ir.actions.act_window', 'res_model': choice._name, 'res_id': choice.id, 'view_mode': 'form'}

    def _show_list(self):
        if self.kind != 'intermediary':
            raise UserError(self.env._("There is a list for intermediary services only."))
        return self.env['daiban.intermediary.choice']._show(self)

    def action_done(self, note=None, date=None):
        """It is done: what comes out of it has been handed in as material, or a note says what was delivered."""
        self._check_state('running', action=self.env._("finish it"))
        self._check_responsible()
        self._check_handed_in()
        if not (note or '').strip() and not all(task.material_id for task in self):
            return self._decision_dialog('done')
        self.sudo()._end('done', note, date)  # sudo: as in action_start
        return True

    @api.model
    def _deliverables_came(self, materials):
        """What was to come out of a task has been verified before it began: nothing is left to be done."""
        planned = self.sudo().search([  # sudo: follows from the material, whoever verified it
            ('material_id', 'in', materials.ids), ('material_id.state', '=', 'verified'), ('state', '=', 'planned')])
        planned._end('done', self.env._("The deliverable is verified already."))

    def _check_handed_in(self):
        for task in self.sudo():  # sudo: whether the material has come, for whoever sees to the task
            material = task.material_id
            if material and material.state not in ('submitted', 'verified', 'waived'):
                raise UserError(self.env._(
                    "“%(task)s” is not done yet: hand in “%(material)s” first.", task=task.display_name,
                    material=material.name))
            if task._clock_light() == 'red' and not task.delay_source:
                raise UserError(self.env._(
                    "“%(task)s” is overdue: say first where the delay comes from.", task=task.display_name))

    def action_cancel(self, reason=None):
        """The case does not need it after all. What is mandatory is cancelled by supervision alone (R75)."""
        self._check_state(*OPEN_TASKS, action=self.env._("cancel it"))
        self._check_responsible()
        self._check_may_cancel()
        if not (reason or '').strip():
            return self._decision_dialog('cancel')
        self.sudo()._end('cancelled', reason)  # sudo: as in action_start
        return True

    def _check_may_cancel(self):
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        for task in self:
            if task.mandatory:
                raise AccessError(self.env._(
                    "“%(task)s” is mandatory for this project (R75): only supervision can cancel it, with a reason.",
                    task=task.display_name))
            if not task.project_id.has_access('write'):
                raise AccessError(self.env._("Only an agent of the case can cancel its tasks."))

    def _end(self, state, note=None, date=None):
        self._clock_close(date=date)
        self.activity_unlink([TODO, SUPERVISION_ACTIVITY])
        self.write({'state': state, 'close_note': note or False})

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Decision"),
            'res_model': 'daiban.support.decision',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_task_ids': self.ids, 'default_decision': decision},
        }

    def action_open_project(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': 'daiban.project', 'res_id': self.project_id.id,
                'view_mode': 'form'}

    # === For others ===

    @api.model
    def _create_residual(self, project, name, unit, limit_days, item=None):
        """What an early start leaves to be done later (R80): it runs from now on. Callers have checked who asks."""
        # sudo: it follows from a decision that was checked by the caller
        task = self.sudo().create({
            'project_id': project.id, 'kind': 'residual', 'name': name, 'unit_id': unit.id, 'limit_days': limit_days,
            'user_id': (unit.responsible_id or unit.leader_id).id, 'item_id': item.id if item else False,
        })
        task._start()
        return task.sudo(self.env.su)
