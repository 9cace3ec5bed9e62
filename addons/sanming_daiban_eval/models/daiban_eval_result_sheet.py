from odoo import api, fields, models

from ..tools.disclosure import Line, disclosed
from ..tools.rounding import exact, rounded
from .daiban_eval_scheme import LEAST_HIDDEN

SHEET = 'sanming_daiban_eval.eval_result_sheet'


class DaibanEvalResult(models.Model):
    """The sheet that a person reads: the same words on the screen, on paper, for the home unit and for the center.

    It never says a number that rests on fewer than three raters, see `tools/disclosure.py`: a single rater of the
    center is shown in one line with another group, and cannot be computed from the others.
    """
    _inherit = 'daiban.eval.result'

    sheet_html = fields.Html("Result Sheet", compute='_compute_sheet_html', sanitize=False)

    @api.depends('state', 'total', 'grade')
    @api.depends_context('lang')
    def _compute_sheet_html(self):
        for result in self:
            result.sheet_html = result.id and self.env['ir.qweb']._render(SHEET, {'sheet': result._sheet()})

    def _sheet(self):
        """All words of the sheet as plain data."""
        self.ensure_one()
        result = self.sudo()  # sudo: the caller may read the result; what of it is said is decided here
        lines = result._sheet_lines()
        scheme = result.campaign_id.scheme_id
        return {
            'title': self.env._("Result of the Yearly Evaluation %(year)s", year=result.year),
            'name': result.user_id.name, 'unit': result.unit_id.name, 'employment': result.grade_set_id.name,
            'scheme': scheme.display_name, 'lines': [result._sheet_line(line) for line in lines],
            'left_out': [result._left_out_text(score) for score in result.score_ids.filtered('left_out')],
            'missing': result._missing_text(),
            'sum': result._sum_text(lines), 'total': result.total_text, 'has_total': result.has_total,
            'rank': result.has_total and self.env._("%(rank)s of %(all)s", rank=result.rank, all=result.population),
            'stability': result.stability_text, 'facts': result._fact_rows(),
            'grade': result.grade_word, 'how': result._how_text(), 'reason': result.decision_reason or '',
            'decided_by': result.decided_by_id.name or '', 'priority': result.priority,
            'published': result.state == 'published', 'day': result._day(result.published_on),
            'issuer': self.env.company.name,
        }

    def _day(self, moment):
        day = fields.Datetime.context_timestamp(self, moment) if moment else None
        return f'{day.year}年{day.month}月{day.day}日' if day else ''

    # === The score ===

    def _sheet_lines(self):
        counted = self.score_ids.filtered(lambda score: score.has_score and score.weight)
        if not self.has_total:
            return [line for line in self._lines_of(counted) if len(line.kinds) == 1 and line.count >= LEAST_HIDDEN]
        return disclosed(self._lines_of(counted), LEAST_HIDDEN)

    def _lines_of(self, scores):
        return [Line((score.kind,), score.counted, score.weight, score.score) for score in scores]

    def _sheet_line(self, line):
        scores = self.score_ids.filtered(lambda score: score.kind in line.kinds)
        single = len(line.kinds) == 1
        return {
            'name': ' + '.join(scores.mapped('display_name')), 'count': line.count, 'weight': f'{line.weight:g}%',
            'score': f'{line.score:.2f}',
            'steps': scores._step_words() if single else [self.env._(
                "Shown together: fewer than %(least)s people rated in one of these groups, and single answers stay "
                "secret. The line is their weighted mean.", least=LEAST_HIDDEN)]}

    def _sum_text(self, lines):
        """The total as one line for the pocket calculator."""
        if not self.has_total or not lines:
            return ''
        weights = sum(exact(line.weight) for line in lines)
        terms = ' + '.join(f'{line.weight:g} × {line.score:.2f}' for line in lines)
        value = rounded(sum(exact(line.weight) * exact(line.score) for line in lines) / weights)
        text = f'({terms}) ÷ {float(weights):g} = {value:.2f}'
        if value == self.total:
            return text
        return self.env._(
            "%(sum)s; with the unrounded scores of the joined groups %(total)s", sum=text, total=self.total_text)

    def _left_out_text(self, score):
        return self.env._(
            "%(group)s is left out, by decision of %(person)s: %(reason)s", group=score.display_name,
            person=score.left_out_by_id.name, reason=score.left_out_reason)

    def _missing_text(self):
        missing = self.score_ids.filtered(lambda score: not score.has_score and not score.left_out and score.weight)
        if self.has_total or not missing:
            return ''
        return self.env._(
            "Insufficient evidence: too few raters in %(groups)s. There is no total, and none is guessed.",
            groups='、'.join(missing.mapped('display_name')))

    # === The grade ===

    def _how_text(self):
        """How the proposal came about."""
        return getattr(self, f'_how_{self.why}')() if self.why else ''

    def _how_threshold(self):
        return self.env._("The score reaches the threshold of “%(grade)s”.", grade=self._word(self.suggested))

    def _how_cap(self):
        return self.env._(
            "The score alone would give “%(score)s”; %(incident)s allows “%(grade)s” at best.",
            score=self._word(self.suggested), incident=self.cap_reason or '', grade=self._word(self.cap))

    def _how_quota(self):
        return self.env._(
            "The score reaches “%(grade)s”, but the quota is full with better results.",
            grade=self._word(self.suggested))

    def _how_tie(self):
        return self.env._("At the end of the quota several results are equal by every rule; a person decides.")

    def _how_insufficient(self):
        return self.env._("Insufficient evidence: nothing is proposed.")

    def action_print(self):
        """The sheet on paper."""
        self.ensure_one()
        self.check_access('read')
        return self.env.ref('sanming_daiban_eval.action_report_eval_result').report_action(self)


class ReportEvalResult(models.AbstractModel):
    _name = 'report.sanming_daiban_eval.report_eval_result'
    _description = 'Result Sheet'

    @api.model
    def _get_report_values(self, docids, data=None):
        results = self.env['daiban.eval.result'].browse(docids)
        results.check_access('read')
        lang = self.env['daiban.notice']._letter_lang()
        sheets = [result.with_context(lang=lang)._sheet() for result in results]
        return {'docs': results, 'lang': lang, 'sheets': sheets}
