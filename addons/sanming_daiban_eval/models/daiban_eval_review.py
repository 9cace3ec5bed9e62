from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_incident_flow import SUPERVISOR, TODO


class DaibanEvalReview(models.Model):
    """复核: the person concerned does not agree; somebody who took no part decides, within a clock.

    It is asked for in time, once about each decision, and answered with reasons. It never makes anything worse.
    """
    _name = 'daiban.eval.review'
    _description = 'Review of a Decision about a Person'
    _inherit = ['daiban.clock.mixin', 'daiban.team.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _rec_names_search = ['incident_id.number', 'user_id.name']
    _mail_post_access = 'read'
    _workflow_fields = (
        'state', 'incident_id', 'about', 'user_id', 'unit_id', 'request', 'asked_on', 'decision', 'decision_reason',
        'decided_by_id', 'decided_on', 'limit_days', 'limit_unit', 'statutory_limit', 'statutory_limit_unit')

    incident_id = fields.Many2one('daiban.incident', readonly=True, index='btree_not_null', ondelete='restrict')
    about = fields.Selection(
        [('confirmation', "Confirmed Incident"), ('lower_grade', "Lower Grade")], required=True, readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Asked By", required=True, readonly=True, index=True, ondelete='restrict')
    unit_id = fields.Many2one('daiban.unit', readonly=True, index='btree_not_null', ondelete='restrict')
    state = fields.Selection(
        [('asked', "Asked For"), ('decided', "Decided"), ('withdrawn', "Withdrawn")],
        default='asked', required=True, readonly=True, copy=False, tracking=True, index=True)
    request = fields.Text("What Is Objected To", readonly=True, required=True)
    evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_eval_review_evidence_rel', 'review_id', 'attachment_id', string="Documents")
    limit_days = fields.Integer("Days to Decide", readonly=True)
    asked_on = fields.Date(readonly=True, required=True)
    decision = fields.Selection(
        [('upheld', "Stays as It Is"), ('eased', "The Lower Grade Is Taken Back"), ('lifted', "Lifted")],
        readonly=True, copy=False, tracking=True)
    decision_reason = fields.Text("Reasons of the Decision", readonly=True, copy=False)
    decided_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    decided_on = fields.Date(readonly=True, copy=False)
    may_decide = fields.Boolean(compute='_compute_roles', export_string_translation=False)
    may_withdraw = fields.Boolean(compute='_compute_roles', export_string_translation=False)

    _incident_uniq = models.UniqueIndex(
        "(incident_id, about) WHERE incident_id IS NOT NULL AND state != 'withdrawn'",
        "A review of this has been asked for already; it is made once.")

    def _matter(self):
        """What was decided, and is looked at again."""
        return self.incident_id

    @api.depends('incident_id', 'user_id')
    def _compute_display_name(self):
        for review in self:
            matter = review.sudo()._matter()  # sudo: the name of what the reader of the review knows
            review.display_name = self.env._("Review: %(matter)s", matter=matter.display_name or '')

    @api.depends('state', 'user_id', 'incident_id')
    @api.depends_context('uid')
    def _compute_roles(self):
        user, is_center = self.env.user, self.env.user.has_group(SUPERVISOR)
        for review in self:
            review.may_decide = review.state == 'asked' and is_center and user not in review._participants()
            review.may_withdraw = review.state == 'asked' and user == review.user_id

    def _participants(self):
        """sudo: only asks whether somebody is among them."""
        return self.sudo()._matter()._participants() | self.user_id

    def _locked_fields(self):
        return () if self.may_withdraw else {'evidence_ids'}

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A review is never deleted."))

    # === Asking ===

    @api.model
    def _ask_about(self, matter, request):
        """Open the review of what a person was told; the caller checked that it is his, and in time."""
        reviews = self.sudo()  # sudo: nobody makes reviews by hand
        reviews.flush_model(['state'])  # one that was withdrawn a moment ago is in the way no more
        review = reviews.create({
            **self._prepare_from(matter), 'user_id': self.env.uid, 'request': request, 'asked_on': self._clock_today(),
            'limit_days': self.env['daiban.settings']._number('review_decide_days'), 'limit_unit': 'working'})
        deciders = review._deciders()
        review._clock_start(holder_kind='window', user=deciders[:1])
        for user in deciders:
            review.activity_schedule(
                TODO, user_id=user.id, summary=self.env._("Decide the review"), date_deadline=review.due_date)
        return review

    @api.model
    def _prepare_from(self, matter):
        return {'incident_id': matter.id, 'about': matter._contested(), 'unit_id': matter.unit_id.id}

    def _deciders(self):
        """Supervisors who took no part."""
        supervisors = self.env.ref(SUPERVISOR).all_user_ids.filtered(lambda user: not user._is_superuser())
        return supervisors - self._participants()

    # === The end ===

    def action_decide(self, decision=None, note=None):
        """Decide with reasons; nobody decides on his own work."""
        self._check_state('asked', action=self.env._("decide it"))
        self._check_center()
        for review in self:
            if not self.env.su and not review.may_decide:
                raise AccessError(self.env._(
                    "You took part in what is reviewed, or it concerns you: somebody else has to decide."))
        if decision is None:
            return self._decision_dialog()
        self._check_decision(decision, note)
        for review in self.sudo():  # sudo: state and consequences move only by this action, whose person was checked
            review._clock_finish()
            review.write({
                'state': 'decided', 'decision': decision, 'decision_reason': note, 'decided_by_id': self.env.uid,
                'decided_on': self._clock_today()})
            review.activity_unlink([TODO])
            review._matter()._reviewed(decision)
            review.activity_schedule(
                TODO, user_id=review.user_id.id, summary=self.env._("The review has been decided: read the reasons"))
        return True

    def _check_decision(self, decision, note):
        if not (note or '').strip():
            raise UserError(self.env._("Give the reasons; they are part of the record."))
        if decision not in dict(self._fields['decision'].selection):
            raise UserError(self.env._("Choose one of the decisions."))
        if decision == 'eased' and any(review.about != 'lower_grade' for review in self):
            raise UserError(self.env._("There is no lower grade that could be taken back."))

    def action_withdraw(self):
        """Whoever asked no longer wants it."""
        self._check_state('asked', action=self.env._("withdraw it"))
        for review in self:
            if not self.env.su and not review.may_withdraw:
                raise AccessError(self.env._("Only whoever asked for the review can withdraw it."))
        reviews = self.sudo()  # sudo: as in action_decide
        reviews._clock_close()
        reviews.activity_unlink([TODO])
        reviews.state = 'withdrawn'
        return True

    def _decision_dialog(self):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Decision"), 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.incident.decision',
            'context': {'default_review_id': self.id, 'default_decision': 'decide'},
        }
