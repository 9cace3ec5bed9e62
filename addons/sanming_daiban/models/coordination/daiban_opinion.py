from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_supervised_mixin import TODO

POSITIONS = [('agree', "Agree"), ('conditions', "Agree with Conditions"), ('disagree', "Disagree")]


class DaibanOpinion(models.Model):
    """What one unit thinks of a project before or while it is handled (R71): asked for by the center, with a day.

    Silence is shown as silence: it is never taken as consent. An opinion binds no permit; where units oppose each
    other, or one waits for the other, a meeting takes it up.
    """

    _name = 'daiban.opinion'
    _description = 'Opinion of a Unit'
    _inherit = [
        'daiban.supervised.mixin', 'daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'project_id desc, id'
    _mail_post_access = 'read'
    _workflow_fields = ('state', 'given_by_id', 'given_at', 'told_silent')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True)
    batch_id = fields.Many2one('daiban.parallel.batch', index='btree_not_null', ondelete='cascade', readonly=True)
    review_id = fields.Many2one(
        'daiban.pre.review', "Review before Filing", index='btree_not_null', ondelete='cascade', readonly=True)
    meeting_id = fields.Many2one(related='review_id.meeting_id', store=True, index='btree_not_null')
    unit_id = fields.Many2one('daiban.unit', required=True, index=True, ondelete='restrict')
    leader_id = fields.Many2one(related='unit_id.leader_id')
    subject = fields.Char("About", help="The items or links on which the unit is asked.")
    state = fields.Selection(
        [('asked', "Asked for Opinion"), ('given', "Given"), ('withdrawn', "No Longer Needed")],
        default='asked', required=True, readonly=True, copy=False, tracking=True, index=True)
    position = fields.Selection(POSITIONS, "Position of the Unit", tracking=True)
    text = fields.Text("Opinion", tracking=True)
    conditions = fields.Text(tracking=True, help="What has to be met. Say it so that one can see when it is.")
    given_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    given_at = fields.Datetime(readonly=True, copy=False)
    silent = fields.Boolean(
        compute='_compute_silent', search='_search_silent', help="The day has passed and the unit has said nothing.")
    standing = fields.Char(compute='_compute_standing', string="How It Stands")
    may_give = fields.Boolean(compute='_compute_may_give')
    told_silent = fields.Boolean(readonly=True, copy=False, export_string_translation=False)

    _batch_uniq = models.UniqueIndex(
        "(batch_id, unit_id) WHERE batch_id IS NOT NULL", "This unit has been asked in this launch already.")
    _review_uniq = models.UniqueIndex(
        "(review_id, unit_id) WHERE review_id IS NOT NULL", "This unit has been asked in this review already.")

    @api.depends('project_id', 'unit_id')
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = self.env._(
                "Opinion of %(unit)s: %(case)s", unit=opinion.unit_id.name, case=opinion.project_id.display_name)

    @api.depends('state', 'given_at', 'light_red_on')
    def _compute_silent(self):
        for opinion in self:
            opinion.silent = opinion.state == 'asked' and not opinion.given_at and opinion._clock_light() == 'red'

    def _search_silent(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return [('state', '=', 'asked'), ('given_at', '=', False), ('light', '=', 'red')]

    @api.depends('state', 'position', 'silent')
    @api.depends_context('lang')
    def _compute_standing(self):
        positions = dict(self._fields['position']._description_selection(self.env))
        for opinion in self:
            if opinion.state == 'given':
                opinion.standing = positions.get(opinion.position)
            elif opinion.state == 'withdrawn':
                opinion.standing = self.env._("No longer needed")
            elif opinion.silent:
                opinion.standing = self.env._("No answer: not taken as consent")
            else:
                opinion.standing = self.env._("Asked for Opinion")

    @api.depends('unit_id')
    @api.depends_context('uid')
    def _compute_may_give(self):
        for opinion in self:
            # sudo: only asks whether one belongs to the unit
            opinion.may_give = self.env.user in opinion.sudo().unit_id.member_ids

    def _locked_fields(self):
        settled = {'project_id', 'unit_id', 'subject', 'batch_id', 'review_id', 'limit_days', 'limit_unit',
                   'statutory_limit', 'statutory_limit_unit'}
        open_to_unit = self.state == 'asked' and self.may_give
        return settled if open_to_unit else settled | {'position', 'text', 'conditions'}

    def _clock_case(self):
        return self.project_id

    # === Ask ===

    @api.model
    def _ask(self, project, subjects, days, **origin):
        """Ask each unit once, with a day; its leader gets it on the list.

        :param subjects: {unit: what it is asked about}
        :param origin: ``batch_id`` or ``review_id``
        """
        # sudo: opinions are made only here, by rule, for units other than that of who asks; the caller checked who
        opinions = self.sudo().create([{
            'project_id': project.id, 'unit_id': unit.id, 'subject': subject, 'limit_days': days,
            'limit_unit': 'working', **origin,
        } for unit, subject in subjects.items()])
        opinions._clock_start(
            holder_kind='unit', unit={opinion.id: opinion.unit_id for opinion in opinions},
            user={opinion.id: opinion._asked_user() for opinion in opinions})
        for opinion in opinions.filtered(lambda one: one._asked_user()):
            opinion.activity_schedule(
                TODO, user_id=opinion._asked_user().id, date_deadline=opinion.due_date,
                summary=self.env._("Give the opinion of your unit"))
        return opinions

    def _asked_user(self):
        unit = self.unit_id
        return unit.leader_id or unit.responsible_id or unit.liaison_id

    # === Give ===

    def _check_member(self):
        if self.env.su:
            return
        for opinion in self:
            if not opinion.may_give:
                raise AccessError(self.env._(
                    "This opinion is asked of %(unit)s; only its people can give it.", unit=opinion.unit_id.name))

    def action_give(self):
        """The unit says what it thinks; who and when is noted by itself."""
        self._check_state('asked', action=self.env._("give it"))
        self._check_member()
        self._check_complete()
        opinions = self.sudo()  # sudo: state and clock move only by this action, whose person was checked above
        opinions.write({'state': 'given', 'given_by_id': self.env.uid, 'given_at': fields.Datetime.now()})
        opinions.filtered(lambda one: not one.finished_on)._clock_finish()
        opinions.activity_unlink([TODO])
        opinions._tell_disagreement()
        return True

    def _check_complete(self):
        self._require('position')
        for opinion in self:
            if opinion.position == 'disagree' and not (opinion.text or '').strip():
                raise UserError(self.env._(
                    "Give the reasons: a unit that disagrees says why, and what would change it."))
            if opinion.position == 'conditions' and not (opinion.conditions or '').strip():
                raise UserError(self.env._("Write down the conditions, so that one can see when they are met."))

    def action_change(self):
        """The unit thinks better of it; what it said before stays in the history."""
        self._check_state('given', action=self.env._("change it"))
        self._check_member()
        self.sudo().state = 'asked'  # sudo: as in action_give
        return True

    def _tell_disagreement(self):
        for opinion in self.filtered(lambda one: one.position == 'disagree'):
            opinion._ask_supervisors(opinion.project_id, self.env._(
                "%(unit)s disagrees: bring the units together", unit=opinion.unit_id.name))

    # === The end ===

    def _withdraw(self):
        """The round is over, or the case: what was not said is no longer asked."""
        opinions = self.filtered(lambda one: one.state == 'asked')
        opinions._clock_close()
        opinions.activity_unlink([TODO])
        opinions.write({'state': 'withdrawn'})

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        opinions = self.sudo().search([('silent', '=', True), ('told_silent', '=', False)], order='id')
        yield from opinions._clock_one_by_one('_tell_silence')

    def _tell_silence(self):
        self.told_silent = True
        self._ask_supervisors(self.project_id, self.env._(
            "%(unit)s has not given its opinion: silence is not consent", unit=self.unit_id.name))
