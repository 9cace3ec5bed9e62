from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

NOTICE_KINDS = [
    ('receipt', "Receipt"),
    ('supplement', "One-time Notice"),
    ('acceptance', "Acceptance Notice"),
    ('lapse', "Notice of Silent Acceptance"),
    ('rejection', "Non-acceptance Notice"),
    ('deferred', "Acceptance with Deferred Materials"),
    ('extension', "Extension Notice"),
    ('suspension', "Suspension Notice"),
    ('resumption', "Resumption Notice"),
    ('withdrawal', "Confirmation of Withdrawal"),
    ('termination', "Termination Notice"),
    ('completion', "Completion Notice"),
    ('consent', "Consent to Be Represented"),
]


class DaibanNotice(models.Model):
    """A letter of the service to the enterprise, numbered and served once (R28, R30)."""

    _name = 'daiban.notice'
    _description = 'Letter'
    _inherit = [
        'daiban.notice.demand', 'daiban.consent.letter', 'daiban.letter.mixin', 'daiban.workflow.mixin', 'mail.thread']
    _order = 'id desc'
    _workflow_fields = ('state', 'number', 'served_at', 'received_at', 'answered_on', 'demand_number', 'letter')

    number = fields.Char(readonly=True, copy=False, index=True)
    project_id = fields.Many2one('daiban.project', required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    kind = fields.Selection(NOTICE_KINDS, required=True)
    state = fields.Selection(
        [('draft', "Draft"), ('served', "Served"), ('answered', "Answered"), ('void', "No Longer Open")],
        default='draft',
        required=True,
        readonly=True,
    )
    served_at = fields.Datetime(readonly=True, copy=False)
    served_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    received_at = fields.Datetime(string="Read by the Enterprise", readonly=True, copy=False)
    answered_on = fields.Date(readonly=True, copy=False)
    line_ids = fields.One2many('daiban.notice.line', 'notice_id')
    note = fields.Text(string="Text")
    demand_number = fields.Integer(
        "Time of Asking", readonly=True, copy=False, aggregator=None,
        help="1: the one-time notice; more: a further one, whose lines name their cause.")

    _number_uniq = models.Constraint('UNIQUE(number)', "This letter number is taken.")

    @api.depends('number', 'kind')
    def _compute_display_name(self):
        kinds = dict(self._fields['kind']._description_selection(self.env))
        for notice in self:
            notice.display_name = ' '.join(filter(None, [kinds.get(notice.kind), notice.number]))

    def _pdf_url(self):
        return f'/daiban/letter/{self.id}'  # as it stands in letters that were sent

    def _locked_fields(self):
        return {'project_id'} if self.state == 'draft' else {'project_id', 'kind', 'line_ids', 'note'}

    @api.model
    def _create_served(self, project, kind, note=False):
        notice = self.create({'project_id': project.id, 'kind': kind, 'note': note})
        notice._serve()
        return notice

    @api.model
    def _create_extension(self, item, days, reasons):
        """Tell the enterprise that a time limit was extended, and why (行政许可法 42)."""
        text = self._extension_text(item.with_context(lang=item.partner_id.lang), days, reasons)
        notice = self._create_served(item.project_id, 'extension', note=text)
        item.project_id._post_turn('mail_template_project_extension')
        return notice

    def _extension_text(self, item, days, reasons):
        values = {
            'item': item.name, 'holder': item.unit_id.name, 'days': days, 'unit': item._clock_label('limit_unit'),
            'due': format_date(item.env, item.due_date, date_format='long'), 'reasons': reasons,
        }
        if not item.due_date:
            return item.env._(
                "The time limit of “%(item)s” at %(holder)s is extended once, by %(days)s %(unit)s, with the approval "
                "of the leader in charge. It is paused; the new due date follows when it goes on. "
                "Reasons: %(reasons)s", **values)
        return item.env._(
            "The time limit of “%(item)s” at %(holder)s is extended once, by %(days)s %(unit)s, with the approval of "
            "the leader in charge. It is now due on %(due)s. Reasons: %(reasons)s", **values)

    def action_serve(self):
        """Number the letter and hand it to the enterprise; a one-time notice moves the case (R28)."""
        self._check_state('draft', action=self.env._("serve it"))
        self.project_id._check_case_agent()
        demands = self.filtered(lambda notice: notice.kind == 'supplement')
        if settled := demands.project_id._guard_settle():
            return settled
        demands._check_demand()
        self.sudo()._serve()  # sudo: number and state move only by this action, which was checked above
        return {'type': 'ir.actions.act_window_close'}

    def _serve(self):
        today = self.env['daiban.calendar.year']._district_today()
        for notice in self:
            notice.write(
                {
                    'number': notice._letter_template()._next_number(today),
                    'state': 'served',
                    'served_at': fields.Datetime.now(),
                    'served_by_id': self.env.uid,
                }
            )
            if notice.kind == 'supplement':
                notice.demand_number = 1 + len(notice._earlier_demands())
                notice.note = notice.with_context(lang=notice._letter_lang())._demand_text()
            notice._freeze_letter()
            if notice.kind == 'supplement':
                notice.line_ids.material_id._demand(notice)
                notice.project_id._supplement_requested(today, stops=not notice.has_omission)
                notice.project_id._post_turn('mail_template_project_supplement')

    def _answered(self, date):
        self.filtered(lambda notice: notice.state == 'served').write({'state': 'answered', 'answered_on': date})

    def _void(self):
        """The case was decided: what its notices asked for is no longer open, and what was being written falls away."""
        demands = self.filtered(lambda notice: notice.kind == 'supplement')
        demands.filtered(lambda notice: notice.state == 'served').state = 'void'
        demands.filtered(lambda notice: notice.state == 'draft').unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(notice.state != 'draft' for notice in self):
            raise UserError(self.env._("A letter that was served stays in the file of the case."))
