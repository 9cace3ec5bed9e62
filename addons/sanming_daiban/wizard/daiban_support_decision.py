from odoo import fields, models


class DaibanSupportDecision(models.TransientModel):
    """Asks for the reason of a cancelled task, or for what was delivered; the action itself is the task's."""

    _name = 'daiban.support.decision'
    _description = 'Decision on Support Tasks'

    task_ids = fields.Many2many('daiban.support.task', required=True)
    decision = fields.Selection([('done', "Done"), ('cancel', "Not Needed")], required=True)
    date = fields.Date("Happened on", default=lambda self: self.env['daiban.calendar.year']._district_today())
    note = fields.Text("Reason", required=True)

    def action_confirm(self):
        self.ensure_one()
        if self.decision == 'done':
            self.task_ids.action_done(note=self.note, date=self.date)
        else:
            self.task_ids.action_cancel(self.note)
        return {'type': 'ir.actions.act_window_close'}
