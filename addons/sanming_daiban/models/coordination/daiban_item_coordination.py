from odoo import api, fields, models

from ..case.daiban_item import OPEN_STATES
from .daiban_conditional_acceptance import KEPT


class DaibanItem(models.Model):
    """What coordination adds to an item: when it would be due, what it waits for, on what condition it goes on."""

    _inherit = 'daiban.item'

    expected_due = fields.Date(
        compute='_compute_expected_due', help="If it is launched today, when its unit has to be done.")
    wait_ids = fields.One2many('daiban.item.wait', 'item_id', string="Waits Recorded by the Unit")
    conditional_ids = fields.One2many('daiban.conditional.acceptance', 'item_id', string="Goes On with a Condition")
    condition_text = fields.Text(compute='_compute_condition_text', compute_sudo=True)
    green_state = fields.Selection(related='project_id.green_state')

    @api.depends('due_date', 'started_on', 'limit_days', 'limit_unit')
    def _compute_expected_due(self):
        calendar = self.env['daiban.calendar.year']._work_calendar()
        today = self._clock_today()
        for item in self:
            plain = item.limit_days and calendar.add_in(item.limit_unit, today, item.limit_days)
            item.expected_due = item.due_date or (not item.started_on and plain)

    @api.depends('conditional_ids.state', 'conditional_ids.condition')
    def _compute_condition_text(self):
        for item in self:
            kept = item.conditional_ids.filtered(lambda one: one.state in ('active', 'broken'))
            item.condition_text = '\n'.join(f'{one.awaited_item_id.name}：{one.condition}' for one in kept)

    def _limit_words(self):
        """The limit in words: 7 working days."""
        return f"{self.limit_days} {self._clock_label('limit_unit')}" if self.limit_days else self.env._("not timed")

    def _lets_go_of(self, item):
        """What was accepted conditionally need not be waited for; the condition is followed instead (R73)."""
        if super()._lets_go_of(item):
            return True
        # sudo: decided by supervision, of items of other units
        kept = item.sudo().conditional_ids.filtered(lambda one: one.state in KEPT)
        return self.id in kept.awaited_item_id.ids

    def action_record_wait(self):
        """The unit says what it waits for."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("What Do You Wait For?"),
            'res_model': 'daiban.item.wait', 'view_mode': 'form', 'target': 'new',
            'context': {'default_item_id': self.id, 'default_project_id': self.project_id.id, 'item_in_project': True}}

    # === Green channel ===

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.project_id._green_watch()
        return items

    def write(self, vals):
        """Only what opens, ends or moves an item can change the number of city departments."""
        moved = 'unit_id' in vals
        closed = self.filtered(lambda item: not item.is_open) if vals.get('state') in OPEN_STATES else self.browse()
        result = super().write(vals)
        ended = vals.get('state') and vals['state'] not in OPEN_STATES
        if moved or ended or closed:
            self.project_id._green_watch()
        return result
