from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .daiban_team_mixin import SUPERVISOR

TODO = 'mail.mail_activity_data_todo'


class DaibanTraining(models.Model):
    """A session of training (R47, R85): who was there, who passed, and for how long that holds.

    A published plan or a changed rule proposes one by itself (R86); what is proposed and not yet planned collects
    further changes, so that an afternoon of corrections does not make ten sessions.
    """
    _name = 'daiban.training'
    _description = 'Training'
    _inherit = ['daiban.team.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'date desc, id desc'
    _workflow_fields = ('state', 'cause')

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [('initial', "Initial Training"), ('policy', "Changed Rules"), ('periodic', "Regular Training")],
        required=True, default='periodic')
    state = fields.Selection(
        [('proposed', "Suggested"), ('planned', "Scheduled"), ('held', "Took Place"), ('closed', "Closed"),
         ('cancelled', "Called Off")],
        default='proposed', required=True, readonly=True, copy=False, tracking=True, index=True)
    cause = fields.Text("What Has Changed", readonly=True, copy=False)
    date = fields.Date(tracking=True)
    hours = fields.Float(digits=(5, 1))
    place = fields.Char("Venue")
    trainer = fields.Char()
    organizer_id = fields.Many2one(
        'res.users', default=lambda self: self.env.user, domain=[('share', '=', False)], index='btree_not_null')
    content = fields.Text()
    stage_ids = fields.Many2many(
        'daiban.stage', string="Stages", help="Whoever passes is competent for these stages (R87). Empty: general.")
    pass_mark = fields.Integer(
        default=lambda self: self.env['daiban.settings']._number('training_pass_mark'),
        help="Of 100. 0: no test; who was there has passed.")
    validity_months = fields.Integer(
        "Valid for Months", default=lambda self: self.env['daiban.settings']._number('training_validity_months'),
        help="0: for good.")
    cancel_reason = fields.Text("Why It Is Called Off", copy=False, tracking=True)
    attendance_ids = fields.One2many('daiban.training.attendance', 'training_id', string="Trainees")
    invited_count = fields.Integer("Invited", compute='_compute_counts')
    present_count = fields.Integer("Present", compute='_compute_counts')
    passed_count = fields.Integer("Passed", compute='_compute_counts')

    _pass_mark_range = models.Constraint(
        'CHECK(pass_mark >= 0 AND pass_mark <= 100)', "The pass mark is between 0 and 100.")
    _validity_range = models.Constraint('CHECK(validity_months >= 0)', "Validity is a number of months from 0.")

    @api.depends('attendance_ids.presence', 'attendance_ids.result')
    def _compute_counts(self):
        # sudo: numbers of a session that one may read; the lines of others stay closed
        rows = self.env['daiban.training.attendance'].sudo()._read_group(
            [('training_id', 'in', self.ids)], ['training_id', 'presence', 'result'], ['__count'])
        for training in self:
            own = [row[1:] for row in rows if row[0] == training._origin.sudo()]
            training.invited_count = sum(number for *_rest, number in own)
            training.present_count = sum(number for presence, _result, number in own if presence == 'present')
            training.passed_count = sum(number for _presence, result, number in own if result == 'passed')

    def _locked_fields(self):
        if self.state in ('closed', 'cancelled'):
            return {'name', 'kind', 'date', 'hours', 'place', 'trainer', 'content', 'stage_ids', 'pass_mark',
                    'validity_months', 'attendance_ids', 'cancel_reason'}
        return {'date', 'pass_mark', 'validity_months', 'stage_ids'} if self.state == 'held' else ()

    # === Actions ===

    def action_invite_all(self):
        """Everybody who serves now and is not on the list yet."""
        self._check_state('proposed', 'planned', action=self.env._("invite people"))
        self._check_center()
        today = self.env['daiban.clock.mixin']._clock_today()
        serving = self.env['daiban.service.period']._serving_in(today, today).user_id.filtered('active')
        for training in self:
            missing = serving - training.attendance_ids.user_id
            training.attendance_ids = [Command.create({'user_id': user.id}) for user in missing]

    def action_plan(self):
        """Day, place and people are fixed; everybody invited is told."""
        self._check_state('proposed', action=self.env._("plan it"))
        self._check_center()
        self._require('date', 'place', 'attendance_ids')
        trainings = self.sudo()  # sudo: the state moves only by this action, whose person was checked above
        trainings.write({'state': 'planned'})
        trainings.activity_unlink([TODO])
        for training in trainings:
            training._tell_invited()

    def _tell_invited(self):
        self.message_notify(
            partner_ids=self.attendance_ids.user_id.partner_id.ids,
            subject=self.env._("Training: %(name)s", name=self.name),
            body=self.env._("You are invited to “%(name)s” on %(date)s, %(place)s.", name=self.name, date=self.date,
                            place=self.place))

    def action_hold(self):
        """It took place; now presence and results are entered."""
        self._check_state('planned', action=self.env._("record that it took place"))
        self._check_center()
        if self.filtered(lambda training: training.date > self.env['daiban.clock.mixin']._clock_today()):
            raise UserError(self.env._("The day of the training has not come yet. Correct the date first."))
        self.sudo().write({'state': 'held'})  # sudo: as in action_plan

    def action_close(self):
        """All results are in; they count from now on and do not change any more."""
        self._check_state('held', action=self.env._("close it"))
        self._check_center()
        if open_lines := self.attendance_ids.filtered(lambda line: line.result == 'open'):
            raise UserError(self.env._(
                "Presence or result is missing for: %(people)s.", people='、'.join(open_lines.user_id.mapped('name'))))
        self.sudo().write({'state': 'closed'})  # sudo: as in action_plan

    def action_cancel(self):
        self._check_state('proposed', 'planned', action=self.env._("call it off"))
        self._check_center()
        self._require('cancel_reason')
        self.sudo().write({'state': 'cancelled'})  # sudo: as in action_plan
        self.sudo().activity_unlink([TODO])

    # === R86: what changes proposes a training ===

    @api.model
    def _propose(self, cause, stages):
        """Propose a training on a change, or add the change to the one that is already proposed."""
        trainings = self.sudo()  # sudo: it follows from the change, whoever made it
        proposed = trainings.search(
            [('state', '=', 'proposed'), ('kind', '=', 'policy'), ('cause', '!=', False)], limit=1)
        if not proposed:
            proposed = trainings.create({
                'name': self.env._("Training on Changed Rules"), 'kind': 'policy', 'cause': cause,
                'organizer_id': False, 'stage_ids': [Command.set(stages.ids)]})
            proposed._tell_center()
        elif cause not in proposed.cause.splitlines():
            proposed.write({
                'cause': f'{proposed.cause}\n{cause}', 'stage_ids': [Command.link(stage.id) for stage in stages]})
        return proposed

    def _tell_center(self):
        for user in self.env.ref(SUPERVISOR).all_user_ids.filtered(lambda user: not user._is_superuser()):
            self.activity_schedule(
                TODO, user_id=user.id, summary=self.env._("Rules have changed: plan a training, or call it off"))

    # === What others ask ===

    @api.model
    def _passed_in(self, users, first, last):
        """{user: number} of the trainings that these people passed in this time: a fact beside their score."""
        lines = self.env['daiban.training.attendance'].sudo()  # sudo: who asks may see these people
        return dict(lines._read_group([
            ('user_id', 'in', users.ids), ('training_id.state', '=', 'closed'), ('result', '=', 'passed'),
            ('date', '>=', first), ('date', '<=', last)], ['user_id'], ['__count']))
