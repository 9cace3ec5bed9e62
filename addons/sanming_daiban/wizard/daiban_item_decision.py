from odoo import api, fields, models


class DaibanItemDecision(models.TransientModel):
    """Asks for what an action on items needs: a person, a reason, days; the action itself is the item's."""

    _name = 'daiban.item.decision'
    _description = 'Decision on Items'

    item_ids = fields.Many2many('daiban.item', required=True)
    unit_id = fields.Many2one('daiban.unit', compute='_compute_unit_id')
    decision = fields.Selection(
        [
            ('assign', "Assign"),
            ('start', "Start Handling"),
            ('done', "Finish"),
            ('resume', "Resume"),
            ('pause', "Pause"),
            ('extend', "Extend"),
            ('refuse', "Refuse"),
            ('cancel', "Not Needed"),
        ],
        required=True,
    )
    date = fields.Date(
        string="Happened on", default=lambda self: self.env['daiban.calendar.year']._district_today(),
        help="An earlier day is marked as recorded later and counted in the report of late entries.")
    user_id = fields.Many2one('res.users', string="Handler", domain="[('daiban_unit_ids', 'in', unit_id)]")
    assignees = fields.Json(compute='_compute_assignees')
    changes_hands = fields.Boolean(compute='_compute_assignees', help="Somebody has one of them already.")
    seen = fields.Char(export_string_translation=False)
    pause_reason_id = fields.Many2one('daiban.pause.reason')
    document_number = fields.Char(help="Number of the written notice to the enterprise (行政许可法 45).")
    attachment_ids = fields.Many2many('ir.attachment', string="Evidence")
    days = fields.Integer(string="Working Days")
    note = fields.Text(string="Reason")

    @api.depends('item_ids')
    def _compute_unit_id(self):
        for decision in self:
            decision.unit_id = decision.item_ids.unit_id[:1]

    @api.depends('unit_id', 'decision')
    def _compute_assignees(self):
        for decision in self:
            assigns = decision.decision == 'assign'
            decision.changes_hands = assigns and bool(decision.item_ids.handler_id)
            decision.assignees = decision.unit_id._assignees() if assigns and decision.unit_id else []

    def action_confirm(self):
        self.ensure_one()
        getattr(self, f'_confirm_{self.decision}')()
        return {'type': 'ir.actions.act_window_close'}

    def _confirm_assign(self):
        self.item_ids.action_assign(self.user_id, note=self.note, seen=self.seen)

    def _confirm_start(self):
        self.item_ids.action_start(date=self.date, note=self.note)

    def _confirm_done(self):
        self.item_ids.action_done(date=self.date, note=self.note)

    def _confirm_resume(self):
        self.item_ids.action_resume(date=self.date, note=self.note)

    def _confirm_pause(self):
        self.item_ids.action_pause(
            self.pause_reason_id, date=self.date, document_number=self.document_number, attachments=self.attachment_ids
        )

    def _confirm_extend(self):
        self.item_ids.action_extend(self.days, note=self.note)

    def _confirm_refuse(self):
        self.item_ids.action_refuse(self.note)

    def _confirm_cancel(self):
        self.item_ids.action_cancel(self.note)
