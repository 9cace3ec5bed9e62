from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.load import points
from .daiban_absence import HELD_STATES

STAFF = 'sanming_daiban.group_staff'
OFFICERS = ('leader_id', 'responsible_id', 'liaison_id')


class DaibanUnit(models.Model):
    """Whom a unit can give its items to today, and whether its people are named (R33, R34, R82, R83)."""

    _inherit = 'daiban.unit'

    stationed = fields.Boolean(
        "Stationed in the Hall", compute='_compute_stationed', store=True, readonly=False, precompute=True,
        help="A unit stationed in the service hall names a leader in charge, an agency head and a liaison (R82, R83).")
    staffing_gap = fields.Char(
        "Not Named", compute='_compute_staffing_gap', search='_search_staffing_gap', groups=STAFF,
        help="Which of the three officers of a stationed unit nobody is named for (R33, R82, R83).")
    assignment_gap = fields.Char(
        "Cannot Assign", compute='_compute_assignment_gap', groups=STAFF,
        help="Why nobody of the unit can assign anything today.")
    unassigned_count = fields.Integer("To Assign", compute='_compute_unassigned', groups=STAFF)
    unassigned_longest = fields.Integer(
        "Longest Unassigned", compute='_compute_unassigned', groups=STAFF,
        help="Working days that the oldest unassigned item has been waiting at the unit. They count as the unit's.")

    # === Officers ===

    @api.depends('unit_type', 'level')
    def _compute_stationed(self):
        for unit in self:
            unit.stationed = unit.unit_type == 'department' and unit.level in ('district', 'city')

    @api.depends('stationed', *OFFICERS)
    @api.depends_context('lang')
    def _compute_staffing_gap(self):
        for unit in self:
            missing = [name for name in OFFICERS if not unit[name]] if unit.stationed else []
            unit.staffing_gap = '、'.join(self._fields[name]._description_string(self.env) for name in missing)

    def _search_staffing_gap(self, operator, value):
        """Only whether there is a gap can be asked."""
        if operator != 'in' or set(value) - {False, ''}:
            return NotImplemented
        complete = [(name, '!=', False) for name in OFFICERS]
        return ['|', ('stationed', '=', False), '&', '&', *complete]

    def _leaders(self):
        """A substitute who belongs to the unit decides too while the leader or the agency head is away."""
        leaders = super()._leaders()
        deputies = leaders._daiban_deputies().values()
        return leaders | leaders.union(*deputies) & self.member_ids

    def _receiver(self):
        """The officer who can be reached today, himself or through a substitute of the unit; empty if none is."""
        for officer in (self.leader_id, self.responsible_id):
            if officer and officer._daiban_acting() & (officer | self.member_ids):
                return officer
        return self.env['res.users']

    @api.model
    def _center_head(self):
        """Who heads the service center; while nobody does, its supervisors."""
        # sudo: who heads it is no secret
        head = self.env.ref('sanming_daiban.unit_center').sudo().leader_id
        return head or self.env['daiban.project']._clock_correctors()

    @api.depends('leader_id', 'responsible_id')
    @api.depends_context('lang')
    def _compute_assignment_gap(self):
        away = self.env['daiban.absence']._of(self.leader_id | self.responsible_id)
        for unit in self:
            officers = unit.leader_id | unit.responsible_id
            if not officers:
                unit.assignment_gap = self.env._("No leader in charge and no agency head is named")
            elif officers <= self.env['res.users'].union(*away) and not unit._receiver():
                unit.assignment_gap = self.env._(
                    "%(people)s away, and nobody stands in", people='、'.join(officers.mapped('name')))
            else:
                unit.assignment_gap = False

    # === What lies with the unit, and with whom ===

    def _compute_unassigned(self):
        today = self.env['daiban.calendar.year']._district_today()
        count = self.env['daiban.calendar.year']._work_calendar().count
        waiting = {unit: (number, oldest) for unit, number, oldest in self.env['daiban.item']._read_group(
            [('state', '=', 'dispatched'), ('unit_id', 'in', self.ids)], ['unit_id'],
            ['__count', 'dispatched_on:min'])}
        for unit in self:
            unit.unassigned_count, oldest = waiting.get(unit, (0, None))
            unit.unassigned_longest = count(oldest, today) if oldest else 0

    def _assignees(self):
        """Whom an item can be given to, the least loaded first, its leader and those who are away last.

        :return: [{'id', 'name', 'load', 'hint', 'away'}]; ``load`` are points as in `tools/load.py`
        """
        self.ensure_one()
        people = self.member_ids.filtered(lambda user: not user.share)
        away = self.env['daiban.absence']._of(people)
        loads = self._loads(people)
        ordered = people.sorted(lambda user: (user in away, user == self.leader_id, loads[user][1], user.name))
        return [{
            'id': user.id, 'name': user.name, 'load': loads[user][1],
            'hint': self.env._("%(count)s in hand, load %(load)s", count=loads[user][0], load=loads[user][1]),
            'away': user in away and self.env._(
                "away until %(day)s", day=format_date(self.env, away[user].date_to, date_format='long')),
        } for user in ordered]

    @api.model
    def _loads(self, users):
        """{user: (items in hand, points)}"""
        loads = {user: (0, 0) for user in users}
        # sudo: only sums, also of items of other units that the person works for
        for user, state, light, limit, number in self.env['daiban.item'].sudo()._read_group(
            [('handler_id', 'in', users.ids), ('state', 'in', HELD_STATES)],
            ['handler_id', 'state', 'light', 'limit_days'], ['__count'],
        ):
            count, load = loads[user.with_env(users.env)]
            loads[user.with_env(users.env)] = count + number, load + number * points(limit, light, state)
        return loads

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'leader_id', 'responsible_id'}:
            # sudo: who is asked follows from who is named, whoever names him
            self.env['daiban.item'].sudo().search(
                [('state', '=', 'dispatched'), ('unit_id', 'in', self.ids)])._ask_to_assign()
        return result
