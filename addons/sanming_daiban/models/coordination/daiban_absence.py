from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

TODO = 'mail.mail_activity_data_todo'
# Items that somebody has in hand.
HELD_STATES = ('assigned', 'running', 'paused')


def _day(records, date):
    return format_date(records.env, date, date_format='long')


class DaibanAbsence(models.Model):
    """Somebody is away: nothing is given to him, and a substitute gets what he is asked for (R34).

    A substitute of a leader assigns and approves in his place while he is away. Who has items in hand keeps them
    until the leader hands them over: each hand-over is an act with a reason.
    """

    _name = 'daiban.absence'
    _description = 'Absence'
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'date_from desc, id desc'

    user_id = fields.Many2one(
        'res.users', string="Person", required=True, index=True, ondelete='cascade', tracking=True,
        domain="[('share', '=', False), ('daiban_unit_ids', '!=', False)]", default=lambda self: self.env.user)
    unit_ids = fields.Many2many(related='user_id.daiban_unit_ids', string="Units")
    date_from = fields.Date(
        "First Day", required=True, tracking=True,
        default=lambda self: self.env['daiban.calendar.year']._district_today())
    date_to = fields.Date("Last Day", required=True, tracking=True)
    reason = fields.Selection(
        [
            ('leave', "Leave"),
            ('illness', "Illness"),
            ('travel', "Official Trip"),
            ('training', "Training"),
            ('other', "Other"),
        ],
        required=True, default='leave', tracking=True)
    note = fields.Char()
    substitute_id = fields.Many2one(
        'res.users', index='btree_not_null', ondelete='restrict', tracking=True,
        domain="[('daiban_unit_ids', 'in', unit_ids), ('id', '!=', user_id)]",
        help="Gets what the person is asked for in these days; of a leader also the right to assign and approve.")
    is_current = fields.Boolean("Away Today", compute='_compute_is_current', search='_search_is_current')
    held_item_ids = fields.Many2many('daiban.item', compute='_compute_held_item_ids', string="Items in Hand")
    held_count = fields.Integer("Number of Items in Hand", compute='_compute_held_item_ids')

    _days_in_order = models.Constraint(
        'CHECK(date_from <= date_to)', "The last day of an absence cannot be before the first.")

    @api.depends('user_id', 'date_from', 'date_to')
    def _compute_display_name(self):
        for absence in self:
            absence.display_name = self.env._(
                "%(person)s away from %(first)s to %(last)s",
                person=absence.user_id.name, first=_day(self, absence.date_from), last=_day(self, absence.date_to))

    @api.depends('date_from', 'date_to')
    def _compute_is_current(self):
        today = self._today()
        for absence in self:
            absence.is_current = bool(
                absence.date_from and absence.date_to and absence.date_from <= today <= absence.date_to)

    def _search_is_current(self, operator, value):
        return self._covers(self._today()) if operator == 'in' else NotImplemented

    @api.depends('user_id')
    def _compute_held_item_ids(self):
        held = self._held()
        for absence in self:
            absence.held_item_ids = held.get(absence.user_id._origin, self.env['daiban.item'])
            absence.held_count = len(absence.held_item_ids)

    def _held(self):
        """{user: items that he has in hand}"""
        return dict(self.env['daiban.item']._read_group(
            [('handler_id', 'in', self.user_id.ids), ('state', 'in', HELD_STATES)], ['handler_id'], ['id:recordset']))

    # === Who is away ===

    @api.model
    def _today(self):
        return self.env['daiban.calendar.year']._district_today()

    @api.model
    def _covers(self, date):
        return Domain('date_from', '<=', date) & Domain('date_to', '>=', date)

    @api.model
    def _of(self, users, date=None):
        """{user: absence} of those of these people who are away on a day, today if none is given."""
        # sudo: that somebody is away is told to whoever would give him something, whatever he may read of it
        absences = self.sudo().search(self._covers(date or self._today()) & Domain('user_id', 'in', users.ids))
        return {absence.user_id.with_env(users.env): absence for absence in absences}

    # === Rules ===

    @api.constrains('user_id', 'date_from', 'date_to', 'substitute_id')
    def _check_substitute(self):
        for absence in self.filtered('substitute_id').sudo():  # sudo: other absences and units, to be compared
            user, substitute = absence.user_id, absence.substitute_id
            if substitute == user:
                raise ValidationError(self.env._("Nobody stands in for himself: choose somebody else of the unit."))
            if not substitute.daiban_unit_ids & user.daiban_unit_ids:
                raise ValidationError(self.env._(
                    "%(substitute)s does not belong to a unit of %(person)s. Choose somebody of the same unit.",
                    substitute=substitute.name, person=user.name))
            if other := absence._overlapping(substitute):
                raise ValidationError(self.env._(
                    "%(substitute)s is away in these days too (%(first)s to %(last)s). Choose somebody else.",
                    substitute=substitute.name, first=_day(self, other.date_from), last=_day(self, other.date_to)))

    @api.constrains('user_id', 'date_from', 'date_to')
    def _check_once(self):
        for absence in self:
            if other := absence.sudo()._overlapping(absence.user_id):  # sudo: to be compared
                raise ValidationError(self.env._(
                    "%(person)s is already entered as away from %(first)s to %(last)s. Change that entry instead.",
                    person=absence.user_id.name, first=_day(self, other.date_from), last=_day(self, other.date_to)))

    def _overlapping(self, user):
        return self.search([
            ('user_id', '=', user.id), ('id', '!=', self.id),
            ('date_from', '<=', self.date_to), ('date_to', '>=', self.date_from)], limit=1)

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences._take_effect()
        return absences

    def write(self, vals):
        before = self.user_id
        result = super().write(vals)
        if vals.keys() & {'user_id', 'date_from', 'date_to', 'substitute_id'}:
            self._take_effect(before)
        return result

    def unlink(self):
        people = self.user_id
        result = super().unlink()
        people._daiban_settle()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if begun := self.filtered(lambda absence: absence.date_from < self._today()):
            raise UserError(self.env._(
                "“%(absence)s” has begun and stays in the record. If the person is back, change the last day.",
                absence=begun[0].display_name))

    # === What follows from it ===

    def _take_effect(self, before=None):
        people = self.user_id | before if before else self.user_id
        people._daiban_settle()
        for absence in self.sudo():  # sudo: what lies with the person is asked of leaders who may be of other units
            absence.activity_unlink([TODO])
            if absence.date_to >= self._today():
                absence._ask_to_hand_over()

    def _ask_to_hand_over(self):
        """Each leader is asked to give what the person has in hand to others."""
        for unit, items in self._held().get(self.user_id, self.env['daiban.item']).grouped('unit_id').items():
            self.activity_schedule(
                TODO, user_id=self._who_hands_over(unit).id, date_deadline=max(self.date_from, self._today()),
                summary=self.env._(
                    "Give the %(count)s items of %(person)s to others", count=len(items), person=self.user_id.name))

    def _who_hands_over(self, unit):
        """A leader who is at work then; of a leader who goes himself, the substitute; else the center's head."""
        day = max(self.date_from, self._today())
        leaders = (unit._leaders() - self.user_id)._daiban_present(day)
        if not leaders and self.user_id in unit._leaders():
            leaders = self.substitute_id & unit.member_ids
        return (leaders or unit._center_head())[:1]

    def _handed_over(self):
        """Nobody is asked any more when nothing is left in hand."""
        held = self._held()
        self.filtered(lambda absence: absence.user_id not in held).activity_unlink([TODO])

    def action_hand_over(self):
        """Give what the person has in hand to others: one dialog for a unit, the list when there are several."""
        self.ensure_one()
        if not self.held_item_ids:
            raise UserError(self.env._("%(person)s has no items in hand.", person=self.user_id.name))
        if len(self.held_item_ids.unit_id) == 1:
            return self.held_item_ids.action_assign()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_item_action')
        return {**action, 'domain': [('id', 'in', self.held_item_ids.ids)], 'context': {}}

    @api.model
    def _day_begins(self):
        """Who went takes nothing any more, who came back gets his own again."""
        activities = self.env['mail.activity'].search([('daiban_stands_in_for_id', '!=', False)])
        away = self.search(self._covers(self._today())).user_id
        (away | activities.daiban_stands_in_for_id)._daiban_settle()
