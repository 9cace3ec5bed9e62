from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .daiban_eval_grade_set import LADDER

OFFICER = 'sanming_daiban_eval.group_eval_officer'
SUPERVISOR = 'sanming_daiban.group_supervisor'
GRADES = [
    ('excellent', "Best Grade"),
    ('good', "Second Grade"),
    ('basic', "Third Grade"),
    ('poor', "Last Grade"),
]
NONE = 'none'
# what a cap leaves: “not the best”, “the third at most”, “the last” (R102, R103)
CAPS = {'not_best': 'good', 'third': 'basic', 'last': 'poor'}


class DaibanEvalResult(models.Model):
    """The result of one person in one year (R96–R100): score, facts beside it, proposed grade, and who decided.

    Everything is written by the steps of the evaluation; nobody writes a result by hand. The proposal follows from
    threshold, cap and quota; the grade is decided by a person. The person reads it once it is published.
    """
    _name = 'daiban.eval.result'
    _description = 'Evaluation Result'
    _inherit = ['daiban.eval.fact.mixin', 'daiban.workflow.mixin', 'mail.thread']
    _order = 'year desc, grade_set_id, has_total desc, rank, id'
    _rec_names_search = ['user_id.name']
    _mail_post_access = 'read'

    subject_id = fields.Many2one('daiban.eval.subject', required=True, readonly=True, ondelete='cascade', index=True)
    campaign_id = fields.Many2one(related='subject_id.campaign_id', store=True, index=True)
    campaign_state = fields.Selection(related='campaign_id.state', string="State of the Evaluation")
    year = fields.Integer(related='subject_id.year', store=True, aggregator=None)
    user_id = fields.Many2one(related='subject_id.user_id', store=True, index=True)
    unit_id = fields.Many2one(related='subject_id.unit_id', store=True, index=True)
    grade_set_id = fields.Many2one(related='subject_id.grade_set_id', store=True)
    state = fields.Selection(
        [('computed', "To Be Decided"), ('decided', "Decided"), ('published', "Published")],
        default='computed', required=True, readonly=True, copy=False, tracking=True, index=True)

    # --- what came out
    score_ids = fields.One2many(
        'daiban.eval.group.score', 'result_id', readonly=True, string="Group Scores",
        groups=f'{SUPERVISOR},{OFFICER},sanming_daiban.group_auditor')
    has_total = fields.Boolean("Could Be Judged", readonly=True)
    total = fields.Float(readonly=True, digits=(5, 2), aggregator='avg', help="0 to 100; none if a group is missing.")
    total_text = fields.Char("Score", compute='_compute_words')
    population = fields.Integer(
        "Judged with the Same Type of Employment", readonly=True, aggregator=None,
        help="The rank and the quota are counted among them.")
    rank = fields.Integer(readonly=True, aggregator=None, help="0: no score, no rank.")
    rank_best = fields.Integer(readonly=True, aggregator=None, export_string_translation=False)
    rank_worst = fields.Integer(readonly=True, aggregator=None, export_string_translation=False)
    stable = fields.Boolean("Rank Is Stable", readonly=True)
    stability_text = fields.Char("If the Weights Were Different", compute='_compute_words')

    # --- what is proposed
    suggested = fields.Selection(GRADES, "By Score Alone", readonly=True)
    cap = fields.Selection(GRADES, "Best Grade Allowed", readonly=True)
    cap_word = fields.Char("Grade at Best", compute='_compute_words')
    cap_reason = fields.Char("Because Of", readonly=True)
    cap_model = fields.Char(readonly=True, export_string_translation=False)
    cap_res_id = fields.Many2oneReference(model_field='cap_model', readonly=True, export_string_translation=False)
    proposed = fields.Selection(GRADES, "Proposed Grade", readonly=True)
    why = fields.Selection(
        [('threshold', "By Threshold"), ('cap', "Capped by an Incident"), ('quota', "The Quota Is Full"),
         ('tie', "Tie at the End of the Quota"), ('insufficient', "Insufficient Evidence")],
        "How It Was Proposed", readonly=True)
    proposed_word = fields.Char("Proposal", compute='_compute_words')

    # --- what was decided
    grade = fields.Selection(
        [*GRADES, (NONE, "Not Graded")], "Decided Grade", readonly=True, copy=False, tracking=True, index=True)
    grade_word = fields.Char("Grade", compute='_compute_words')
    decided_by_id = fields.Many2one('res.users', "Grade Decided By", readonly=True, copy=False, tracking=True)
    decided_on = fields.Datetime("Grade Decided On", readonly=True, copy=False)
    decision_reason = fields.Text("Reason", readonly=True, copy=False, tracking=True)
    published_on = fields.Datetime(readonly=True, copy=False)
    priority = fields.Boolean(
        "Preferred if Otherwise Equal", compute='_compute_priority', store=True,
        help="R100: only where other conditions are equal, for promotion in post and rank.")

    _subject_uniq = models.Constraint('UNIQUE(subject_id)', "A person has one result a year.")
    # the last wall: whatever wrote it, a grade above the cap is not in the database (R102)
    _within_cap = models.Constraint(
        """CHECK(cap IS NULL OR grade IS NULL OR grade = 'none'
                 OR array_position(ARRAY['excellent', 'good', 'basic', 'poor'], grade::text)
                    >= array_position(ARRAY['excellent', 'good', 'basic', 'poor'], cap::text))""",
        "A confirmed incident caps the grade of this year (R102); a better grade cannot be given.")

    @api.depends('user_id.name', 'year')
    def _compute_display_name(self):
        for result in self:
            result.display_name = ' '.join(filter(None, [result.user_id.name, str(result.year or '')]))

    @api.depends('state', 'grade')
    def _compute_priority(self):
        for result in self:
            result.priority = result.state == 'published' and result.grade == LADDER[0]

    @api.depends('has_total', 'total', 'proposed', 'cap', 'grade', 'grade_set_id', 'rank', 'rank_best', 'rank_worst')
    @api.depends_context('lang')
    def _compute_words(self):
        for result in self:
            result.total_text = f'{result.total:.2f}' if result.has_total else self.env._("insufficient evidence")
            result.proposed_word = result._word(result.proposed) or self.env._("to be decided by a person")
            result.grade_word, result.cap_word = result._word(result.grade), result._word(result.cap)
            result.stability_text = result._stability_text()

    def _word(self, grade):
        """The grade in the words of the person's employment (称职 or 合格); plain ones where it is not known."""
        if not grade:
            return ''
        if grade == NONE or not self.grade_set_id:
            return dict(self._fields['grade']._description_selection(self.env))[grade]
        return self.sudo().grade_set_id._word(grade)  # sudo: names of grades

    def _stability_text(self):
        if not self.has_total:
            return ''
        percent = f'{self.sudo().campaign_id.scheme_id.stability_percent:g}'  # sudo: a number of the published scheme
        if self.stable:
            return self.env._(
                "The rank stays %(rank)s of %(all)s if the weight of any group moves by %(percent)s %%.",
                rank=self.rank, all=self.population, percent=percent)
        return self.env._(
            "The rank is %(rank)s of %(all)s; if the weight of a group moves by %(percent)s %%, it lies between "
            "%(best)s and %(worst)s.", rank=self.rank, all=self.population, percent=percent, best=self.rank_best,
            worst=self.rank_worst)

    # === Guards ===

    @api.model
    def _workflow_names(self):
        """Every stored field of a result is the work of the evaluation, none of hands."""
        return [name for name, field in self._fields.items() if field.store and name not in models.MAGIC_COLUMNS
                and not name.startswith(('message_', 'activity_', 'website_'))]

    @api.constrains('grade', 'cap')
    def _check_cap(self):
        """R102: also against an incident that was confirmed a moment ago, whoever writes the grade and by what way."""
        graded = self.filtered(lambda result: result.grade in LADDER)
        for year, results in graded.grouped('year').items():
            caps = self._ladder_caps(results.user_id, year)
            for result in results:
                cap, record = caps.get(result.user_id.id, (None, None))
                if lower := max(filter(None, (result.cap, cap)), key=LADDER.index, default=None):
                    result._check_within(lower, record)

    def _check_within(self, cap, record):
        if LADDER.index(self.grade) < LADDER.index(cap):
            raise ValidationError(self.env._(
                "%(person)s cannot get “%(grade)s” for %(year)s: %(incident)s allows “%(cap)s” at best (R102). If it "
                "is contested, it is reviewed first.", person=self.user_id.name, grade=self._word(self.grade),
                year=self.year, incident=record.display_name if record else self.cap_reason or '',
                cap=self._word(cap)))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_system(self):
        if not self.env.su:
            raise UserError(self.env._("A result stays on record."))

    # === Who may ===

    def _check_center(self):
        """The evaluation officer and the supervisors of the center decide, never about themselves."""
        if self.env.su:
            return
        user = self.env.user
        if not (user.has_group(OFFICER) or user.has_group(SUPERVISOR)):
            raise AccessError(self.env._("Only the service center decides results."))
        if user in self.sudo().user_id:  # sudo: one's own unpublished result cannot be read, only refused
            raise AccessError(self.env._("Nobody decides about himself. Ask a colleague to do it."))
        self.check_access('read')

    # === Caps ===

    @api.model
    def _caps(self, users, year):
        """Hook: {user id: (cap, the record that caused it)} with cap one of `CAPS`; the strictest counts."""
        return {}

    @api.model
    def _ladder_caps(self, users, year):
        """{user id: (best grade allowed, record)}"""
        return {user_id: (CAPS[cap], record) for user_id, (cap, record) in self._caps(users, year).items()}
