from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_incident_outcome import SEVERITY


class DaibanEvalResult(models.Model):
    """Confirmed incidents cap the grade (R102); the person can ask for a review of what was published."""
    _inherit = 'daiban.eval.result'

    review_ids = fields.One2many('daiban.eval.review', 'result_id', string="Reviews")
    may_ask_review = fields.Boolean(compute='_compute_may_ask_review', export_string_translation=False)

    @api.model
    def _caps(self, users, year):
        caps = super()._caps(users, year)
        for user_id, (cap, incident) in self.env['daiban.incident']._caps_of(users, year).items():
            if user_id not in caps or SEVERITY[cap] > SEVERITY[caps[user_id][0]]:
                caps[user_id] = (cap, incident)
        return caps

    # === Review ===

    def _review_until(self):
        published = fields.Date.context_today(self, self.published_on)
        return self.env['daiban.incident']._review_until(published)

    @api.depends('state', 'published_on', 'review_ids.state')
    @api.depends_context('uid')
    def _compute_may_ask_review(self):
        today = self.env['daiban.clock.mixin']._clock_today()
        for result in self:
            result.may_ask_review = (
                result.state == 'published' and self.env.user == result.user_id and today <= result._review_until()
                and not result.review_ids.filtered(lambda review: review.state != 'withdrawn'))

    def action_ask_review(self, note=None):
        """复核: the person does not agree with the published result."""
        self._check_state('published', action=self.env._("ask for a review"))
        for result in self:
            if not self.env.su and self.env.user != result.user_id:
                raise AccessError(self.env._("Only the person concerned can do this."))
            if not self.env.su and not result.may_ask_review:
                raise UserError(self.env._(
                    "A review can be asked for once, until %(day)s.", day=result._review_until()))
        if note is None:
            return {
                'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
                'res_model': 'daiban.incident.decision',
                'context': {'default_result_id': self.id, 'default_decision': 'review'}}
        if not note.strip():
            raise UserError(self.env._("Give the reasons; they are part of the record."))
        for result in self:
            self.env['daiban.eval.review']._ask_about(result, note)
        return True

    def _participants(self):
        """Who decided or published it, or is concerned: they do not decide a review."""
        return self.decided_by_id | self.campaign_id.create_uid | self.user_id

    def _reviewed(self, decision):
        """Lifted: the grade is taken back and decided again."""
        if decision == 'lifted':
            self._withdraw_grade(self.env._("By the review it is decided again."))


class DaibanEvalReview(models.Model):
    _inherit = 'daiban.eval.review'

    result_id = fields.Many2one('daiban.eval.result', readonly=True, index='btree_not_null', ondelete='restrict')
    about = fields.Selection(selection_add=[('result', "Evaluation Result")], ondelete={'result': 'cascade'})

    _result_uniq = models.UniqueIndex(
        "(result_id) WHERE result_id IS NOT NULL AND state != 'withdrawn'",
        "A review of this result has been asked for already.")
    _workflow_fields = ('result_id',)

    def _matter(self):
        return self.result_id or super()._matter()

    @api.model
    def _prepare_from(self, matter):
        if matter._name != 'daiban.eval.result':
            return super()._prepare_from(matter)
        return {'result_id': matter.id, 'about': 'result', 'unit_id': matter.unit_id.id}
