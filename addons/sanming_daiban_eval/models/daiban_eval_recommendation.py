from odoo import api, fields, models
from odoo.exceptions import UserError

from .daiban_eval_grade_set import LADDER


class DaibanEvalRecommendation(models.Model):
    """The letter that recommends a person to the home unit for the best grade of its own assessment (R99).

    The home unit grades; the center recommends, on the ground of a published result. It says facts and months of
    service, and that the person is preferred where other conditions are equal (R100), never how single groups answered.
    """
    _name = 'daiban.eval.recommendation'
    _description = 'Recommendation to the Home Unit'
    _inherit = ['daiban.team.letter.mixin']
    _order = 'id desc'
    _letter_kind = 'eval_recommendation'
    _workflow_fields = ('state', 'number', 'issued_on', 'issued_by_id', 'result_id', 'withdraw_reason')

    result_id = fields.Many2one('daiban.eval.result', required=True, readonly=True, index=True, ondelete='restrict')
    user_id = fields.Many2one(related='result_id.user_id', store=True, index=True)
    unit_id = fields.Many2one(related='result_id.unit_id', store=True, index=True)
    year = fields.Integer(related='result_id.year', store=True, aggregator=None)
    state = fields.Selection(
        [('draft', "Draft"), ('issued', "Letter Sent"), ('withdrawn', "Withdrawn")],
        default='draft', required=True, readonly=True, copy=False, tracking=True)
    note = fields.Text("What the Center Adds", help="Goes into the letter as a paragraph.")
    issued_on = fields.Date("Letter Sent On")
    issued_by_id = fields.Many2one(string="Letter Sent By")
    withdraw_reason = fields.Text("Why It Is Withdrawn", readonly=True, copy=False, tracking=True)

    _number_uniq = models.Constraint('UNIQUE(number)', "The number of a recommendation must be unique.")
    _standing_uniq = models.UniqueIndex(
        "(result_id) WHERE state != 'withdrawn'", "This result was recommended already.")

    def _locked_fields(self):
        return () if self.state == 'draft' else {'note'}

    # === Steps ===

    def action_issue(self):
        """Number it and freeze what it says."""
        self._check_state('draft', action=self.env._("send it"))
        self.result_id._check_center()
        self.result_id._check_recommendable()
        for paper in self.sudo():  # sudo: number and words are the system's; who may was checked above
            paper._issue()

    def action_withdraw(self, reason=None):
        """It no longer holds, and says so to whoever checks it."""
        self._check_state('draft', 'issued', action=self.env._("withdraw it"))
        self.result_id._check_center()
        if not (reason or '').strip():
            raise UserError(self.env._("Say why the recommendation no longer holds; the reason stays on record."))
        self.sudo()._withdraw(reason.strip())  # sudo: as in action_issue

    def action_ask_withdraw(self):
        self.ensure_one()
        return self.result_id._ask('withdraw', recommendation=self)

    def _withdraw(self, reason):
        self.filtered(lambda paper: paper.state != 'withdrawn').write({
            'state': 'withdrawn', 'withdraw_reason': reason})

    # === On paper ===

    def _letter_addressee(self):
        return self.unit_id.name

    def _letter_table(self):
        result = self.result_id.with_context(lang=self._letter_lang())
        words = result.env
        rows = [[row['label'], row['value'], row['note'] or ''] for row in result._fact_rows() if row['value'] != '—']
        return {'head': [(words._("Fact of the Ledger"), '46mm'), (words._("Figure of the Year"), '22mm'),
                         (words._("How It Comes About"), None)],
                'rows': rows}


class DaibanEvalResult(models.Model):
    _inherit = 'daiban.eval.result'

    recommendation_ids = fields.One2many('daiban.eval.recommendation', 'result_id', string="Recommendations")
    recommended = fields.Boolean("Recommended to the Home Unit", compute='_compute_recommended', store=True)

    @api.depends('recommendation_ids.state')
    def _compute_recommended(self):
        for result in self:
            result.recommended = 'issued' in result.recommendation_ids.mapped('state')

    def _check_recommendable(self):
        for result in self:
            if result.state != 'published' or result.grade != LADDER[0]:
                raise UserError(self.env._(
                    "%(person)s: only who got the best grade in a published result is recommended to the home unit "
                    "(R99).", person=result.user_id.name))

    def action_recommend(self):
        """A letter to the home unit, to be read and sent; a second click opens the same."""
        self.ensure_one()
        self._check_center()
        self._check_recommendable()
        papers = self.env['daiban.eval.recommendation'].sudo()  # sudo: made by this step, whose person was checked
        paper = papers.search([('result_id', '=', self.id), ('state', '!=', 'withdrawn')], limit=1)
        paper = paper or papers.create({'result_id': self.id})
        return {'type': 'ir.actions.act_window', 'res_model': paper._name, 'res_id': paper.id,
                'views': [(False, 'form')]}

    def _withdraw_grade(self, reason):
        """Without the grade the recommendation does not hold either."""
        self.recommendation_ids._withdraw(reason)
        return super()._withdraw_grade(reason)

