from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

COMING = ('proposed', 'planned')


class DaibanTrainingAttendance(models.Model):
    """One person in one training: invited, present, result, and until when it holds (R85, R87)."""
    _name = 'daiban.training.attendance'
    _description = 'Participant of a Training'
    _order = 'date desc, training_id desc, id'
    _rec_name = 'user_id'

    training_id = fields.Many2one('daiban.training', required=True, index=True, ondelete='cascade')
    user_id = fields.Many2one(
        'res.users', string="Person", required=True, index=True, ondelete='restrict', domain=[('share', '=', False)])
    date = fields.Date(related='training_id.date', store=True)
    state = fields.Selection(related='training_id.state', string="State of the Training")
    stage_ids = fields.Many2many(related='training_id.stage_ids')
    presence = fields.Selection(
        [('invited', "Invited"), ('present', "Present"), ('excused', "Excused"), ('absent', "Absent")],
        required=True, default='invited')
    tested = fields.Boolean("Test Taken")
    score = fields.Float("Test Result", digits=(5, 1), aggregator='avg')
    result = fields.Selection(
        [('open', "Not Entered"), ('passed', "Passed"), ('failed', "Not Passed"), ('none', "Did Not Take Part")],
        string="Training Result", compute='_compute_result', store=True)
    valid_until = fields.Date(compute='_compute_result', store=True, help="Empty: for good, or not passed.")
    remark = fields.Char()

    _user_uniq = models.Constraint('UNIQUE(training_id, user_id)', "This person is on the list already.")
    _score_range = models.Constraint('CHECK(score >= 0 AND score <= 100)', "Points are between 0 and 100.")

    @api.depends('presence', 'tested', 'score', 'training_id.pass_mark', 'training_id.validity_months',
                 'training_id.date')
    def _compute_result(self):
        for line in self:
            line.result = line._outcome()
            months, date = line.training_id.validity_months, line.training_id.date
            line.valid_until = (
                date + relativedelta(months=months) if line.result == 'passed' and months and date else False)

    def _outcome(self):
        mark = self.training_id.pass_mark
        if self.presence == 'invited' or self.presence == 'present' and mark and not self.tested:
            return 'open'
        if self.presence != 'present':
            return 'none'
        return 'passed' if self.score >= mark else 'failed'

    @api.onchange('score')
    def _onchange_score(self):
        if self.score:
            self.tested, self.presence = True, 'present'

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open(*COMING, 'held')
        lines.filtered(lambda line: line.presence != 'invited' or line.tested or line.score)._check_results()
        return lines

    def write(self, vals):
        self._check_open(*COMING, 'held')
        if vals.keys() & {'presence', 'tested', 'score'}:
            self._check_results()
        if vals.keys() & {'user_id', 'training_id'}:
            self._check_open(*COMING)
        result = super().write(vals)
        if 'training_id' in vals:
            self._check_open(*COMING)  # it may have been moved to another one
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        self._check_open(*COMING)

    def _check_open(self, *states):
        if self.filtered(lambda line: line.training_id.state not in states):
            raise UserError(self.env._(
                "The list of this training is closed: what was recorded stays as it is."))

    def _check_results(self):
        """Results belong to a session that took place, and nobody enters his own."""
        if self.filtered(lambda line: line.training_id.state != 'held'):
            raise UserError(self.env._("Presence and results are entered after the training took place."))
        if not self.env.su and self.env.user in self.user_id:
            raise UserError(self.env._("Nobody enters his own result. Ask a colleague to do it."))
