import io

import xlsxwriter

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sanming_daiban.tools.sheets import lines_needed, split

COLUMNS = (
    'rank', 'population', 'user_id', 'unit_id', 'grade_set_id', 'total_text', 'grade_word', 'decision_reason',
    'priority', 'recommended', 'fact_service_months', 'fact_cases', 'fact_cases_done', 'on_time_rate', 'days_saved',
    'fact_held_days', 'fact_told_twice', 'trips_saved', 'fact_rated', 'fact_trainings_passed', 'fact_findings')
# characters of Chinese that fit in the columns of the printed list, and lines on its first and following sheets
FIT = (4, 10, 14, 12, 6, 8, 14)
FIRST_SHEET, NEXT_SHEET = 20, 24


class DaibanEvalCampaign(models.Model):
    """The results as a table, for the home unit and for awards (R98, R99): what the caller may read, and no more.

    No column rests on single answers: group scores stay with the center.
    """
    _inherit = 'daiban.eval.campaign'

    def action_export_results(self):
        self.ensure_one()
        self._export_results()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/evaluation/{self.id}/results.xlsx', 'target': 'download'}

    def action_print_results(self):
        self.ensure_one()
        self._export_results()
        return self.env.ref('sanming_daiban_eval.action_report_eval_list').report_action(self)

    def _export_results(self):
        """The results that the caller may read; the center sees its own colleagues', a leader the own people's."""
        results = self.env['daiban.eval.result'].search([('campaign_id', '=', self.id)])
        if not results:
            raise UserError(self.env._(
                "There is nothing for you to export: results are read by the center, and after publication by the "
                "home unit."))
        return results

    def _export_head(self):
        """The labels of the fields that the columns show."""
        names = self.env['daiban.eval.result']._fields
        return [names[name]._description_string(self.env) for name in COLUMNS]

    def _export_row(self, result):
        yes, facts = self.env._("Yes"), result._facts()
        return [
            result.rank or '', result.population, result.user_id.name, result.unit_id.sudo().name or '',  # sudo: name
            result.grade_set_id.sudo().name or '', result.total if result.has_total else result.total_text,
            result.grade_word or self.env._("not decided yet"), result.decision_reason or '',
            yes if result.priority else '', yes if result.recommended else '', facts.service_months, facts.cases,
            facts.cases_done, '—' if facts.on_time_rate is None else facts.on_time_rate,
            facts.days_saved if facts.limited else '—', facts.held_days, facts.told_twice,
            facts.trips_saved if facts.cases_done else '—', facts.rated,
            facts.trainings_passed if facts.trainings else '—', facts.findings]

    def _results_xlsx(self):
        """The table as a workbook. Text is written as text: a name that looks like a formula stays a name."""
        results = self._export_results()
        output = io.BytesIO()
        book = xlsxwriter.Workbook(output, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
        page = book.add_worksheet(str(self.year))
        bold = book.add_format({'bold': True, 'text_wrap': True, 'valign': 'top', 'border': 1, 'bg_color': '#E7EEF7'})
        cell = book.add_format({'text_wrap': True, 'valign': 'top', 'border': 1})
        page.write_string(0, 0, self._export_title(), book.add_format({'bold': True, 'font_size': 14}))
        table = [self._export_head(), *(self._export_row(result) for result in results)]
        for number, row in enumerate(table, 2):
            for column, value in enumerate(row):
                write = page.write_number if isinstance(value, (int, float)) else page.write_string
                write(number, column, value, bold if number == 2 else cell)
        page.set_column(0, len(table[0]) - 1, 11)
        page.set_column(2, 4, 18)
        page.set_column(7, 7, 24)
        page.freeze_panes(3, 3)
        page.set_landscape()
        page.repeat_rows(2)
        page.fit_to_pages(1, 0)
        book.close()
        return output.getvalue()

    def _export_title(self):
        return self.env._(
            "%(issuer)s: Results of the Yearly Evaluation %(year)s", issuer=self.env.company.name, year=self.year)

    # === The list on paper ===

    def _list_rows(self):
        return [
            [str(result.rank or '—'), result.user_id.name, result.unit_id.sudo().name or '',  # sudo: a name
             result.grade_set_id.sudo().name or '', result.total_text, result.grade_word or self.env._(
                 "not decided yet"), self._list_note(result)]
            for result in self._export_results()]

    def _list_note(self, result):
        notes = [
            result.recommended and self.env._("recommended to the home unit"),
            result.cap and self.env._("“%(grade)s” at best", grade=result._word(result.cap)),
            result.decision_reason]
        return '；'.join(filter(None, notes))

    def _list_sheets(self):
        rows = self._list_rows()
        heights = [lines_needed(zip(row, FIT, strict=True)) for row in rows]
        return split(rows, heights, FIRST_SHEET, NEXT_SHEET)


class ReportEvalList(models.AbstractModel):
    _name = 'report.sanming_daiban_eval.report_eval_list'
    _description = 'List of Results'

    @api.model
    def _get_report_values(self, docids, data=None):
        lang = self.env['daiban.notice']._letter_lang()
        campaigns = self.env['daiban.eval.campaign'].browse(docids).with_context(lang=lang)
        campaigns.check_access('read')
        return {'docs': campaigns, 'lang': lang, 'lists': [{
            'title': campaign._export_title(), 'sheets': campaign._list_sheets(),
            'scheme': campaign.scheme_id.display_name, 'state': campaign.state} for campaign in campaigns]}
