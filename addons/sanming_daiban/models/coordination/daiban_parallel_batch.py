from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .daiban_supervised_mixin import SUPERVISOR, TODO

# An item in one of these has not begun, and nothing stands before it.
LAUNCHABLE = ('ready', 'dispatched', 'assigned')
SETTLED = ('done', 'refused', 'cancelled')


class DaibanParallelBatch(models.Model):
    """并联审批: all items that can begin are begun on one day, each with the limit of its unit (R44).

    When all are settled the outcome is joined: how many days from the launch, which item was the slowest and whose it
    was, and what the units thought, also who said nothing.
    """

    _name = 'daiban.parallel.batch'
    _description = 'Parallel Approval'
    _inherit = ['daiban.opinion.round', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'number', 'launched_on', 'launched_by_id', 'joined_on', 'outcome', 'days', 'slowest_item_id',
        'slowest_days', 'outcome_text')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id')
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    state = fields.Selection(
        [('draft', "Draft"), ('launched', "Launched"), ('joined', "Joined"), ('cancelled', "Cancelled")],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    item_ids = fields.Many2many(
        'daiban.item', 'daiban_parallel_batch_item_rel', 'batch_id', 'item_id', string="Items",
        default=lambda self: self._default_item_ids(),
        domain="[('project_id', '=', project_id), ('state', 'in', ('ready', 'dispatched', 'assigned')), "
               "('started_on', '=', False)]")
    item_count = fields.Integer(compute='_compute_item_count')
    settled_count = fields.Integer("Settled", compute='_compute_item_count')
    ask_opinions = fields.Boolean("Ask for Opinions", help="Each unit is asked what it thinks, with a day.")
    opinion_ids = fields.One2many('daiban.opinion', 'batch_id', string="Opinions", readonly=True)
    note = fields.Text("To the Units")
    launched_on = fields.Date(readonly=True, copy=False)
    launched_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    joined_on = fields.Date(readonly=True, copy=False)
    outcome = fields.Selection(
        [('granted', "All Granted"), ('partly', "Granted, Some No Longer Needed"),
         ('refused', "Something Was Refused")],
        string="Overall Result", readonly=True, copy=False, tracking=True)
    days = fields.Integer("Working Days in All", readonly=True, copy=False, aggregator='avg')
    slowest_item_id = fields.Many2one('daiban.item', readonly=True, copy=False, ondelete='set null')
    slowest_unit_id = fields.Many2one(related='slowest_item_id.unit_id', string="Unit of the Slowest", store=True)
    slowest_days = fields.Integer("Days of the Slowest", readonly=True, copy=False, aggregator='avg')
    outcome_text = fields.Text("Joint Result", readonly=True, copy=False)

    _opinion_days_positive = models.Constraint(
        'CHECK(opinion_days > 0)', "Say within how many working days the units give their opinion.")

    @api.model
    def _default_item_ids(self):
        project = self.env['daiban.project'].browse(self.env.context.get('default_project_id'))
        return [Command.set(project.exists()._launchable_items().ids)]

    @api.depends('project_id', 'number')
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = self.env._(
                "Parallel approval %(number)s: %(case)s", number=batch.number or '',
                case=batch.project_id.display_name)

    @api.depends('item_ids.state')
    def _compute_item_count(self):
        for batch in self:
            batch.item_count = len(batch.item_ids)
            batch.settled_count = len(batch.item_ids.filtered(lambda item: item.state in SETTLED))

    @api.constrains('item_ids', 'project_id')
    def _check_items_of_case(self):
        for batch in self:
            foreign = batch.item_ids.filtered(lambda item, case=batch.project_id: item.project_id != case)
            if foreign:
                raise ValidationError(self.env._("“%(name)s” belongs to another case.", name=foreign[0].display_name))

    def _locked_fields(self):
        settled = {'item_ids', 'ask_opinions', 'opinion_days', 'note'}
        return {'project_id'} if self.state == 'draft' else {'project_id'} | settled

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(batch.state != 'draft' for batch in self):
            raise UserError(self.env._("A parallel approval that was launched stays in the file of the case."))

    # === Launch ===

    def _check_launcher(self):
        """The center launches (R44); so may who carries the case."""
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        if not self.env.user.has_group('sanming_daiban.group_agent'):
            raise AccessError(self.env._(
                "Only the service center and the agents of the case launch parallel approval."))
        self.project_id._check_case_agent()

    def action_launch(self):
        """Begin all items today: handed over where they were not yet, every clock from the same day."""
        self._check_state('draft', action=self.env._("launch it"))
        self._check_launcher()
        for batch in self:
            batch._check_items()
        self.sudo()._launch()  # sudo: items and clocks of many units; who launches was checked above
        return {'type': 'ir.actions.act_window_close'}

    def _check_items(self):
        project = self.project_id
        project._check_state('accepted', 'running', action=self.env._("launch parallel approval"))
        project._check_not_suspended()
        if not self.item_ids:
            raise UserError(self.env._(
                "Nothing is chosen: add at least one item that can begin. Items that still wait for another one begin "
                "by themselves as soon as that is done."))
        for item in self.item_ids:
            if item not in project._launchable_items():
                raise UserError(self.env._(
                    "“%(item)s” cannot be launched: it is now “%(state)s”. Take it off the list.",
                    item=item.name, state=item._clock_label('state')))

    def _launch(self):
        today = self.env['daiban.calendar.year']._district_today()
        for batch in self:
            batch.project_id.filtered(lambda project: project.state == 'accepted').state = 'running'
            batch.item_ids.filtered(lambda item: item.state == 'ready')._dispatch()
            batch.item_ids._clock_start(date=today, note=batch._launch_note())
            batch.item_ids._follow_due_date()
            batch.write({
                'state': 'launched', 'launched_on': today, 'launched_by_id': self.env.uid,
                'number': 1 + self.search_count([('project_id', '=', batch.project_id.id), ('number', '>', 0)])})
            if batch.ask_opinions:
                batch.env['daiban.opinion']._ask(
                    batch.project_id, batch._subjects(), batch.opinion_days, batch_id=batch.id)
            batch.message_post(body=batch._launch_note(), subtype_xmlid='mail.mt_note')

    def _launch_note(self):
        return self.note or self.env._("Launched together with the other items of the case (R44).")

    def _subjects(self):
        """{unit: its items, as words}"""
        return {
            unit: '、'.join(items.mapped('name')) for unit, items in self.item_ids.grouped('unit_id').items()}

    # === Join ===

    def _join_if_settled(self):
        """Join the launches whose items have all come to an end; open again what was joined too early."""
        for batch in self:
            is_over = all(item.state in SETTLED for item in batch.item_ids)
            if batch.state == 'launched' and is_over:
                batch._join()
            elif batch.state == 'joined' and not is_over:
                batch.write({
                    'state': 'launched', 'joined_on': False, 'outcome': False, 'days': 0, 'outcome_text': False,
                    'slowest_item_id': False, 'slowest_days': 0})

    def _join(self):
        self = self.with_context(lang=self.env['daiban.notice']._letter_lang())
        today = self.env['daiban.calendar.year']._district_today()
        last = max(self.item_ids.filtered('finished_on').mapped('finished_on'), default=today)
        handled = self.item_ids.filtered(lambda item: item.state in ('done', 'refused'))
        slowest = max(handled, key=lambda item: item.used_days, default=handled)
        calendar = self.env['daiban.calendar.year']._work_calendar()
        self.write({
            'state': 'joined', 'joined_on': today, 'outcome': self._outcome(),
            'days': calendar.count_in('working', self.launched_on, last),
            'slowest_item_id': slowest.id, 'slowest_days': slowest.used_days if slowest else 0})
        self.outcome_text = self._outcome_words()
        self.message_post(body=self.outcome_text, subtype_xmlid='mail.mt_note')
        project = self.project_id
        project.activity_schedule(
            TODO, user_id=(project.agent_id or self.env.user).id, note=self.outcome_text,
            summary=project.env._("Parallel approval is joined: see what came of it"))

    def _outcome(self):
        states = set(self.item_ids.mapped('state'))
        return 'refused' if 'refused' in states else 'partly' if 'cancelled' in states else 'granted'

    def _outcome_words(self):
        lines = [self.env._(
            "%(count)s items, %(days)s working days from the launch to the last result.",
            count=len(self.item_ids), days=self.days)]
        if self.slowest_item_id:
            lines.append(self.env._(
                "The slowest: “%(item)s” of %(unit)s, %(days)s days%(who)s.",
                item=self.slowest_item_id.name, unit=self.slowest_unit_id.name, days=self.slowest_days,
                who=f'（{self.slowest_item_id.handler_id.name}）' if self.slowest_item_id.handler_id else ''))
        lines += [
            self.env._("%(item)s · %(unit)s: %(state)s, %(used)s of %(limit)s days",
                       item=item.name, unit=item.unit_id.name, state=item._clock_label('state'),
                       used=item.used_days, limit=item.limit_days + item.extension_days or '—')
            for item in self.item_ids
        ]
        return '\n'.join([*lines, *self._opinion_lines()])

    def _cancel(self):
        self.filtered(lambda batch: batch.state in ('draft', 'launched')).write({'state': 'cancelled'})
        self.opinion_ids._withdraw()
