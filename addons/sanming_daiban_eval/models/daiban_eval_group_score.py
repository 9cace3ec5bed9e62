from odoo import api, fields, models

from .daiban_eval_scheme_part_mixin import KINDS


class DaibanEvalGroupScore(models.Model):
    """What one group of raters gave one person, and how the number comes about (R97).

    For the center and the audit only, and never about oneself: with a single rater in the group of the center the
    number would be that rater's answer. What the person reads is made by `tools.disclosure`.
    """
    _name = 'daiban.eval.group.score'
    _description = 'Score of a Group of Raters'
    _order = 'result_id, sequence, id'
    _rec_name = 'kind'

    result_id = fields.Many2one('daiban.eval.result', required=True, readonly=True, index=True, ondelete='cascade')
    user_id = fields.Many2one(
        related='result_id.user_id', store=True, index=True, export_string_translation=False)  # for the record rule
    kind = fields.Selection(KINDS, string="Group", required=True, readonly=True)
    sequence = fields.Integer(readonly=True, export_string_translation=False)
    weight = fields.Float("Weight, %", readonly=True, digits=(5, 2), aggregator=None)
    asked = fields.Integer(readonly=True)
    cast = fields.Integer("Answered", readonly=True)
    counted = fields.Integer("Ballots That Count", readonly=True)
    has_score = fields.Boolean("Enough Raters", readonly=True)
    score = fields.Float(readonly=True, digits=(5, 2), aggregator='avg', help="0 to 100; none with too few raters.")
    steps = fields.Json(readonly=True, export_string_translation=False)
    moves = fields.Json(
        readonly=True, export_string_translation=False, help="[(percent, rank)] where another weight moves the rank")
    left_out = fields.Boolean(readonly=True, help="By a recorded decision; the other groups then share 100 %.")
    left_out_by_id = fields.Many2one('res.users', readonly=True)
    left_out_reason = fields.Text("Why It Is Left Out", readonly=True)
    score_text = fields.Char("Group Score", compute='_compute_words')
    derivation = fields.Text("How It Comes About", compute='_compute_words')
    move_text = fields.Text("If Its Weight Moves", compute='_compute_words')

    _once = models.Constraint('UNIQUE(result_id, kind)', "A group gives a person one score.")
    _only_too_few = models.Constraint(
        'CHECK(NOT (left_out AND has_score))', "A group with enough raters counts; it is not left out.")

    @api.depends('kind')
    @api.depends_context('lang')
    def _compute_display_name(self):
        labels = dict(self._fields['kind']._description_selection(self.env))
        for score in self:
            score.display_name = labels.get(score.kind, '')

    @api.depends('steps', 'moves', 'score', 'has_score', 'left_out')
    @api.depends_context('lang')
    def _compute_words(self):
        for score in self:
            score.score_text = f'{score.score:.2f}' if score.has_score else self.env._("insufficient evidence")
            score.derivation = '\n'.join(score._step_words())
            score.move_text = '\n'.join(
                self.env._("%(percent)+d %% of its weight: rank %(rank)s", percent=percent, rank=rank)
                for percent, rank in score.moves or ())

    # === In words ===

    def _step_words(self):
        """Each step of `tools.fair_scores` with its numbers, so that it can be followed with a pocket calculator."""
        self.ensure_one()
        return [self._step_text(step['code'], step['inputs'], step['result']) for step in self.steps or ()]

    def _step_text(self, code, numbers, result):
        return getattr(self, f'_step_{code}')(numbers, result)

    def _step_count(self, numbers, _result):
        return self.env._(
            "%(count)s ballots count; at least %(least)s are needed.", count=numbers['count'], least=numbers['least'])

    def _step_too_few(self, _numbers, _result):
        return self.env._("Insufficient evidence: with so few there is no score, and none is guessed.")

    def _step_mean(self, numbers, result):
        return self.env._(
            "Mean of the %(count)s ballots: %(result)s.", count=numbers['count'], result=_points(result))

    def _step_habit(self, numbers, result):
        mildness = numbers['mildness']
        if mildness > 0:
            return self.env._(
                "These raters are milder than others on the same people: %(points)s off, %(result)s remain.",
                points=_points(mildness), result=_points(result))
        if mildness < 0:
            return self.env._(
                "These raters are stricter than others on the same people: %(points)s on, that makes %(result)s.",
                points=_points(-mildness), result=_points(result))
        return self.env._("On the whole these raters are neither mild nor strict: nothing to correct.")

    def _step_trim(self, numbers, result):
        return self.env._(
            "Without the highest and lowest (%(left_out)s ballots) the mean of the other %(kept)s is %(result)s.",
            left_out=numbers['left_out'], kept=numbers['kept'], result=_points(result))

    def _step_sample(self, numbers, result):
        return self.env._(
            "Restraint for small samples, towards the mean of the group: (%(kept)s × %(score)s + %(prior)s × "
            "%(mean)s) ÷ (%(kept)s + %(prior)s) = %(result)s.",
            kept=numbers['kept'], score=_points(numbers['score']), prior=f'{numbers["prior"]:g}',
            mean=_points(numbers['group_mean']), result=_points(result))


def _points(number):
    return f'{number:.2f}'
