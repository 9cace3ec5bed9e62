from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from .daiban_eval_grade_set import LADDER
from .daiban_eval_result import NONE
from .daiban_eval_scheme import LEAST_HIDDEN

BEST = LADDER[0]
RUN = ('closed', 'published')


class DaibanEvalResult(models.Model):
    """What people decide: the grade (R98, R100), with a reason where it is not the proposed one; a group left out."""
    _inherit = 'daiban.eval.result'

    # === The grade ===

    def action_accept_proposals(self):
        """Decide what is proposed, for many at once; who cannot be judged is not graded. Ties stay open."""
        self._check_decidable('computed')
        if tied := self.filtered(lambda result: result.why == 'tie'):
            raise UserError(self.env._(
                "There is a tie at the end of the quota that no rule breaks: %(people)s. Decide them one by one, with "
                "the reason.", people='、'.join(tied.user_id.mapped('name'))))
        for result in self:
            result._decide(result.proposed or NONE, '')

    def action_decide(self, grade, reason=None):
        """The grade, by the person who presses the button."""
        self.ensure_one()
        self._check_decidable('computed', 'decided')
        self._decide(grade, (reason or '').strip())

    def _check_decidable(self, *states):
        """Everything but the grade itself; locks, and takes into account an incident that was confirmed just now."""
        self._check_center()
        self._lock_peers()
        self._check_state(*states, action=self.env._("decide it"))
        self._check_run()
        self._settle()

    def _decide(self, grade, reason):
        self._check_grade(grade, reason)
        # sudo: nobody writes a grade by hand; who decides was checked above
        self.sudo().write({
            'grade': grade, 'state': 'decided', 'decided_by_id': self.env.uid, 'decided_on': fields.Datetime.now(),
            'decision_reason': reason or False})

    def _check_run(self):
        campaign = self.sudo().campaign_id  # sudo: the state of the evaluation is no secret
        if any(state not in RUN for state in campaign.mapped('state')):
            raise UserError(self.env._("The evaluation is not closed, or it was cancelled: nothing can be decided."))

    def _lock_peers(self):
        """Two who decide at once see each other's places of the quota."""
        self.sudo().campaign_id.lock_for_update()  # sudo: only the lock
        self.invalidate_model(['grade', 'state'])

    def _check_grade(self, grade, reason):
        if grade not in dict(self._fields['grade'].selection):
            raise ValidationError(self.env._("Choose one of the grades."))
        if not self.has_total and grade != NONE:
            raise ValidationError(self.env._(
                "%(person)s: the evidence is insufficient, there is no score. Leave the missing group out by a "
                "decision with a reason, or do not grade.", person=self.user_id.name))
        expected = None if self.why == 'tie' else self.proposed or NONE
        if grade != expected and not reason:
            raise ValidationError(self.env._(
                "This is not the grade that was proposed (%(proposed)s). Say why; the reason stays on record.",
                proposed=self.proposed_word))
        if grade in LADDER and self.cap and LADDER.index(grade) < LADDER.index(self.cap):
            raise ValidationError(self.env._(
                "%(person)s cannot get “%(grade)s”: %(incident)s allows “%(cap)s” at best (R102). If it is contested, "
                "it is reviewed first.", person=self.user_id.name, grade=self._word(grade),
                incident=self.cap_reason or '', cap=self._word(self.cap)))
        if grade == BEST:
            self._check_quota()

    def _check_quota(self):
        places, taken = self.sudo()._quota_places()  # sudo: how many places are left among all
        if taken >= places:
            raise ValidationError(self.env._(
                "The quota is full: %(taken)s of %(places)s places of the best grade are given among %(all)s people "
                "with this type of employment. Take one back before you give another.",
                taken=taken, places=places, all=self.population))

    def action_reopen(self, reason=None):
        """Take a decision back, also a published one: after a review, or because it was wrong."""
        self._check_center()
        self._check_state('decided', 'published', action=self.env._("take it back"))
        self._check_run()
        reason = (reason or '').strip()
        if not reason:
            raise ValidationError(self.env._("Say why the decision is taken back; the reason stays on record."))
        results = self.sudo()  # sudo: as in action_decide
        for result in results:
            result._withdraw_grade(reason)
        results._settle()

    def _withdraw_grade(self, reason):
        """The grade counts no more; what was said with it neither."""
        self.message_post(body=self.env._(
            "The grade “%(grade)s” was taken back: %(reason)s", grade=self._word(self.grade), reason=reason))
        self.write({
            'state': 'computed', 'grade': False, 'decided_by_id': False, 'decided_on': False,
            'decision_reason': False, 'published_on': False})

    # === Too few raters ===

    def action_leave_out(self, kind, reason=None):
        """Go on without a group that has too few raters, for this person; recorded, never automatic."""
        self.ensure_one()
        self._check_center()
        self._check_state('computed', action=self.env._("leave a group out"))
        self._check_run()
        reason = (reason or '').strip()
        score = self.sudo().score_ids.filtered(lambda score: score.kind == kind)  # sudo: checked above
        if not score or score.has_score:
            raise ValidationError(self.env._("Only a group with too few raters can be left out."))
        if not reason:
            raise ValidationError(self.env._("Say why it is right to go on without this group."))
        rest = self.sudo().score_ids.filtered('has_score')
        if sum(rest.mapped('counted')) < LEAST_HIDDEN:
            raise ValidationError(self.env._(
                "Fewer than %(least)s ballots would remain: the score would show who answered what.",
                least=LEAST_HIDDEN))
        score.write({'left_out': True, 'left_out_by_id': self.env.uid, 'left_out_reason': reason})
        self._settle()

    # === Publishing ===

    def _check_publishable(self):
        """Everybody is decided; otherwise say who is not."""
        if pending := self.filtered(lambda result: result.state == 'computed'):
            names = '、'.join(pending[:5].user_id.mapped('name'))
            raise UserError(self.env._(
                "%(count)s results are not decided yet, among them %(names)s. Decide them first; who cannot be judged "
                "is not graded.", count=len(pending), names=names))

    def action_publish(self):
        """A result that was decided again after the evaluation was published."""
        self._check_center()
        self._check_state('decided', action=self.env._("publish it"))
        if any(campaign.state != 'published' for campaign in self.sudo().campaign_id):  # sudo: as in _check_run
            raise UserError(self.env._("Publish the evaluation: then everybody reads his sheet on the same day."))
        self.sudo()._publish()  # sudo: as in action_decide

    def _publish(self):
        self.write({'state': 'published', 'published_on': fields.Datetime.now()})
        for result in self:
            result._notify_person()

    def _notify_person(self):
        """Tell the person, with nothing in the message that others may not read."""
        words = self.with_context(lang=self.user_id.lang or self.env.lang)
        words.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=words.env._("Your evaluation of %(year)s", year=self.year),
            body=words.env._(
                "The result of the yearly evaluation is published. Open your sheet to see how it came about; you may "
                "ask for a review."))

    # === Asking ===

    def _ask(self, decision, recommendation=None):
        self.ensure_one()
        names = dict(self.env['daiban.eval.result.decision']._fields['decision']._description_selection(self.env))
        return {
            'type': 'ir.actions.act_window', 'name': names[decision], 'target': 'new', 'view_mode': 'form',
            'res_model': 'daiban.eval.result.decision',
            'context': {'default_result_id': self.id, 'default_decision': decision,
                        'default_recommendation_id': recommendation and recommendation.id}}

    def action_ask_decide(self):
        return self._ask('decide')

    def action_ask_reopen(self):
        return self._ask('reopen')

    def action_ask_leave_out(self):
        return self._ask('leave_out')
