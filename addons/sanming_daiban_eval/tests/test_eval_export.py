"""The results for the home unit and for awards (R98, R99): workbook and paper, each with what the reader may read."""

import io
import unicodedata

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .result_common import ResultCommon


@tagged('post_install', '-at_install')
class TestEvalExport(HttpCase, ResultCommon):

    def _rows(self, content):
        page = load_workbook(io.BytesIO(content)).active
        return [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]

    def test_workbook(self):
        """Rank, person, grade in the words of the employment, facts; no group of raters."""
        campaign = self._published(self._best(95))
        head, *rows = self._rows(campaign.with_user(self.officer)._results_xlsx())
        self.assertEqual((len(rows), rows[0][head.index('Person')]), (10, self.agent.name))
        self.assertEqual(rows[0][head.index('Grade')], "优秀")
        self.assertEqual(rows[0][head.index('Preferred if Otherwise Equal')], 'Yes')
        self.assertEqual(rows[0][head.index('On Time, %')], '—')
        self.assertFalse({'Service Center', 'Project Owners', 'Approval Offices'} & set(head))

    def test_formula_stays_text(self):
        """Hostile input: a name or reason that looks like a formula is not one."""
        self.agent.name = '=HYPERLINK("http://evil.example","x")'
        campaign = self._published(self._best(95))
        page = load_workbook(io.BytesIO(campaign.with_user(self.officer)._results_xlsx())).active
        cell = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith('=HYPER'))
        self.assertEqual(cell.data_type, 's')

    def test_each_exports_what_he_may_read(self):
        leader = self.new_user('handler', 'test_home_leader')
        self.housing.leader_id = leader
        campaign = self._campaign()
        campaign.action_draw()
        subject = self._subject(campaign, self.agent)
        subject.unit_id = self.housing
        campaign.action_open()
        self._opened = lambda: campaign
        self._closed()
        campaign.with_user(self.officer).result_ids.action_accept_proposals()
        campaign.action_publish()
        _head, *rows = self._rows(campaign.with_user(leader)._results_xlsx())
        self.assertEqual([row[2] for row in rows], [self.agent.name])
        with self.assertRaisesRegex(UserError, 'nothing for you to export'):
            campaign.with_user(self.stranger).action_export_results()

    def test_download(self):
        """The address answers whoever has something to read; to all others there is nothing."""
        campaign = self._published()
        path = f'/daiban/evaluation/{campaign.id}/results.xlsx'
        self.authenticate('test_officer', 'test_officer')
        answer = self.url_open(path)
        self.assertEqual((answer.status_code, len(self._rows(answer.content))), (200, 11))
        for login in ('test_stranger', 't_owner'):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(path).status_code, 404, login)
        self.authenticate(None, None)
        self.assertNotIn(b'PK', self.url_open(path).content[:2])

    def _pdf(self, report, record):
        content, _kind = self.env['ir.actions.report'].with_user(self.officer).with_context(
            force_report_rendering=True)._render_qweb_pdf(f'sanming_daiban_eval.{report}', record.ids)
        pages = PdfReader(io.BytesIO(content)).pages
        return unicodedata.normalize('NFKC', ''.join(''.join(page.extract_text().split()) for page in pages))

    def test_sheet_on_paper(self):
        campaign = self._published(self._best(95))
        text = self._pdf('report_eval_result', self._result(campaign, self.agent))
        self.assertIn('95.00', text)
        self.assertIn("优秀", text)

    def test_list_on_paper(self):
        campaign = self._published(self._best(95))
        text = self._pdf('report_eval_list', campaign)
        for person in self.people:
            self.assertIn(''.join(person.name.split()), text)
