import io

import xlsxwriter

from odoo import api, models

from ..tools.scorecard import ranks

PLAIN = {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False}


class DaibanScorecardPeriod(models.Model):
    """The league table as a workbook and on paper (R91): for one content its indicators alone, ranked by them."""
    _inherit = 'daiban.scorecard.period'

    def _export_title(self):
        return ' '.join(filter(None, [self.content_id.name, self.name]))

    def _export_table(self):
        """Head and rows, the best first; what could not be measured is a dash and does not count."""
        indicators, lines = self._export_lines()
        scores = {card: self.env['daiban.scorecard.line'].concat(*own.values())._score() for card, own in lines.items()}
        places = ranks(scores)
        order = sorted(lines, key=lambda card: (places.get(card, len(lines) + 1), card.unit_id.sequence, card.id))
        head = [
            self.env._("Rank"), self.env._("Unit"), *(f'{one.name}（{one.points}）' for one in indicators),
            self.env._("Bonus"), self.env._("Score with Bonus"), self.env._("Points in the Yearly Performance")]
        return head, [self._export_row(card, indicators, lines[card], scores[card], places) for card in order]

    def _export_lines(self):
        """The indicators of the content, and {card: {indicator: line}}."""
        cards = self.scorecard_ids
        indicators = cards.line_ids.indicator_id.sorted()
        if self.content_id:
            indicators &= self.content_id.indicator_ids
        return indicators, {
            card: {line.indicator_id: line for line in card.line_ids if line.indicator_id in indicators}
            for card in cards}

    @api.model
    def _export_row(self, card, indicators, lines, score, places):
        points = [lines[one].points if one in lines and lines[one].counted else '—' for one in indicators]
        whole = '—' if score is None else round(score + card.bonus, 2)
        share = '—' if score is None else round(min(whole, 100) * card.period_id.share_points / 100, 2)
        return [places.get(card, '—'), card.unit_id.name, *points, card.bonus or '', whole, share]

    def _xlsx(self):
        """Text is written as text: a name that looks like a formula stays a name."""
        head, rows = self._export_table()
        output = io.BytesIO()
        book = xlsxwriter.Workbook(output, PLAIN)
        self._fill_page(book, book.add_worksheet(self.env._("League Table")), [head, *rows])
        self._fill_page(book, book.add_worksheet(self.env._("Derivation")), self._derivation_table())
        if people := self._people_table():
            self._fill_page(book, book.add_worksheet(self.env._("People")), people)
        book.close()
        return output.getvalue()

    def _fill_page(self, book, page, table):
        bold = book.add_format({'bold': True, 'text_wrap': True, 'valign': 'top', 'border': 1, 'bg_color': '#E7EEF7'})
        cell = book.add_format({'text_wrap': True, 'valign': 'top', 'border': 1})
        page.write_string(0, 0, self._export_title(), book.add_format({'bold': True, 'font_size': 14}))
        for number, row in enumerate(table, 2):
            for column, value in enumerate(row):
                write = page.write_number if isinstance(value, (int, float)) else page.write_string
                write(number, column, value, bold if number == 2 else cell)
        page.set_column(0, len(table[0]) - 1, 14)
        page.set_column(1, 1, 24)
        page.freeze_panes(3, 2)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _derivation_table(self):
        """Every number, and how it came about."""
        indicators, lines = self._export_lines()
        return [
            [self.env._("Unit"), self.env._("Indicator"), self.env._("Value"), self.env._("Points Earned"),
             self.env._("How the Points Come About")],
            *([card.unit_id.name, line.name, round(line.value, 2) if line.counted else '—',
               line.points if line.counted else '—', line.derivation]
              for card, own in lines.items() for line in (own[one] for one in indicators if one in own)),
        ]

    def _people_table(self):
        """The second level, as far as the reader may see it."""
        people = self.env['daiban.scorecard.person'].search([('period_id', '=', self.id)], order='unit_id, id')
        return people and [
            [self.env._("Unit"), self.env._("Person"), self.env._("Items Finished"), self.env._("In Time, %"),
             self.env._("Days Saved"), self.env._("Days Held")],
            *([one.unit_id.name, one.user_id.name, one.item_count, round(one.in_time_rate, 1), one.days_saved,
               one.days_held] for one in people)]


class ReportDaibanScorecards(models.AbstractModel):
    """The league table on paper."""
    _name = 'report.sanming_daiban_eval.report_daiban_scorecards'
    _description = 'League Table'

    @api.model
    def _get_report_values(self, docids, data=None):
        periods = self.env['daiban.scorecard.period'].browse(docids)
        periods.check_access('read')
        lang = self.env['daiban.letter.mixin']._letter_lang()
        periods = periods.with_context(lang=lang)
        return {'docs': periods, 'lang': lang, 'tables': {one.id: one._export_table() for one in periods},
                'issuer': self.env.company.name}
