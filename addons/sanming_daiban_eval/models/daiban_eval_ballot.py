from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.fair_scores import ballot_score

CANNOT_JUDGE = 'none'
MAX_COMMENT = 500


class DaibanEvalBallot(models.Model):
    """One rater is asked about one person. Whether it was cast stands here; what was answered does not.

    There is no date of casting and no author of changes (`_log_access`), so that nothing lies beside an answer.
    """
    _name = 'daiban.eval.ballot'
    _description = 'Ballot'
    _order = 'campaign_id desc, rater_id, subject_id'
    _rec_names_search = ['subject_id.user_id.name']
    _log_access = False

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, readonly=True, index=True, ondelete='cascade')
    rater_id = fields.Many2one('daiban.eval.rater', required=True, readonly=True, index=True, ondelete='cascade')
    subject_id = fields.Many2one(
        'daiban.eval.subject', string="Evaluated Person", required=True, readonly=True, index=True, ondelete='cascade')
    group_id = fields.Many2one(
        'daiban.eval.group', string="Group of Raters", required=True, readonly=True, ondelete='restrict')
    kind = fields.Selection(related='rater_id.kind', store=True)
    contact_id = fields.Many2one('daiban.eval.contact', readonly=True, ondelete='cascade')
    state = fields.Selection(
        [('pending', "To Be Answered"), ('cast', "Cast")], required=True, readonly=True, default='pending', index=True)
    closes_on = fields.Date(related='campaign_id.closes_on')

    _ballot_uniq = models.Constraint('UNIQUE(rater_id, subject_id)', "One rater has one ballot about a person.")

    @api.depends('subject_id.user_id.name')
    def _compute_display_name(self):
        for ballot in self:
            # sudo: the name of the person about whom the rater is asked
            ballot.display_name = ballot.sudo().subject_id.user_id.name

    def action_answer(self):
        """Open the page on which it is answered."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/my/daiban/ballots/{self.id}', 'target': 'self'}

    # === Answering ===

    def _is_open(self):
        self.ensure_one()
        campaign = self.campaign_id
        return campaign.state == 'open' and campaign.closes_on >= campaign._today()

    def _check_open(self):
        if not self._is_open():
            raise UserError(self.env._("This evaluation is closed; nothing can be answered or changed any more."))

    def _criteria(self):
        return self.group_id.scheme_id._criteria(self.kind)

    def _answer(self, rater, form):
        """Cast it, or cast it again: the new answer takes the place of the old one, which nobody can open.

        :param rater: as whom it is answered: one's own, or that of the personal link
        :param form: {'c_<criterion>': level or `CANNOT_JUDGE`, 'comment'}, as it comes from outside
        """
        self.ensure_one()
        if self.rater_id not in rater:
            raise AccessError(self.env._("This ballot belongs to somebody else."))
        self._check_open()
        answers, comment = self._clean(form)
        self.lock_for_update()
        self._check_open()
        self.campaign_id._put(self, self._score(answers), answers, comment)
        if self.state != 'cast':
            self.state = 'cast'

    def _clean(self, form):
        """({criterion: level or None}, comment) or a refusal that says what is missing."""
        answers = {}
        for criterion in self._criteria():
            given = str(form.get(f'c_{criterion.id}') or '')
            level = criterion.level_ids.filtered(lambda level, given=given: str(level.id) == given)
            if not level and given != CANNOT_JUDGE:
                raise UserError(self.env._(
                    "Please choose an answer to “%(criterion)s”, or “Cannot judge”.", criterion=criterion.name))
            answers[criterion] = level or None
        comment = str(form.get('comment') or '').replace('\x00', '').strip()
        if len(comment) > MAX_COMMENT:
            raise UserError(self.env._("Please keep your words within %(max)s characters.", max=MAX_COMMENT))
        return answers, comment

    def _score(self, answers):
        """The points of the ballot, or None if too little of it was answered to count."""
        return ballot_score(
            {criterion: level and level.points for criterion, level in answers.items()},
            {criterion: criterion.weight for criterion in answers}, self.group_id.scheme_id.least_answered)

    # === The pages ===

    def _few_raters(self):
        """Whether so few are asked that an answer could be told from the result: the rater is told before."""
        return self.search_count([
            ('subject_id', '=', self.subject_id.id), ('group_id', '=', self.group_id.id)]) < self.campaign_id._hidden()
