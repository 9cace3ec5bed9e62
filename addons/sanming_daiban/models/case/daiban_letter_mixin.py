import base64
import logging

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.district_time import district_date, district_now

_logger = logging.getLogger(__name__)

REPORT = 'sanming_daiban.action_report_daiban_notice'
CRON_BATCH = 20


class DaibanLetterMixin(models.AbstractModel):
    """The letter on paper, in the form of a Chinese official letter (R28, R30).

    What it says is frozen when it is served; the PDF is made from that at the first printing, or by a job, and kept:
    it never changes afterwards. Serving does not wait for the PDF and is not lost if the PDF program fails.

    Written for the letters to the enterprise (``daiban.notice``). Other models say in the hooks what differs:
    ``_letter_template``, ``_letter_is_draft``, ``_letter_date``, ``_letter_addressee``, ``_letter_lines``,
    ``_letter_table``, ``_letter_bases``, ``_letter_copies``; their form names them in ``_letter_model``.
    """

    _name = 'daiban.letter.mixin'
    _description = 'Letter on Paper'
    _inherit = ['daiban.verify.mixin']

    letter = fields.Json(readonly=True, copy=False, export_string_translation=False)
    pdf = fields.Binary(
        attachment=True, readonly=True, copy=False, groups='base.group_system', export_string_translation=False
    )

    # === What it says ===

    def _letter_template(self):
        return self.env['daiban.letter.template']._for_kind(self.kind)

    def _freeze_letter(self):
        """Keep what the letter says, as it is served."""
        for letter in self.sudo():  # sudo: the words of a served letter are the system's, nobody writes them
            letter._verify_token()
            letter.letter = letter._letter_content()

    def _letter_is_draft(self):
        return self.state == 'draft'

    def _letter_date(self):
        """The district date that the letter carries."""
        return district_date(self.served_at) if self.served_at else district_now().date()

    def _letter_addressee(self):
        return self.partner_id.name

    def _letter_copies(self):
        """For whom it is printed: one sheet for each, the file's with the line for the receipt."""
        return ['applicant', 'file']

    def _letter_content(self):
        """All words of the letter as plain data."""
        self.ensure_one()
        form, company, served = self._letter_template(), self.env.company, self._letter_date()
        return {
            'issuer': company.name,
            'title': form.name,
            'number': self.number,
            'addressee': self._letter_addressee(),
            'paragraphs': form._paragraphs('body', self),
            'lines': self._letter_lines(),
            'table': self._letter_table(),
            'closing': form._paragraphs('closing', self),
            'bases': self._letter_bases(form).mapped('display_name'),
            'contact': self._letter_contact(company),
            'date': f'{served.year}年{served.month}月{served.day}日',
            'needs_receipt': form.needs_receipt,
        }

    def _letter_lines(self):
        """The materials that the letter lists."""
        return [self._letter_line(line) for line in self.line_ids]

    def _letter_table(self):
        """Any other list: ``{'head': [(title, width or None), …], 'rows': [[text, …], …]}``; empty: none."""
        return {}

    def _letter_line(self, line):
        return {
            'material': line.material_type_id.name,
            'defect': line.defect,
            'way': line.way,
            'method': line.method,
            'deferrable': line.material_type_id.deferrable,
            'cause': self._letter_cause(line),
        }

    def _letter_cause(self, line):
        """A further demand says why it comes only now."""
        if self.demand_number < 2:
            return ''
        causes = line._fields['cause']._description_selection(self.with_context(lang=self._letter_lang()).env)
        return dict(causes).get(line.cause, '')

    def _letter_bases(self, form):
        reason = self.project_id.reject_reason_id if self.kind == 'rejection' else self.project_id.reject_reason_id[:0]
        return reason.legal_basis_ids | form.legal_basis_ids

    def _letter_contact(self, company):
        name, phone = self.project_id._portal_contact()
        return {
            'name': name or '',
            'phone': phone or company.daiban_window_phone or '',
            'place': company.daiban_window_address or '',
            'hours': company.daiban_window_hours or '',
        }

    # === On paper ===

    def _pdf_url(self):
        """Where who may read the letter gets its PDF."""
        self.ensure_one()
        return f'/daiban/letter/{self._name}/{self.id}'

    def _pdf_name(self):
        return f'{self.number or self.display_name}.pdf'

    def action_print(self):
        self.ensure_one()
        self.check_access('read')
        return {'type': 'ir.actions.act_url', 'url': self._pdf_url(), 'target': 'new'}

    def _pdf_content(self):
        """The PDF: of a draft a preview, of a served letter always the same bytes. Callers checked who reads it."""
        self.ensure_one()
        letter = self.sudo()  # sudo: see above
        if letter._letter_is_draft():
            return letter._make_pdf()
        if not letter.pdf:
            # Two first printings go one after the other: Odoo repeats the second, which then finds the PDF.
            self.env.execute_query(
                SQL("UPDATE %s SET write_date = write_date WHERE id = %s RETURNING id",
                    SQL.identifier(self._table), letter.id)
            )
            letter.pdf = base64.b64encode(letter._make_pdf())
        return base64.b64decode(letter.pdf)

    def _make_pdf(self):
        report = self.env['ir.actions.report']
        return report._run_wkhtmltopdf([self._letter_html()], report_ref=REPORT)

    def _letter_html(self):
        """The same letter as a page, which a browser can print where the PDF program is missing."""
        return str(self.env['ir.qweb']._render(
            'sanming_daiban.report_daiban_notice', {'letters': self._letter_sheets()}, lang=self._letter_lang()))

    def _letter_lang(self):
        """Letters are official Chinese, whatever language the person reads who prints them."""
        return 'zh_CN' if self.env['res.lang']._get_data(code='zh_CN') else self.env.lang

    def _letter_sheets(self):
        """For the report: one dict per letter with the frozen words, and what is only drawn."""
        sheets = []
        for letter in self.sudo():  # sudo: who may print was checked by the caller
            draft = letter._letter_is_draft()
            if not draft and not letter.letter:
                letter._freeze_letter()
            seal = not draft and letter.env.company.daiban_seal
            sheets.append({
                **(letter.letter or letter._letter_content()),
                'draft': draft,
                'copies': letter._letter_copies(),
                'qr': not draft and letter._verify_qr(),
                'seal': seal and f'data:image/png;base64,{seal.decode()}',
            })
        return sheets

    def _cron_make_pdfs(self):
        """Keep the PDF also of letters that nobody printed; one that fails is tried again next time."""
        letters = self.search([('state', '!=', 'draft'), ('pdf', '=', False)], order='id desc')
        for start in range(0, len(letters), CRON_BATCH):
            batch = letters[start:start + CRON_BATCH]
            for letter in batch:
                try:
                    letter._pdf_content()
                except (UserError, OSError):
                    _logger.warning("The PDF of letter %s could not be made.", letter.number, exc_info=True)
            if not self.env['ir.cron']._commit_progress(len(batch), remaining=len(letters) - start - len(batch)):
                break

    # === Check ===

    def _verify_facts(self):
        self.ensure_one()
        words = self.letter or {}
        return {
            'kind': words.get('title') or self._letter_template().name,
            'number': self.number,
            'enterprise': words.get('addressee') or self.partner_id.name,
            'date': words.get('date') or '',
            'valid': not self._letter_is_draft(),
        }
