from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.spreadsheet_file import workbook

REPORT = 'sanming_daiban.action_report_daiban_bulletin'


class DaibanBulletin(models.Model):
    """The bulletin of a month (工作通报): the figures as they were when it was published, beside the month before.

    A draft shows the figures of now; publishing freezes them, for the paper, the sheet and the page for everybody.
    """

    _name = 'daiban.bulletin'
    _description = 'Monthly Bulletin'
    _inherit = ['mail.thread', 'daiban.bulletin.figures']
    _order = 'month desc'

    month = fields.Date(required=True, default=lambda self: self._last_month(), help="Any day of the month.")
    state = fields.Selection(
        [('draft', "Draft"), ('published', "Published")], required=True, default='draft', readonly=True, copy=False,
        tracking=True)
    remark = fields.Text(help="What the leaders should read first: it stands above the tables.")
    frozen = fields.Json(readonly=True, copy=False, export_string_translation=False)
    preview_html = fields.Html(compute='_compute_preview_html', sanitize=False, string="Figures")
    published_on = fields.Date(readonly=True, copy=False)
    published_by_id = fields.Many2one('res.users', readonly=True, copy=False)

    _month_uniq = models.Constraint('UNIQUE(month)', "There is a bulletin of this month already.")

    @api.model
    def _last_month(self):
        return self.env['daiban.calendar.year']._district_today().replace(day=1) - relativedelta(months=1)

    @api.depends('month')
    def _compute_display_name(self):
        for bulletin in self:
            bulletin.display_name = bulletin.month and self.env._(
                "Bulletin %(year)s-%(month)s", year=bulletin.month.year, month=f'{bulletin.month.month:02}')

    @api.depends('month', 'frozen', 'remark')
    def _compute_preview_html(self):
        for bulletin in self:
            bulletin.preview_html = bulletin.month and self.env['ir.qweb']._render(
                'sanming_daiban.bulletin_tables', {'sections': bulletin._sections()})

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_the_first(vals) for vals in vals_list])

    def write(self, vals):
        published = self.filtered(lambda bulletin: bulletin.state == 'published')
        if published and vals.keys() & {'month', 'remark', 'frozen', 'state'} and not self.env.su:
            raise AccessError(self.env._(
                "A published bulletin stays as it is; write what has changed into the next one."))
        return super().write(self._on_the_first(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        if any(bulletin.state == 'published' for bulletin in self):
            raise UserError(self.env._("A published bulletin cannot be deleted."))

    @api.model
    def _on_the_first(self, vals):
        if not vals.get('month'):
            return vals
        return {**vals, 'month': fields.Date.to_date(vals['month']).replace(day=1)}

    def action_publish(self):
        """Freeze the figures; a month that is not over would show less than it was."""
        for bulletin in self:
            bulletin.check_access('write')
            if bulletin.state == 'published':
                raise UserError(self.env._("%(name)s is published already.", name=bulletin.display_name))
            first, last = bulletin._days()
            if last >= self.env['daiban.calendar.year']._district_today():
                raise UserError(self.env._(
                    "The month is not over yet. Publish the bulletin from %(day)s on.",
                    day=fields.Date.to_string(last + relativedelta(days=1))))
            # sudo: the figures are the product's, nobody writes them
            bulletin.sudo().write({
                'frozen': {'sections': bulletin._sections(), 'public': bulletin._public_figures(first, last)},
                'state': 'published',
                'published_on': self.env['daiban.calendar.year']._district_today(),
                'published_by_id': self.env.uid})

    def _days(self):
        first = self.month.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)

    def _sections(self):
        """``[{'title', 'head': [text], 'rows': [[text or number]]}]``"""
        self.ensure_one()
        if self.frozen:
            return self.frozen['sections']
        # sudo: the figures of the whole district, no names; who may read a bulletin may know them
        return self.sudo().with_context(lang=self._paper_lang())._figures(*self._days())

    # === On paper and as a sheet ===

    def action_xlsx(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/bulletin/{self.id}/xlsx', 'target': 'download'}

    def action_pdf(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/bulletin/{self.id}/pdf', 'target': 'new'}

    def _xlsx(self):
        self.check_access('read')
        return workbook(
            [(section['title'], section['head'], section['rows']) for section in self._sections()], self._title())

    def _pdf(self):
        self.check_access('read')
        html = self.env['ir.qweb']._render('sanming_daiban.report_daiban_bulletin', {
            'title': self._title(), 'issuer': self.env.company.name, 'remark': self.remark or '',
            'sections': self._sections(), 'draft': self.state == 'draft'},
            lang=self._paper_lang())
        return self.env['ir.actions.report']._run_wkhtmltopdf([str(html)], report_ref=REPORT)

    def _paper_lang(self):
        """A bulletin is official Chinese, whatever language the person reads who prints it."""
        return self.env['daiban.notice']._letter_lang()

    def _title(self):
        return self.with_context(lang=self._paper_lang()).env._(
            "Project agency service: bulletin of %(year)s-%(month)s", year=self.month.year,
            month=f'{self.month.month:02}')

    # === For everybody ===

    @api.model
    def _public_statistics(self):
        """What the page for everybody shows: the last published bulletin. Nothing else is ever public."""
        # sudo: published aggregates with small counts hidden, made for everybody
        last = self.sudo().search([('state', '=', 'published')], order='month desc', limit=1)
        return last and {
            'month': last.month, **last.frozen['public'],
            'label': self.env._("%(year)s-%(month)s", year=last.month.year, month=last.month.month)}
