from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.neutral_order import neutral_order
from .daiban_support_task import SUPERVISOR

FEW = 3
OUTCOMES = [
    ('listed', "One of the List"),
    ('other', "Another One, Found by Itself"),
    ('self', "The Enterprise Does It Itself"),
]


class DaibanIntermediaryChoice(models.Model):
    """Which list was shown to whom, and what the enterprise chose of its own free will (R46, Q20).

    The list is always the whole register of the service. Its order follows from a seed that nobody chooses: case,
    service and the number of the list; anybody can work it out again. There is one open list at a time, so nobody can
    show lists until the order suits. Nothing of it is changed afterwards.
    """

    _name = 'daiban.intermediary.choice'
    _description = 'Choice of an Intermediary'
    _inherit = ['daiban.workflow.mixin', 'mail.thread']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'task_id', 'seed', 'line_ids', 'shown_at', 'shown_by_id', 'outcome', 'chosen_line_id', 'chosen_name',
        'chosen_uscc', 'chosen_at', 'chosen_by', 'recorded_by_id', 'paper_ids', 'void_reason')

    task_id = fields.Many2one('daiban.support.task', required=True, index=True, ondelete='cascade')
    project_id = fields.Many2one(related='task_id.project_id', store=True, string="Case", index=True)
    partner_id = fields.Many2one(related='task_id.partner_id', store=True, string="Enterprise", index=True)
    type_id = fields.Many2one(related='task_id.type_id', store=True, string="Service")
    state = fields.Selection(
        [('shown', "Shown"), ('chosen', "Chosen"), ('void', "Void")],
        default='shown', required=True, readonly=True, tracking=True, index=True)
    seed = fields.Char(readonly=True, help="The list is in the order of the SHA-256 digests of “seed|code”.")
    line_ids = fields.One2many('daiban.intermediary.choice.line', 'choice_id', string="List as Shown", readonly=True)
    candidate_count = fields.Integer("Candidates", compute='_compute_candidate_count')
    shown_at = fields.Datetime(readonly=True)
    shown_by_id = fields.Many2one('res.users', readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True, tracking=True)
    chosen_line_id = fields.Many2one('daiban.intermediary.choice.line', string="Chosen from the List", readonly=True)
    chosen_name = fields.Char("Chosen", readonly=True)
    chosen_uscc = fields.Char("Code of the Chosen", readonly=True)
    chosen_at = fields.Datetime(readonly=True)
    chosen_by = fields.Char(readonly=True, help="The person who chose for the enterprise.")
    recorded_by_id = fields.Many2one('res.users', readonly=True, help="Who entered it: the person, or a clerk.")
    paper_ids = fields.Many2many(
        'ir.attachment', 'daiban_intermediary_choice_paper_rel', 'choice_id', 'attachment_id', string="Signed Paper",
        copy=False)
    void_reason = fields.Char(readonly=True)

    _one_open = models.UniqueIndex("(task_id) WHERE state = 'shown'", "A list is shown for this task already.")

    @api.depends('task_id')
    def _compute_display_name(self):
        for choice in self:
            choice.display_name = self.env._("Choice: %(task)s", task=choice.task_id.display_name)

    @api.depends('line_ids.excluded_reason')
    def _compute_candidate_count(self):
        for choice in self:
            choice.candidate_count = len(choice._candidates())

    def _candidates(self):
        """Who can be chosen, in the order of the list."""
        return self.line_ids.filtered(lambda line: not line.excluded_reason)

    # === Show ===

    @api.model
    def _show(self, task):
        """The open list of a task, made now if there is none. Callers have checked who asks."""
        choices = self.sudo()  # sudo: the list is made by rule; nobody makes one by hand
        if shown := choices.search([('task_id', '=', task.id), ('state', '=', 'shown')], limit=1):
            return shown
        if not task.type_id:
            raise UserError(self.env._("Say first which intermediary service “%(task)s” is.", task=task.name))
        # only supervision makes a list void, so only then there is another order
        number = 1 + choices.search_count([
            ('project_id', '=', task.project_id.id), ('type_id', '=', task.type_id.id), ('state', '=', 'void')])
        seed = '-'.join([task.project_id.number or str(task.project_id.id), task.type_id.code, str(number)])
        return choices.create({
            'task_id': task.id, 'seed': seed, 'shown_at': fields.Datetime.now(), 'shown_by_id': self.env.uid,
            'line_ids': [fields.Command.create(vals) for vals in self._prepare_lines(task, seed)],
        })

    @api.model
    def _prepare_lines(self, task, seed):
        """Everybody in the register, who may be chosen and who may not and why, in the order of the seed."""
        today = self.env['daiban.calendar.year']._district_today()
        # sudo: the whole register, whoever asks; the reasons in the language of the letters, the enterprise reads them
        service_model = self.env['daiban.intermediary.service'].sudo().with_context(
            lang=self.env['daiban.notice']._letter_lang())
        services = service_model.search([
            ('type_id', '=', task.type_id.id), ('intermediary_id.active', '=', True)])
        by_code = {service.intermediary_id.uscc: service for service in services}
        return [
            {
                'position': position,
                'intermediary_id': by_code[code].intermediary_id.id,
                'name': by_code[code].intermediary_id.name,
                'uscc': code,
                'phone': by_code[code].intermediary_id.phone,
                'address': by_code[code].intermediary_id.address,
                'qualification': by_code[code].qualification,
                'certificate_number': by_code[code].certificate_number,
                'valid_until': by_code[code].valid_until,
                'excluded_reason': by_code[code]._why_not(today),
            }
            for position, code in enumerate(neutral_order(by_code, seed), start=1)
        ]

    def _is_few(self):
        """Fewer than three: the whole register is shown all the same, and it says so (Q20)."""
        self.ensure_one()
        return self.candidate_count < FEW

    # === Choose ===

    def _choose(self, outcome, person, line=None, name='', uscc='', paper=None):
        """What the enterprise chose. Callers have checked that it is the enterprise, or the clerk with its paper."""
        self.ensure_one()
        self._check_state('shown', action=self.env._("choose"))
        vals = self._prepare_choice(outcome, line, name, uscc)
        # sudo: the choice is written once, here, after the check of the caller
        self.sudo().write({
            **vals, 'state': 'chosen', 'outcome': outcome, 'chosen_by': person,
            'chosen_at': fields.Datetime.now(), 'recorded_by_id': self.env.uid})
        self.sudo().task_id.message_post(body=self.env._(
            "The enterprise has chosen: %(name)s (list %(seed)s of %(count)s, shown by %(by)s).",
            name=self.chosen_name, seed=self.seed, count=self.candidate_count, by=self.sudo().shown_by_id.name))

    def _prepare_choice(self, outcome, line, name, uscc):
        if outcome == 'listed':
            if not line or line.choice_id != self:
                raise UserError(self.env._("Please choose one of the list."))
            if line.excluded_reason:
                raise UserError(self.env._(
                    "“%(name)s” cannot be chosen: %(reason)s", name=line.name, reason=line.excluded_reason))
            return {'chosen_line_id': line.id, 'chosen_name': line.name, 'chosen_uscc': line.uscc}
        if outcome == 'other':
            return self._prepare_other(name, uscc)
        if outcome == 'self':
            return {'chosen_name': self.partner_id.name, 'chosen_uscc': self.partner_id.uscc}
        raise UserError(self.env._("Please say whom you have chosen."))

    def _prepare_other(self, name, uscc):
        name = str(name or '').replace('\x00', '').strip()[:100]
        if not name:
            raise UserError(self.env._("Please write the name of the body that you have found yourself."))
        code = self.env['res.partner']._normalise_uscc(uscc)
        known = self.line_ids.filtered(lambda line: line.uscc == code and line.excluded_reason)
        if known:
            raise UserError(self.env._(
                "“%(name)s” cannot be chosen: %(reason)s", name=known.name, reason=known.excluded_reason))
        return {'chosen_name': name, 'chosen_uscc': code}

    def action_void(self, reason=None):
        """Supervision takes a list back, with a reason; the next one has another order."""
        self._check_state('shown', 'chosen', action=self.env._("take it back"))
        self.check_access('read')
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervision can do this."))
        if not (reason or '').strip():
            return self._dialog('void')
        if any(choice.task_id.state in ('running', 'done') for choice in self):
            raise UserError(self.env._("The work has begun with the one that was chosen: the choice stands."))
        self.sudo().write({'state': 'void', 'void_reason': reason})  # sudo: moves only by this action, checked above
        return True

    def action_record_paper(self):
        """The clerk has the signed choice of the enterprise in hand."""
        self._check_state('shown', action=self.env._("record the choice"))
        self.project_id._check_case_agent()
        return self._dialog('paper')

    def _dialog(self, decision):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Decision"),
            'res_model': 'daiban.intermediary.decision',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_choice_id': self.id, 'default_decision': decision},
        }

    def _record_paper(self, outcome, person, papers, line=None, name='', uscc=''):
        """What the enterprise signed on paper; the clerk chooses nothing."""
        self._check_state('shown', action=self.env._("record the choice"))
        self.project_id._check_case_agent()
        if not (person or '').strip() or not papers:
            raise UserError(self.env._(
                "Write who signed for the enterprise, and attach the signed paper: the enterprise chooses, not the "
                "clerk."))
        papers.check_access('read')
        self._choose(outcome, person, line, name, uscc)
        fresh = papers.sudo().filtered(lambda file: not file.res_id)  # sudo: files just uploaded by this clerk
        fresh.write({'res_model': self._name, 'res_id': self.id})
        self.sudo().paper_ids = papers  # sudo: belongs to the choice that was checked above
