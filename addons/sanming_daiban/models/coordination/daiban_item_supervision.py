from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..case.daiban_item import OPEN_STATES
from ..case.daiban_item_flow import DEADLINE

URGED_STATES = ('dispatched', 'assigned', 'running')


class DaibanItem(models.Model):
    """What the window and supervision do when an item does not move (R48, R89)."""

    _inherit = 'daiban.item'

    supervision_ids = fields.One2many('daiban.supervision', 'item_id', string="Supervision Orders")
    supervision_count = fields.Integer(compute='_compute_supervision_count', export_string_translation=False)
    urge_ids = fields.One2many('daiban.urge', 'item_id', string="Urged")
    urge_count = fields.Integer(compute='_compute_urge_count', string="Times Urged")

    def _compute_supervision_count(self):
        counts = dict(self.env['daiban.supervision']._read_group(
            [('item_id', 'in', self.ids)], ['item_id'], ['__count']))
        for item in self:
            item.supervision_count = counts.get(item, 0)

    def _compute_urge_count(self):
        counts = dict(self.env['daiban.urge']._read_group([('item_id', 'in', self.ids)], ['item_id'], ['__count']))
        for item in self:
            item.urge_count = counts.get(item, 0)

    def write(self, vals):
        """A proposal to supervise what has been closed since is withdrawn; an order that was issued is replied to."""
        result = super().write(vals)
        if 'state' in vals and vals['state'] not in OPEN_STATES:
            # sudo: proposals are supervision's, whoever closed the item
            drafts = self.sudo().supervision_ids.filtered(lambda order: order.state == 'draft')
            drafts._close('withdrawn', self.env._("The item was closed before the order was issued."))
        return result

    def action_urge(self, note=None):
        """The window urges whoever holds the item: an activity, a line in its history, and it is counted (R89)."""
        self._check_state(*URGED_STATES, action=self.env._("urge it"))
        self._check_case_agent()
        if not (note or '').strip():
            return self._decision_dialog('urge')
        today = self._clock_today()
        known = self.sudo().urge_ids.filtered(lambda urge: urge.date == today)  # sudo: whoever urged it
        if known:
            raise UserError(self.env._(
                "“%(item)s” was urged today already, by %(user)s. Give the unit time until tomorrow.",
                item=known[0].item_id.display_name, user=known[0].user_id.name))
        self.sudo()._urge(note.strip(), today)  # sudo: the item belongs to another unit; the agent was checked above
        return True

    def _urge(self, note, today):
        for item in self:
            person = item.handler_id or item.leader_id or item.unit_id.responsible_id
            item.env['daiban.urge'].create({
                'item_id': item.id, 'unit_id': item.unit_id.id, 'urged_user_id': person.id, 'user_id': self.env.uid,
                'date': today, 'due_date': item.due_date, 'note': note})
            if person:
                item.activity_schedule(
                    DEADLINE, user_id=person.id, note=note,
                    summary=self.env._("The window urges: please finish it in the promised time"))
            item.message_post(body=self.env._(
                "Urged %(unit)s %(user)s: %(note)s", unit=item.unit_id.name, user=person.name or '', note=note))

    def action_supervise(self):
        """The open supervision order of the item; a new one, if there is none."""
        self.ensure_one()
        orders = self.env['daiban.supervision']
        if not orders._is_supervisor():
            raise AccessError(self.env._("Only supervision can do this."))
        order = self.supervision_ids.filtered(lambda order: order.state in ('draft', 'issued', 'replied'))
        if not order:
            self._check_state(*OPEN_STATES, action=self.env._("supervise it"))
            order = orders.create({'project_id': self.project_id.id, 'item_id': self.id})
        return {'type': 'ir.actions.act_window', 'res_model': order._name, 'res_id': order.id, 'view_mode': 'form'}

    def action_view_supervisions(self):
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_supervision_action')
        return {**action, 'domain': [('item_id', 'in', self.ids)], 'context': {}}

    def action_view_urges(self):
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_urge_action')
        return {**action, 'domain': [('item_id', 'in', self.ids)], 'context': {}}
