from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..case.daiban_item import OPEN_STATES

INTRODUCER = 'sanming_daiban.activity_type_appoint'
FOLLOWER = 'sanming_daiban.activity_type_follower'
SUPERVISOR = 'sanming_daiban.group_supervisor'
OPEN_CASE = ('submitted', 'supplement', 'accepted', 'running')
# What is named for whom, and of which unit.
PERSONS = {'introducer': ('introducer_user_id', 'introducer_id'), 'platform': ('platform_user_id', 'platform_unit_id')}


class DaibanProject(models.Model):
    """The persons that other bodies name for a case: the introducer's own (R58) and the center's follower (R35).

    Until they are named the case shows it, and the head of the body is asked.
    """

    _inherit = 'daiban.project'

    introducer_missing = fields.Boolean("Introducer's Person Missing", compute='_compute_persons_missing')
    follower_missing = fields.Boolean("Platform Follower Missing", compute='_compute_persons_missing')
    may_appoint = fields.Boolean(compute='_compute_may_appoint')
    may_appoint_follower = fields.Boolean(compute='_compute_may_appoint')

    @api.depends('state', 'introducer_id', 'introducer_user_id', 'platform_user_id', 'item_ids.state')
    def _compute_persons_missing(self):
        for project in self:
            is_open = project.state in OPEN_CASE
            project.introducer_missing = is_open and project.introducer_id and not project.introducer_user_id
            project.follower_missing = is_open and not project.platform_user_id and any(
                item.platform == 'construction' and item.state in OPEN_STATES for item in project.item_ids)

    @api.depends_context('uid')
    def _compute_may_appoint(self):
        for project in self:
            project.may_appoint = project._may_appoint('introducer')
            project.may_appoint_follower = project._may_appoint('platform')

    @api.constrains('introducer_id', 'introducer_user_id')
    def _check_introducer_person(self):
        for project in self.filtered('introducer_user_id').sudo():  # sudo: only asks whether one belongs to the unit
            if project.introducer_user_id not in project.introducer_id.member_ids:
                raise ValidationError(self.env._(
                    "%(person)s does not belong to the unit that introduced the project. Name somebody of "
                    "%(unit)s.", person=project.introducer_user_id.name,
                    unit=project.introducer_id.name or self.env._("the introducing unit, once it is entered")))

    def _locked_fields(self):
        """The center appoints the follower (R35), nobody else."""
        locked = set(super()._locked_fields())
        return locked if self.env.user.has_group(SUPERVISOR) else locked | {'platform_user_id', 'platform_unit_id'}

    # === Asked for until named ===

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'state', 'introducer_id', 'introducer_user_id', 'platform_user_id'}:
            self.sudo()._ask_for_persons()  # sudo: activities of people of other units
        return result

    def _freeze_plan(self):
        result = super()._freeze_plan()
        self._ask_for_persons()
        return result

    def _items_closed(self):
        """Nobody is needed any more who would follow items that are all closed."""
        result = super()._items_closed()
        self.filtered(lambda project: not project.platform_user_id and not project.follower_missing).activity_unlink(
            [FOLLOWER])
        return result

    def _ask_for_persons(self):
        for project in self:
            project._ask_for_introducer()
            project._ask_for_follower()

    def _ask_for_introducer(self):
        """R58: the head of the introducing unit is asked to name its person."""
        self.activity_unlink([INTRODUCER])
        if not self.introducer_missing:
            return
        unit = self.introducer_id
        heads = unit._receiver() | unit.liaison_id
        head = heads.filtered(lambda user: self.with_user(user).has_access('read'))[:1]
        summary = self.env._("Name the person who follows this project for %(unit)s", unit=unit.name)
        if user := head or self._case_officer():
            self.activity_schedule(INTRODUCER, user_id=user.id, summary=summary)

    def _ask_for_follower(self):
        """R35: the center's head is asked to appoint who follows the items on the construction platform."""
        self.activity_unlink([FOLLOWER])
        if self.follower_missing:
            for user in self.env['daiban.unit']._center_head():
                self.activity_schedule(FOLLOWER, user_id=user.id, summary=self.env._(
                    "Appoint somebody who follows the items on the construction platform"))

    # === Named in one step ===

    def _may_appoint(self, kind):
        user = self.env.user
        if user.has_group(SUPERVISOR) or self.env.su:
            return True
        case = self.sudo()  # sudo: only asks who heads the unit, and who works for the case
        unit = self._appoint_unit(kind)
        agent = kind == 'introducer' and user.has_group('sanming_daiban.group_agent')
        return user in unit._leaders() | unit.liaison_id or agent and user in case.lead_unit_id.member_ids

    def action_appoint_introducer(self, user=None):
        """Name the introducer's person (R58); without ``user`` the dialog asks."""
        return self._appoint('introducer', user)

    def action_appoint_follower(self, user=None):
        """Appoint the follower on the construction platform (R35); without ``user`` the dialog asks."""
        return self._appoint('platform', user)

    def _appoint(self, kind, user):
        self.ensure_one()
        self.check_access('read')
        self._check_state(*OPEN_CASE, action=self.env._("name a person"))
        if not self._may_appoint(kind):
            raise AccessError(self.env._(
                "Only the unit whose person it is can name somebody, the agents of the case for the introducer, "
                "and supervisors."))
        if not user:
            return self._appoint_dialog(kind)
        user = self.env['res.users'].browse(user) if isinstance(user, int) else user
        field, _unit = PERSONS[kind]
        case = self.sudo()  # sudo: the person of a unit that may not write the case; who may was checked above
        case._check_person(kind, user)
        case[field] = user
        return True

    def _appoint_unit(self, kind):
        """The unit whose person is named; the center, when no rule named a unit that follows."""
        return self.sudo()[PERSONS[kind][1]] or (
            self.env.ref('sanming_daiban.unit_center').sudo() if kind == 'platform' else self.env['daiban.unit'])

    def _check_person(self, kind, user):
        unit = self._appoint_unit(kind)
        if user not in unit.member_ids:
            raise UserError(self.env._(
                "%(user)s does not belong to %(unit)s. Choose one of its people, or add the person to the unit first.",
                user=user.name, unit=unit.name))
        if not user._daiban_present():
            raise UserError(self.env._("%(user)s is away today. Name somebody who is at work.", user=user.name))
        if self[PERSONS[kind][0]] == user:
            raise UserError(self.env._("%(user)s is named already; nothing was changed.", user=user.name))

    def _appoint_dialog(self, kind):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Name a Person"),
            'res_model': 'daiban.project.appointment',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_project_id': self.id, 'default_kind': kind},
        }
