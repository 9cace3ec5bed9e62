from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .daiban_supervised_mixin import TODO

# What is proposed for getting on with one's part early, in working days.
EARLY_DAYS = 10
OPEN_CASE = ('submitted', 'supplement', 'accepted', 'running')


class DaibanPreReview(models.Model):
    """批前会审会商: the units of the chosen links look at a project together before it is filed with them (R71, R72).

    The center leads. Each unit is asked once for all its items and gets on with its part early; what it demands later
    it could have said here. An opinion is no permit, and nothing statutory is skipped by it.
    """

    _name = 'daiban.pre.review'
    _description = 'Review before Filing'
    _inherit = ['daiban.opinion.round', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'asked_on', 'asked_by_id', 'meeting_id', 'concluded_on', 'outcome_text')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True)
    state = fields.Selection(
        [('draft', "Draft"), ('asked', "Units Asked"), ('concluded', "Concluded"), ('cancelled', "Cancelled")],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    link_ids = fields.Many2many(
        'daiban.review.link', string="Links", default=lambda self: self._default_link_ids(),
        help="Which links of the approval are looked at. Units with no part in the project are not asked.")
    unit_ids = fields.Many2many('daiban.unit', compute='_compute_unit_ids', string="Units Concerned")
    note = fields.Text("To the Units", help="What the project is about, and what is to be clarified.")
    early_tasks = fields.Boolean(
        "Involve Them Early", default=True, help="Each unit gets a task to follow the project from now on (R72).")
    early_due = fields.Date(
        "Until", default=lambda self: self._default_early_due(), help="By then each unit has done its part ahead.")
    opinion_ids = fields.One2many('daiban.opinion', 'review_id', string="Opinions", readonly=True)
    meeting_id = fields.Many2one('daiban.meeting', readonly=True, copy=False, ondelete='set null')
    asked_on = fields.Date("Opinions Asked On", readonly=True, copy=False)
    asked_by_id = fields.Many2one('res.users', string="Opinions Asked By", readonly=True, copy=False)
    conclusion = fields.Text(copy=False, tracking=True)
    concluded_on = fields.Date(readonly=True, copy=False)
    outcome_text = fields.Text("Opinions as They Stood", readonly=True, copy=False)

    _opinion_days_positive = models.Constraint(
        'CHECK(opinion_days > 0)', "Say within how many working days the units give their opinion.")

    @api.model
    def _default_link_ids(self):
        links = self.env['daiban.review.link'].search([])  # pylint: disable=no-search-all  # a handful
        return [Command.set(links.ids)]

    @api.model
    def _default_early_due(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        return calendar.add_in('working', self.env['daiban.calendar.year']._district_today(), EARLY_DAYS)

    @api.depends('project_id')
    def _compute_display_name(self):
        for review in self:
            review.display_name = self.env._("Review before filing: %(case)s", case=review.project_id.display_name)

    @api.depends('link_ids', 'project_id')
    def _compute_unit_ids(self):
        for review in self:
            units = review._subjects() if review.project_id else {}
            review.unit_ids = [Command.set([unit.id for unit in units])]

    def _locked_fields(self):
        asked = {'link_ids', 'opinion_days', 'note', 'early_tasks', 'early_due'}
        locked = {'project_id'} if self.state == 'draft' else {'project_id'} | asked
        return locked | {'conclusion'} if self.state in ('concluded', 'cancelled') else locked

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(review.state != 'draft' for review in self):
            raise UserError(self.env._("A review for which units were asked stays in the file of the case."))

    # === Ask ===

    def action_ask(self):
        """Ask every unit that will have to decide something in the chosen links."""
        self._check_state('draft', action=self.env._("ask the units"))
        self._check_supervisor()
        for review in self:
            review.project_id._check_state(*OPEN_CASE, action=self.env._("review it"))
            if not review.link_ids:
                raise UserError(self.env._("Choose at least one link: which part of the approval is reviewed?"))
            if review.early_tasks:
                review._require('early_due')
            if not review._subjects():
                raise UserError(self.env._(
                    "In these links nothing of this project is still to be filed, so no unit can be asked. Choose "
                    "other links, or set the category of the case first."))
        for review in self.sudo():  # sudo: opinions and tasks of many units; who asks was checked above
            review._ask()
        return True

    def _ask(self):
        today = self.env['daiban.calendar.year']._district_today()
        self.write({'state': 'asked', 'asked_on': today, 'asked_by_id': self.env.uid})
        subjects = self._subjects()
        self.env['daiban.opinion']._ask(self.project_id, subjects, self.opinion_days, review_id=self.id)
        if self.early_tasks:
            self._involve_early(subjects)

    def _involve_early(self, subjects):
        """R72: a task for each unit, with its day, to get on with its part before anything is filed."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        days = calendar.count_in('working', self.asked_on, self.early_due)
        words = self.with_context(lang=self.env['daiban.notice']._letter_lang()).env
        self.env['daiban.support.task'].create([{
            'project_id': self.project_id.id, 'kind': 'early', 'unit_id': unit.id, 'limit_days': max(days, 1),
            'user_id': (unit.responsible_id or unit.leader_id).id, 'planned_due': self.early_due,
            'name': words._("Involved early: %(subject)s", subject=subject),
        } for unit, subject in subjects.items()])._start()

    def _subjects(self):
        """{unit: links and items, as words} of what is still to be filed."""
        words = {}
        for link, types in ((link, link.item_type_ids) for link in self.link_ids._origin):
            for unit, item_types in self._units_of(types).items():
                words.setdefault(unit, []).append(f"{link.name}（{'、'.join(item_types.mapped('name'))}）")
        return {unit: '；'.join(texts) for unit, texts in words.items()}

    def _units_of(self, types):
        """{unit: kinds of items} of these kinds that the project has, or will have, and that nobody has begun."""
        project = self.project_id._origin.sudo()  # sudo: items and plan of units that the reader need not see
        if project.item_ids:
            items = project.item_ids.filtered(
                lambda item: item.type_id in types and item.is_open and not item.started_on)
            return {unit: items.type_id for unit, items in items.grouped('unit_id').items()}
        lines = project._planned_lines().filtered(lambda line: line.item_type_id in types)
        units = project.env['daiban.routing.rule']._item_units(project, lines.item_type_id)
        found = {}
        for line in lines:
            unit = units.get(line.item_type_id) or line.unit_id
            found[unit] = found.get(unit, line.item_type_id) | line.item_type_id
        return found

    # === Meet ===

    def action_prepare_meeting(self):
        """The joint review (会审会商) as a meeting: the case, and the units that were asked, are on its list."""
        self.ensure_one()
        self._check_state('asked', action=self.env._("prepare its meeting"))
        self._check_supervisor()
        if not self.meeting_id or self.meeting_id.state == 'cancelled':
            meeting = self.env['daiban.meeting'].create({
                'kind': 'pre_approval_review', 'name': self.display_name,
                'project_ids': [Command.link(self.project_id.id)],
                'attendance_ids': [Command.create({'unit_id': unit.id}) for unit in self.opinion_ids.unit_id]})
            self.sudo().meeting_id = meeting  # sudo: set only here, by supervision
        return {'type': 'ir.actions.act_window', 'res_model': 'daiban.meeting', 'res_id': self.meeting_id.id,
                'view_mode': 'form'}

    # === Conclude ===

    def action_conclude(self):
        """The center sums up; who said nothing is kept as having said nothing."""
        self._check_state('asked', action=self.env._("conclude it"))
        self._check_supervisor()
        self._require('conclusion')
        for review in self.sudo():  # sudo: closes the opinions of many units; who concludes was checked above
            review._conclude()
        return True

    def _conclude(self):
        words = self.with_context(lang=self.env['daiban.notice']._letter_lang())
        self.write({
            'state': 'concluded', 'concluded_on': self.env['daiban.calendar.year']._district_today(),
            'outcome_text': '\n'.join(words._opinion_lines())})
        self.opinion_ids._withdraw()
        if agent := self.project_id.agent_id:
            self.project_id.activity_schedule(
                TODO, user_id=agent.id, note=self.conclusion,
                summary=self.env._("The review before filing is concluded: follow it up"))

    def _cancel(self):
        self.filtered(lambda review: review.state in ('draft', 'asked')).write({'state': 'cancelled'})
        self.opinion_ids._withdraw()
