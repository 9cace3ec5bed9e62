from odoo import api, fields, models
from odoo.exceptions import UserError

from ..case.daiban_item_flow import TODO


class DaibanItem(models.Model):
    """Items in worklists: how a line shows them, and what is done with several at once (R33, R34).

    Several at once means all or none: one item that may not be moved, and nothing has changed.
    """

    _inherit = 'daiban.item'

    in_my_charge = fields.Boolean(
        compute='_compute_in_my_charge', search='_search_in_my_charge', groups='sanming_daiban.group_staff')
    of_my_unit = fields.Boolean(
        compute='_compute_of_my_unit', search='_search_of_my_unit', groups='sanming_daiban.group_staff')

    @api.depends('unit_id')
    @api.depends_context('uid')
    def _compute_in_my_charge(self):
        for item in self:
            item.in_my_charge = item.unit_id.in_my_charge

    def _search_in_my_charge(self, operator, value):
        """By the units themselves: they are few, and their items are found by an index."""
        if operator != 'in':
            return NotImplemented
        units = self.env['daiban.unit'].with_context(active_test=False).search([('in_my_charge', '=', True)])
        return [('unit_id', 'in', units.ids)]

    @api.depends('unit_id')
    @api.depends_context('uid')
    def _compute_of_my_unit(self):
        mine = self.env.user._daiban_unit_ids()
        for item in self:
            item.of_my_unit = item.unit_id.id in mine

    def _search_of_my_unit(self, operator, value):
        """By the units themselves, for the same reason."""
        if operator != 'in':
            return NotImplemented
        return [('unit_id', 'in', list(self.env.user._daiban_unit_ids()))]

    def _home_facts(self):
        facts = {
            'title': self.name,
            'sub': ' · '.join(filter(None, [self.project_id.number, self.project_id.name, self.partner_id.name]))}
        if self.state == 'dispatched':
            days = self.unassigned_days
            return {**facts, 'left': self.env._("unassigned for %s working days", days), 'wait': days}
        if self.state == 'paused':
            why = self.env._("pause not in force yet") if self.pause_claimed else self.pause_reason_id.name
            return {**facts, 'left': why or self.env._("paused")}
        return {**facts, 'left': self.env._("to start")} if self.state == 'assigned' else facts

    # === Several at once ===

    def action_start_together(self):
        """Ask once for the day and start all the chosen items."""
        self._check_state('assigned', action=self.env._("start it"))
        self._check_unit_member()
        return self._decision_dialog('start')

    def action_finish_together(self):
        """Ask once for the day and the note and finish all the chosen items."""
        self._check_state('running', action=self.env._("finish it"))
        self._check_unit_member()
        return self._decision_dialog('done')

    def _assign(self, user, note=None):
        """Who no longer has the item is told, with the reason."""
        before = {item: item.handler_id for item in self if item.handler_id}
        super()._assign(user, note)
        for item, old in before.items():
            item._tell_moved(old, self.env._(
                "Passed on from %(old)s to %(new)s: %(reason)s", old=old.name, new=user.name, reason=note or '—'))

    def action_take_back(self, note=None):
        """The leader takes back what was assigned and not begun; it lies with the unit's leader again (R34)."""
        self._check_state('assigned', action=self.env._("take it back"))
        self._check_unit_leader()
        if note is None:
            return self._decision_dialog('take_back')
        self._check_note(note)
        before = {item: item.handler_id for item in self}
        self.sudo()._take_back()  # sudo: state and handler move only by actions, whose leader was checked above
        for item, old in before.items():
            item._tell_moved(old, self.env._("Taken back from %(old)s: %(reason)s", old=old.name, reason=note))
        return True

    def _take_back(self):
        today = self._clock_today()
        self.activity_unlink([TODO])
        self.write({'state': 'dispatched', 'handler_id': False, 'assigned_on': False})
        self._clock_handover(
            'unit', unit={item.id: item.unit_id for item in self}, user={item.id: item.leader_id for item in self},
            date=today)
        self._notify_holder()

    def _check_note(self, note):
        if not (note or '').strip():
            raise UserError(self.env._("Give the reason: it is kept with the record, and those concerned read it."))

    def _tell_moved(self, old, text):
        """In the history of the item, and to the person who no longer has it."""
        # sudo: the message belongs to the step, whose actor was checked
        self.sudo().message_post(
            body=text, author_id=self.env.user.partner_id.id,
            partner_ids=(old - self.env.user).partner_id.ids, subtype_xmlid='mail.mt_note')
