from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.fair_scores import GroupRules
from ..tools.grading import Grade
from .daiban_eval_grade_set import LADDER

# Fewer raters than that, and single answers could be told apart. The center may have one: it signs with its name.
LEAST_HIDDEN = 3


class DaibanEvalScheme(models.Model):
    """How the people of the service are evaluated (R96, R97): a version of the rules, drawn up without code.

    A campaign is bound to one published version, which never changes; new rules are a new version for the next year.
    """
    _name = 'daiban.eval.scheme'
    _description = 'Evaluation Scheme'
    _inherit = ['mail.thread', 'daiban.setup.mixin']
    _order = 'version desc'
    _bundle_key = ()
    _bundle_versioned = True
    _clause_rule = True

    name = fields.Char(required=True, tracking=True)
    version = fields.Integer(aggregator=None, readonly=True, copy=False)
    state = fields.Selection(
        [('draft', "Draft"), ('published', "Published"), ('retired', "Retired")],
        required=True, default='draft', readonly=True, copy=False, tracking=True, index=True)
    published_on = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    notes = fields.Text("What Is New")
    group_ids = fields.One2many('daiban.eval.group', 'scheme_id', string="Groups", copy=True)
    criterion_ids = fields.One2many('daiban.eval.criterion', 'scheme_id', string="Criteria", copy=True)
    weight_sum = fields.Float("Sum of the Weights", compute='_compute_weight_sum', digits=(5, 2))

    # how ballots become scores; see docs/fair-scores.md
    trim_from = fields.Integer(
        "Leave Out Extremes from", default=5,
        help="With so many ballots in a group the highest and the lowest are left out. 0: never.")
    trim_each = fields.Integer("Left Out at Either End", default=1)
    habit_prior = fields.Float(
        "Restraint for Raters", default=2, digits=(5, 2),
        help="Mild and strict raters are corrected; a rater with n ballots by n/(n + this number) of what shows. "
             "0: no correction.")
    sample_prior = fields.Float(
        "Restraint for Small Samples", default=2, digits=(5, 2),
        help="A score from n ballots counts n, the mean of the group this number. 0: no correction.")
    least_answered = fields.Integer(
        default=50, help="A ballot counts if the criteria that it answers have that share, in "
        "percent, of the weight. “Cannot judge” is no zero.")

    # from scores to grades
    excellent_from = fields.Float("Best Grade from", default=90, digits=(5, 2))
    good_from = fields.Float("Second Grade from", default=80, digits=(5, 2))
    basic_from = fields.Float("Third Grade from", default=60, digits=(5, 2))
    quota_percent = fields.Float(
        "Quota of the Best Grade", default=20, digits=(5, 2), help="In percent of those who could be judged.")
    quota_rounding = fields.Selection(
        [('down', "Round Down"), ('half_up', "Round to the Nearest")], required=True, default='down')
    stability_percent = fields.Float(
        "Stability Test", default=10, digits=(5, 2),
        help="The sheets say whether a rank changes if the weight of a group moves by that many percent of itself.")

    problems = fields.Text(
        "Before It Can Be Published", compute='_compute_problems', help="Checked whenever the draft is saved.")

    _version_uniq = models.Constraint('UNIQUE(version)', "The version of a scheme must be unique.")
    _one_published = models.UniqueIndex("(state) WHERE state = 'published'", "Only one scheme is published at a time.")

    @api.depends('name', 'version')
    def _compute_display_name(self):
        for scheme in self:
            scheme.display_name = f'{scheme.name or ""} V{scheme.version or "?"}'

    @api.depends('group_ids.weight')
    def _compute_weight_sum(self):
        for scheme in self:
            scheme.weight_sum = sum(scheme.group_ids.mapped('weight'))

    def _compute_problems(self):
        for scheme in self:
            scheme.problems = '\n'.join(scheme._problems()) if scheme.state == 'draft' and scheme.id else False

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        newest = self.sudo().with_context(active_test=False).search([], limit=1).version  # sudo: also drafts of others
        for number, vals in enumerate(vals_list, newest + 1):
            vals.update(state='draft', version=number)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {'state', 'version', 'published_on', 'published_by_id'}:
            raise UserError(self.env._("The state of a scheme changes only by its buttons."))
        if any(not name.startswith(('message_', 'activity_')) for name in vals):
            self._check_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_editable()

    def _check_editable(self):
        if scheme := self.filtered(lambda scheme: scheme.state != 'draft')[:1]:
            raise UserError(self.env._(
                "%(scheme)s has been published and does not change any more: evaluations are bound to it. "
                "Make a new version, change that, and publish it for the next year.", scheme=scheme.display_name))

    def _set(self, **values):
        """Past the guard of :meth:`write`, for the actions below; access rights still hold."""
        return super().write(values)

    # === Actions ===

    def action_publish(self):
        """Check everything, retire the version before, publish this one."""
        self.ensure_one()
        if self.state != 'draft':
            raise UserError(self.env._("%(scheme)s is not a draft.", scheme=self.display_name))
        if problems := self._problems():
            raise UserError(self.env._(
                "%(scheme)s cannot be published yet:\n%(problems)s", scheme=self.display_name,
                problems='\n'.join(f'• {problem}' for problem in problems)))
        self.search([('state', '=', 'published')])._set(state='retired')
        self.flush_model(['state'])  # before the next one, or both would be published for a moment
        self._set(state='published', published_on=fields.Datetime.now(), published_by_id=self.env.uid)

    def action_retire(self):
        if self.filtered(lambda scheme: scheme.state != 'published'):
            raise UserError(self.env._("Only a published scheme can be retired."))
        self._set(state='retired')

    def action_new_version(self):
        """A draft with the same groups and criteria, opened for editing."""
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': self.copy().id,
                'views': [(False, 'form')]}

    # === Checks ===

    def _problems(self):
        """Every reason why the scheme cannot be published, as sentences that say where."""
        self.ensure_one()
        return [*self._group_problems(), *self._criterion_problems(), *self._number_problems()]

    def _group_problems(self):
        present = set(self.group_ids.mapped('kind'))
        for kind, label in self.env['daiban.eval.group']._fields['kind']._description_selection(self.env):
            if kind not in present:
                yield self.env._("The group “%(group)s” is missing.", group=label)
        if round(self.weight_sum, 2) != 100:
            yield self.env._(
                "The weights of the groups are %(sum)g together; they must be 100.", sum=self.weight_sum)
        for group in self.group_ids:
            least = LEAST_HIDDEN if group.kind != 'center' else 1
            if group.least_raters < least:
                yield self.env._(
                    "%(group)s: with fewer than %(least)s raters single answers could be told apart, or there would "
                    "be none. Ask for at least %(least)s.", group=group.display_name, least=least)

    def _criterion_problems(self):
        for group in self.group_ids:
            criteria = self.criterion_ids.filtered(lambda criterion, kind=group.kind: criterion.kind == kind)
            if not criteria:
                yield self.env._("%(group)s: there are no criteria.", group=group.display_name)
            elif round(total := sum(criteria.mapped('weight')), 2) != 100:
                yield self.env._(
                    "%(group)s: the weights of the criteria are %(sum)g together; they must be 100.",
                    group=group.display_name, sum=total)
        for criterion in self.criterion_ids:
            yield from criterion._level_problems()

    def _number_problems(self):
        if self.trim_from and (self.trim_each < 1 or self.trim_from <= 2 * self.trim_each):
            yield self.env._("Extremes: more ballots are left out than would remain. Leave out fewer, or from more on.")
        if min(self.habit_prior, self.sample_prior) < 0:
            yield self.env._("Restraints are numbers from 0.")
        if not 0 < self.least_answered <= 100:
            yield self.env._("The least share that a ballot answers is between 1 and 100 percent.")
        if not 100 >= self.excellent_from > self.good_from > self.basic_from > 0:
            yield self.env._("The thresholds go down from the best grade, between 100 and 0.")
        if not 0 <= self.quota_percent <= 100 or not 0 < self.stability_percent <= 50:
            yield self.env._("The quota is between 0 and 100 percent, the stability test between 0 and 50.")

    # === What an evaluation reads ===

    def _weights(self):
        """{group: weight}"""
        return {group.kind: group.weight for group in self.group_ids}

    def _group_rules(self):
        """{group: GroupRules}, how the ballots of each group become a score."""
        return {
            group.kind: GroupRules(
                group.least_raters, self.trim_from, self.trim_each if self.trim_from else 0, self.habit_prior,
                self.sample_prior)
            for group in self.group_ids}

    def _ladder(self):
        """The grades from the best down, each with the total from which it is suggested."""
        return [Grade(key, least) for key, least in zip(
            LADDER, (self.excellent_from, self.good_from, self.basic_from, 0), strict=True)]

    def _criteria(self, kind):
        """The criteria that a rater of this group answers."""
        return self.criterion_ids.filtered(lambda criterion: criterion.kind == kind)
