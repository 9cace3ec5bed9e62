from odoo import api, fields, models

from ..models.daiban_eval_result import GRADES, NONE
from ..models.daiban_eval_scheme_part_mixin import KINDS


class DaibanEvalResultDecision(models.TransientModel):
    """Asks for the grade or the group, and the reason; the step itself is the result's."""
    _name = 'daiban.eval.result.decision'
    _description = 'Decision on a Result'

    result_id = fields.Many2one('daiban.eval.result', required=True, ondelete='cascade')
    recommendation_id = fields.Many2one('daiban.eval.recommendation', ondelete='cascade')
    decision = fields.Selection(
        [('decide', "Decide the Grade"), ('reopen', "Take the Decision Back"), ('leave_out', "Leave a Group Out"),
         ('withdraw', "Withdraw the Recommendation")], required=True)
    proposed_word = fields.Char(related='result_id.proposed_word')
    ladder = fields.Text("The Grades Are", compute='_compute_words')
    grade = fields.Selection([*GRADES, (NONE, "Not Graded")], default=lambda self: self._default_grade())
    kind = fields.Selection(KINDS, string="Group", default=lambda self: self._default_kind())
    reason = fields.Text()

    @api.model
    def _result(self):
        return self.env['daiban.eval.result'].browse(self.env.context.get('default_result_id'))

    @api.model
    def _default_grade(self):
        return self._result().proposed

    @api.model
    def _default_kind(self):
        scores = self._result().score_ids
        return scores.filtered(lambda score: not score.has_score and not score.left_out)[:1].kind

    @api.depends('result_id')
    def _compute_words(self):
        for decision in self:
            result = decision.result_id
            labels = dict(self._fields['grade']._description_selection(self.env))
            decision.ladder = ' · '.join(f'{labels[key]}：{result._word(key)}' for key, _label in GRADES)

    def action_confirm(self):
        self.ensure_one()
        getattr(self, f'_confirm_{self.decision}')()
        return {'type': 'ir.actions.act_window_close'}

    def _confirm_decide(self):
        self.result_id.action_decide(self.grade, self.reason)

    def _confirm_reopen(self):
        self.result_id.action_reopen(self.reason)

    def _confirm_leave_out(self):
        self.result_id.action_leave_out(self.kind, self.reason)

    def _confirm_withdraw(self):
        self.recommendation_id.action_withdraw(self.reason)
