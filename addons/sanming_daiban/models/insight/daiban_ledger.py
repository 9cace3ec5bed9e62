from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.spreadsheet_file import workbook

REPORT = 'sanming_daiban.action_report_daiban_ledger'
MOST_ON_PAPER = 500


class DaibanLedger(models.TransientModel):
    """The ledger of cases (办件台账) of a span of days, or of the cases chosen in a list, as sheet or on paper.

    It holds what its reader may see, and nothing else.
    """

    _name = 'daiban.ledger'
    _description = 'Ledger of Cases'

    date_from = fields.Date("Requests from", default=lambda self: self._today().replace(day=1))
    date_to = fields.Date("Until", default=lambda self: self._today())
    category_id = fields.Many2one('daiban.category')
    lead_unit_id = fields.Many2one('daiban.unit')
    project_ids = fields.Many2many('daiban.project', string="Chosen Cases", readonly=True)
    case_count = fields.Integer("Cases", compute='_compute_case_count')

    @api.model
    def _today(self):
        return self.env['daiban.calendar.year']._district_today()

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get('active_model') == 'daiban.project' and self.env.context.get('active_ids'):
            values['project_ids'] = [fields.Command.set(self.env.context['active_ids'])]
        return values

    @api.depends('date_from', 'date_to', 'category_id', 'lead_unit_id', 'project_ids')
    def _compute_case_count(self):
        for ledger in self:
            ledger.case_count = self.env['daiban.project'].search_count(ledger._domain())

    def _domain(self):
        if self.project_ids:
            return Domain('id', 'in', self.project_ids.ids)
        domain = Domain('submitted_on', '!=', False)
        for name, operator, value in (
                ('submitted_on', '>=', self.date_from), ('submitted_on', '<=', self.date_to),
                ('category_id', '=', self.category_id.id), ('lead_unit_id', '=', self.lead_unit_id.id)):
            if value:
                domain &= Domain(name, operator, value)
        return domain

    def action_this_month(self):
        return self._span(self._today().replace(day=1), self._today())

    def action_this_year(self):
        return self._span(self._today().replace(month=1, day=1), self._today())

    def action_last_month(self):
        first = self._today().replace(day=1) - relativedelta(months=1)
        return self._span(first, first + relativedelta(months=1, days=-1))

    def _span(self, first, last):
        self.write({'date_from': first, 'date_to': last, 'project_ids': [fields.Command.clear()]})
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Ledger of Cases"), 'res_model': self._name,
            'res_id': self.id, 'view_mode': 'form', 'target': 'new'}

    def action_xlsx(self):
        return self._file('xlsx')

    def action_pdf(self):
        if self.case_count > MOST_ON_PAPER:
            raise UserError(self.env._(
                "%(count)s cases are too many for paper (at most %(most)s). Take a shorter time or a category, or take "
                "the sheet.", count=self.case_count, most=MOST_ON_PAPER))
        return self._file('pdf')

    def _file(self, form):
        self.ensure_one()
        if not self.case_count:
            raise UserError(self.env._("There is no case in this ledger. Choose a longer time."))
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/ledger/{self.id}/{form}', 'target': 'new'}

    # === What it says ===

    def _head(self):
        return [
            self.env._("No."), self.env._("Case Number"), self.env._("Project"), self.env._("Enterprise"),
            self.env._("Category"), self.env._("Investment (10,000 yuan)"), self.env._("Lead Unit"),
            self.env._("Agent"), self.env._("Requested on"), self.env._("Accepted on"), self.env._("Completed on"),
            self.env._("State"), self.env._("Items done"), self.env._("Days used"), self.env._("Base limit")]

    def _rows(self):
        projects = self.env['daiban.project'].search(self._domain(), order='submitted_on, id')
        states = dict(projects._fields['state']._description_selection(self.env))
        shared = projects.sudo()  # sudo: names beside cases that the reader may read
        day = fields.Date.to_string
        return [[
            number, project.number or '', project.name, project.partner_id.name or '', project.category_id.name or '',
            project.investment or 0, project.lead_unit_id.name or '', project.agent_id.name or '',
            day(project.submitted_on) or '', day(project.accepted_on) or '', day(project.closed_on) or '',
            states[project.state], f'{project.item_done_count}/{project.item_count}', project.budget_used,
            project.base_limit or '',
        ] for number, project in enumerate(shared, start=1)]

    def _in_words(self):
        lang = self.env['daiban.notice']._letter_lang()
        return self.with_context(lang=lang)

    def _title(self):
        ledger = self._in_words()
        if self.project_ids or not (self.date_from and self.date_to):
            return ledger.env._("Ledger of project agency cases")
        return ledger.env._(
            "Ledger of project agency cases %(first)s to %(last)s", first=self.date_from, last=self.date_to)

    def _xlsx(self):
        ledger = self._in_words()
        return workbook([(ledger._title(), ledger._head(), ledger._rows())], ledger._title())

    def _pdf(self):
        ledger = self._in_words()
        html = self.env['ir.qweb']._render('sanming_daiban.report_daiban_ledger', {
            'title': ledger._title(), 'issuer': self.env.company.name,
            'section': {'head': ledger._head(), 'rows': ledger._rows()}}, lang=ledger.env.lang)
        return self.env['ir.actions.report']._run_wkhtmltopdf([str(html)], report_ref=REPORT, landscape=True)
