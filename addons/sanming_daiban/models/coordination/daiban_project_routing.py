from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..setup.daiban_routing_rule import UNIT_FIELDS

PARTY_FIELDS = {*UNIT_FIELDS.values(), 'introducer_id', 'platform_user_id'}
SINGLE_ROLES = ('lead', 'guide', 'tracker', 'platform')
TODO = 'mail.mail_activity_data_todo'


class DaibanProject(models.Model):
    """Who serves a case and why, and routing it again when its facts have changed (Q7, R50–R58)."""

    _inherit = 'daiban.project'

    platform_unit_id = fields.Many2one(
        'daiban.unit', string="Unit That Follows on the Platform", copy=False, index='btree_not_null',
        help="R35: appoints the person who follows the items on the construction approval platform.")
    party_ids = fields.One2many('daiban.project.party', 'project_id', string="Who Serves It and Why")

    # === The parties follow the case ===

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        projects._follow_parties()
        return projects

    def write(self, vals):
        before = {project: project._party_keys() for project in self} if vals.keys() & PARTY_FIELDS else None
        result = super().write(vals)
        if before:
            self._follow_parties(before)
        return result

    def _party_keys(self):
        """{(role, unit)} of the bodies that serve this case, as the case says it."""
        case = self.sudo()  # sudo: which units they are, whatever the user may read of them
        follower = case.platform_unit_id or case.platform_user_id.daiban_unit_ids[:1]
        units = {role: follower if role == 'platform' else case[name] for role, name in UNIT_FIELDS.items()}
        return {
            (role, unit) for role, found in {**units, 'introducer': case.introducer_id}.items() for unit in found}

    def _follow_parties(self, before=None, why=None):
        """Parties that came get their reason, those that went are gone.

        :param why: the reason, if it is neither a rule nor the hand of the user
        """
        routed = self.env.context.get('daiban_routed')
        places = self.env['daiban.routing.rule']._places(self) if routed else {}
        vals_list = []
        for project in self.sudo():  # sudo: nobody writes parties by hand
            keys, known = project._party_keys(), {(party.role, party.unit_id): party for party in project.party_ids}
            for key in known.keys() - keys:
                known[key].unlink()
            came = sorted(keys - known.keys(), key=lambda key: (key[0], key[1].id))
            gone = (before or {}).get(project, set()) - keys
            for role, unit in came:
                instead_of = '、'.join(other.name for same, other in gone if same == role)
                rule = places.get(project, {}).get(role, {}).get(unit)
                vals_list.append(project._prepare_party(role, unit, rule, why, instead_of))
        self.env['daiban.project.party'].sudo().create(vals_list)  # sudo: as above

    def _prepare_party(self, role, unit, rule, why, instead_of):
        letter = self.with_context(lang=self.env['daiban.notice']._letter_lang())
        return {
            'project_id': self.id, 'role': role, 'unit_id': unit.id, 'rule_id': rule.id if rule else False,
            'placed_on': self._clock_today(), 'placed_by_id': self.env.uid,
            'why': why or (
                letter._why_routed(rule.with_env(letter.env)) if rule else letter._why_by_hand(instead_of)),
        }

    def _why_routed(self, rule):
        why = rule._because(self)
        reason = self.env.context.get('daiban_route_reason')
        if not reason:
            return why
        return self.env._(
            "%(why)s. Routed again by %(user)s: %(reason)s", why=why, user=self.env.user.name, reason=reason)

    def _why_by_hand(self, instead_of):
        user = self.env.user.name
        if instead_of:
            return self.env._("Entered by hand by %(user)s, in place of %(unit)s", user=user, unit=instead_of)
        return self.env._("Entered by hand by %(user)s", user=user)

    # === Routing again ===

    def action_reroute(self, reason=None):
        """Ask the rules again, because the facts of the case have changed; without a reason the dialog asks for it."""
        self._check_state('submitted', 'supplement', 'accepted', 'running', action=self.env._("route it again"))
        self._check_may_reroute()
        for project in self:
            if not project._reroute_changes() and not project._reroute_items():
                raise UserError(self.env._(
                    "The rules give “%(name)s” to the same units as now; there is nothing to change.",
                    name=project.display_name))
        if not (reason or '').strip():
            self.ensure_one()
            return self._reroute_dialog()
        for project in self.sudo():  # sudo: people and items of other units follow; who may was checked above
            project._reroute(reason.strip())
        return True

    def _check_may_reroute(self):
        """The people of the unit that leads the case, and supervisors."""
        if self.env.su or self.env.user.has_group('sanming_daiban.group_supervisor'):
            return
        self._check_case_agent()
        for project in self:
            if self.env.user not in project.sudo().lead_unit_id.member_ids:  # sudo: only asks whether one belongs to it
                raise AccessError(self.env._(
                    "Only the people of %(unit)s, which leads the case, and supervisors can route it again.",
                    unit=project.lead_unit_id.name))

    def _reroute_changes(self, places=None):
        """{role: (units now, units by the rules)} where they differ.

        Somebody's choice stays where the rules name nobody, and beside the units that support by rule.
        """
        places = places or self.env['daiban.routing.rule']._places(self)[self]
        by_hand = {(party.role, party.unit_id) for party in self.sudo().party_ids if not party.rule_id}
        changes = {}
        for role, name in UNIT_FIELDS.items():
            now = self[name]
            by_rule = now.browse().union(*places[role])
            kept = now.filtered(lambda unit, role=role: (role, unit) in by_hand)
            if role == 'support':
                by_rule = (by_rule | kept) - now.browse().union(*places['lead'])
            elif not by_rule:
                by_rule = kept
            if now != by_rule:
                changes[role] = (now, by_rule)
        return changes

    def _reroute_items(self):
        """{item: unit} of the items not yet handed over that a rule now gives to another unit."""
        waiting = self.item_ids.filtered(lambda item: item.state in ('waiting', 'ready'))
        units = self.env['daiban.routing.rule']._item_units(self, waiting.type_id)
        return {
            item: units[item.type_id] for item in waiting
            if item.type_id in units and units[item.type_id] != item.unit_id}

    def _reroute(self, reason):
        changes, items = self._reroute_changes(), self._reroute_items()
        summary = self._reroute_summary(changes, items)
        vals = {
            UNIT_FIELDS[role]: units[:1].id if role in SINGLE_ROLES else [Command.set(units.ids)]
            for role, (_now, units) in changes.items()}
        self.with_context(daiban_routed=True, daiban_route_reason=reason).write(
            {**vals, **self._reroute_people(changes)})
        for item, unit in items.items():
            item.unit_id = unit
        self.message_post(
            body=self.env._("Routed again: %(reason)s", reason=reason) + '\n' + '\n'.join(summary),
            subtype_xmlid='mail.mt_note', body_is_html=False)
        if 'lead' in changes:
            self._lead_changed()

    def _reroute_people(self, changes):
        """Who served the case for a unit that no longer does gives it to somebody of the new one."""
        vals = {}
        if 'lead' in changes and self.agent_id not in changes['lead'][1].member_ids:
            unit = changes['lead'][1]
            officers = unit.liaison_id | unit.responsible_id | unit.leader_id
            vals['agent_id'] = (officers._daiban_present()[:1] or unit.member_ids._daiban_present()[:1]).id
        if 'platform' in changes and self.platform_user_id not in changes['platform'][1].member_ids:
            vals['platform_user_id'] = changes['platform'][1].responsible_id.id
        return vals

    def _lead_changed(self):
        """The new unit is told, and has the ball where the old one had it."""
        if self.started_on and not self.finished_on and not self.paused:
            self._clock_handover('window', unit=self.lead_unit_id, user=self.agent_id)
        if self.agent_id:
            self.activity_schedule(
                TODO, user_id=self.agent_id.id, summary=self.env._("The case was routed to your unit: take it over"))

    def _reroute_summary(self, changes, items=None):
        """One line for each change, for the dialog, the trial of rules and the message."""
        labels = dict(self.env['daiban.project.party']._fields['role']._description_selection(self.env))
        nobody = self.env._("nobody")
        lines = [self.env._(
            "%(role)s: %(before)s → %(after)s", role=labels[role],
            before='、'.join(now.mapped('name')) or nobody, after='、'.join(units.mapped('name')) or nobody)
            for role, (now, units) in changes.items()]
        return lines + [self.env._(
            "%(role)s: %(before)s → %(after)s", role=item.name, before=item.unit_id.name, after=unit.name)
            for item, unit in (items or {}).items()]

    def _reroute_dialog(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Route Again"),
            'res_model': 'daiban.project.reroute',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_project_id': self.id},
        }
