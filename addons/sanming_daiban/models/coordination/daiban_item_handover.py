import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..case.daiban_item_flow import DEADLINE, TODO
from .daiban_absence import HELD_STATES

STAFF = 'sanming_daiban.group_staff'
UNASSIGNED = 'sanming_daiban.activity_type_unassigned'


class DaibanItem(models.Model):
    """The two steps of the hand-over: to the unit's leader, and from him to one of his people (R33, R34)."""

    _inherit = 'daiban.item'

    unassigned_days = fields.Integer(
        "Days Unassigned", compute='_compute_unassigned_days',
        help="Working days from the hand-over to the unit until somebody of it was named. They are the unit's days.")
    assignment_gap = fields.Char(
        "Why Nobody Can Assign It", compute='_compute_assignment_gap', search='_search_assignment_gap', groups=STAFF)
    can_assign = fields.Boolean(compute='_compute_assignees', groups=STAFF)
    assignees = fields.Json(compute='_compute_assignees', groups=STAFF)
    handler_away = fields.Char(compute='_compute_handler_away', groups=STAFF)

    @api.depends('dispatched_on', 'assigned_on', 'state')
    def _compute_unassigned_days(self):
        today = self.env['daiban.calendar.year']._district_today()
        count = self.env['daiban.calendar.year']._work_calendar().count
        for item in self:
            until = item.assigned_on or (today if item.state == 'dispatched' else None)
            item.unassigned_days = count(item.dispatched_on, until) if item.dispatched_on and until else 0

    @api.depends('state', 'unit_id.assignment_gap')
    def _compute_assignment_gap(self):
        for item in self:
            # sudo: told to whoever sees the item, also to the enterprise's agent
            item.assignment_gap = item.state == 'dispatched' and item.sudo().unit_id.assignment_gap

    def _search_assignment_gap(self, operator, value):
        """Only whether there is one can be asked."""
        if operator != 'in' or set(value) - {False, ''}:
            return NotImplemented
        units = self.env['daiban.unit'].sudo().search([])  # pylint: disable=no-search-all  # a few dozen
        return ['|', ('state', '!=', 'dispatched'), ('unit_id', 'not in', units.filtered('assignment_gap').ids)]

    @api.depends('state', 'unit_id', 'handler_id')
    @api.depends_context('uid')
    def _compute_assignees(self):
        for item in self:
            unit = item.unit_id
            item.can_assign = item.state == 'dispatched' and self.env.user in unit._leaders()
            item.assignees = unit._assignees() if item.can_assign else []

    @api.depends('handler_id', 'state')
    @api.depends_context('lang')
    def _compute_handler_away(self):
        held = self.filtered(lambda item: item.state in HELD_STATES)
        away = self.env['daiban.absence']._of(held.handler_id)
        for item in self:
            absence = item in held and away.get(item.handler_id)
            if item in held and item._handler_left():
                item.handler_away = self.env._(
                    "%(person)s no longer works for %(unit)s.", person=item.handler_id.name, unit=item.unit_id.name)
            else:
                item.handler_away = absence and self.env._(
                    "%(person)s is away until %(day)s.", person=item.handler_id.name,
                    day=format_date(self.env, absence.date_to, date_format='long'))

    def _handler_left(self):
        """Whether its handler can no longer act on it."""
        handler = self.handler_id
        return bool(handler) and (not handler.active or handler not in self.unit_id.member_ids)

    # === First step: to whoever assigns ===

    def _ask_to_assign(self):
        """Ask who can assign today; when nobody can, tell those who can help. Asking again changes nothing."""
        for unit, items in self.grouped('unit_id').items():
            receiver = unit._receiver()
            for item in items:
                if receiver:
                    item._ask_receiver(receiver)
                else:
                    item._tell_unassigned()

    def _ask_receiver(self, receiver):
        self.activity_unlink([UNASSIGNED])
        asked = self._asked_to_assign()
        if receiver not in asked.user_id | asked.daiban_stands_in_for_id:
            asked.unlink()
            self.activity_schedule(TODO, user_id=receiver.id, summary=self.env._("Assign a handler"))

    def _asked_to_assign(self):
        todo = self.env.ref(TODO)
        return self.activity_ids.filtered(lambda one: one.automated and one.activity_type_id == todo)

    def _tell_unassigned(self):
        """The liaison, the agency head and the center's head learn that nobody can assign it (R34)."""
        self._asked_to_assign().unlink()
        alarm = self.env.ref(UNASSIGNED)
        if self.activity_ids.filtered(lambda one: one.activity_type_id == alarm):
            return
        unit = self.unit_id
        for user in unit.liaison_id | unit.responsible_id | unit._center_head():
            self.activity_schedule(UNASSIGNED, user_id=user.id, note=unit.assignment_gap, summary=self.env._(
                "Nobody of %(unit)s can assign this item", unit=unit.name))

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        self.env['daiban.absence'].sudo()._day_begins()  # sudo: the daily job, whoever runs it
        waiting = self.sudo().search([('state', '=', 'dispatched')], order='id')  # sudo: as above
        yield from waiting._clock_one_by_one('_ask_to_assign')
        yield from self.sudo()._left_behind()._clock_one_by_one('_ask_to_replace')  # sudo: as above

    def _left_behind(self):
        """The items in hand of people who have left their unit; there are far fewer people than items."""
        held = Domain('state', 'in', HELD_STATES)
        pairs = self._read_group(held & Domain('handler_id', '!=', False), ['unit_id', 'handler_id'])
        gone = [
            Domain('unit_id', '=', unit.id) & Domain('handler_id', '=', handler.id)
            for unit, handler in pairs if not handler.active or handler not in unit.member_ids]
        return self.search(held & Domain.OR(gone), order='id') if gone else self.browse()

    def _ask_to_replace(self):
        """The handler has left the unit: its leader gives the item to somebody else."""
        receiver = self.unit_id._receiver() or self.unit_id._center_head()[:1]
        asked = self._asked_to_assign()
        if receiver not in asked.user_id | asked.daiban_stands_in_for_id:
            self.activity_schedule(TODO, user_id=receiver.id, summary=self.env._(
                "%(person)s no longer works for the unit: give it to somebody else", person=self.handler_id.name))

    # === Second step: to a person of the unit ===

    def action_assign(self, user=None, note=None, seen=None):
        """Give the items to a person of the unit (R34); without ``user`` it opens the dialog that asks for one.

        :param user: ``res.users`` record or its id, a member of the unit who is at work
        :param note: why it changes hands; needed for what somebody has already
        :param seen: who had it when the person decided, as :meth:`_seen` wrote it; refused if that has changed
        """
        self._check_state('dispatched', 'assigned', 'running', 'paused', action=self.env._("assign it"))
        self._check_one_unit()
        self._check_unit_leader()
        if not user:
            dialog = self._decision_dialog('assign')
            return {**dialog, 'context': {**dialog['context'], 'default_seen': self._seen()}}
        user = self.env['res.users'].browse(user) if isinstance(user, int) else user
        self._check_assignee(user)
        self._check_change_of_hands(user, (note or '').strip(), seen)
        self.sudo()._assign(user, note)  # sudo: the handler moves only by this action, whose leader was checked above
        return True

    def _check_one_unit(self):
        if len(self.unit_id) > 1:
            raise UserError(self.env._(
                "These items belong to several units. Choose those of one unit and assign them."))

    def _check_assignee(self, user):
        unit = self.unit_id
        if user not in unit.member_ids:
            raise UserError(self.env._(
                "%(user)s does not belong to %(unit)s. Choose one of its people, or add the person to the unit first.",
                user=user.name, unit=unit.name))
        if absence := self.env['daiban.absence']._of(user).get(user):
            raise UserError(self.env._(
                "%(user)s is away until %(day)s. Choose somebody of %(unit)s who is at work.",
                user=user.name, day=format_date(self.env, absence.date_to, date_format='long'), unit=unit.name))

    def _check_change_of_hands(self, user, note, seen):
        """A second click, or a second leader, does not undo what was decided a moment ago."""
        for item in self.filtered('handler_id'):
            if item.handler_id == user:
                raise UserError(self.env._(
                    "“%(item)s” is already with %(user)s; nothing was changed.",
                    item=item.display_name, user=user.name))
            if not note or (seen and seen != self._seen()):
                raise UserError(self.env._(
                    "“%(item)s” is with %(user)s already. To give it to somebody else, open it again and say why.",
                    item=item.display_name, user=item.handler_id.name))

    def _seen(self):
        """Who has these items now, to be compared later."""
        return json.dumps([[item.id, item.handler_id.id] for item in self.sorted('id')])

    def _assign(self, user, note=None):
        today = self.env['daiban.calendar.year']._district_today()
        before = self.handler_id
        self.activity_unlink([TODO, UNASSIGNED])
        for handler, items in self.filtered('handler_id').grouped('handler_id').items():
            items.activity_reschedule([DEADLINE], user_id=handler.id, new_user_id=user.id)
        self.handler_id = user
        self.filtered(lambda item: not item.assigned_on).assigned_on = today
        self.filtered(lambda item: item.state == 'dispatched').state = 'assigned'
        self._clock_handover(
            'unit', unit={item.id: item.unit_id for item in self}, user=user, date=today, note=note)
        self._notify_holder()
        self.env['daiban.absence'].search([('user_id', 'in', before.ids)])._handed_over()
