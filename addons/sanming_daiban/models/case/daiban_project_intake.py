from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_project_guard import GUARD_ACTIVITY, GUARD_LIMIT

# What must be known before a request can be examined (R22, R31); portal and counter ask the same.
REQUIRED_TO_SUBMIT = (
    'name',
    'partner_id',
    'uscc',
    'category_id',
    'nature',
    'object_class',
    'contact_name',
    'contact_phone',
)


class DaibanProjectIntake(models.AbstractModel):
    """From the request to the decision about it: submitted ⇄ supplement → accepted, or rejected (R22–R32)."""

    _name = 'daiban.project.intake'
    _description = 'Agency Project: Intake'
    _inherit = [
        'daiban.project.guard', 'daiban.project.demand', 'daiban.project.deferral', 'daiban.project.ending']

    # === Who may ===

    def _check_case_agent(self):
        """Only an agent of a unit that leads or supports the case decides about it (DESIGN §6)."""
        if self.env.su:
            return
        self.check_access('write')
        if not self.env.user.has_group('sanming_daiban.group_agent'):
            raise AccessError(
                self.env._(
                    "Only an agent of the service can do this. Ask the agency window, or an administrator for the role."
                )
            )

    # === Submit ===

    def action_submit(self):
        """Hand the request in; after a supplement, hand in what was missing."""
        self._check_state('draft', 'supplement', action=self.env._("submit it"))
        self._check_case_agent()
        self._submit()
        return True

    def _submit(self):
        self._check_complete()
        today = self.env['daiban.calendar.year']._district_today()
        # sudo: number, routing and plan are set by rule, not by the person who submits; who may submit was
        # checked by the caller (agent's rights, or the portal's ownership check)
        for project in self.sudo():
            first = project.state == 'draft'
            values = project._prepare_submit_vals(today) if first else {'state': 'submitted'}
            project.with_context(daiban_routed=first).write(values)
            if first:
                project._sync_materials()
                project.message_subscribe(partner_ids=project._portal_people().ids)
                project._clock_start(date=today, holder_kind='window', unit=project.lead_unit_id, user=project.agent_id)
                project._ask_to_examine(self.env._("New request: examine it"))
                project._post_turn('mail_template_project_received')
            else:
                project._supplement_received(today)

    def _check_complete(self):
        for project in self:
            missing = [name for name in REQUIRED_TO_SUBMIT if not project[name]]
            if missing:
                labels = '、'.join(project._fields[name]._description_string(self.env) for name in missing)
                raise UserError(
                    self.env._(
                        "“%(name)s” cannot be submitted yet. Please fill in: %(fields)s.",
                        name=project.name or self.env._("The new case"),
                        fields=labels,
                    )
                )

    def _prepare_submit_vals(self, today):
        self.ensure_one()
        return {
            **self._prepare_routing_vals(),
            'state': 'submitted',
            'number': self.env['ir.sequence']._next_gapless('daiban.project', today),
            'submitted_on': today,
            'received_on': today,
            'consented_at': self.consented_at or fields.Datetime.now(),
            'plan_id': self.category_id.published_plan_id.id,
            'limit_days': GUARD_LIMIT,
            'limit_unit': 'working',
        }

    def _prepare_routing_vals(self):
        """Who leads, supports, guides, tracks and follows on the platform (Q7); what a clerk chose before stays."""
        self.ensure_one()
        route = self.env['daiban.routing.rule']._route(self)[self]
        follower = route['platform_unit_id']
        vals = {name: units.ids if name == 'support_unit_ids' else units.id for name, units in route.items()}
        vals['platform_user_id'] = (follower.responsible_id or follower.liaison_id).id
        return {name: value for name, value in vals.items() if not self[name]}

    # === Decide ===

    def action_accept(self):
        """Accept the case (R25–R27): card, frozen plan, first items ready."""
        self._check_state('submitted', action=self.env._("accept it"))
        self._check_case_agent()
        if settled := self._guard_settle():
            return settled
        self._check_intake_materials()
        self._check_applicant()
        self._accept(self._clock_today())
        return True

    def _check_applicant(self):
        """Nobody is served at the request of a stranger (R11, R25)."""
        for project in self._portal_unconfirmed():
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be accepted yet: nobody has confirmed that %(person)s acts for %(enterprise)s. "
                    "Open the representatives of the enterprise and decide that first.",
                    name=project.display_name,
                    person=project._applicant().name,
                    enterprise=project.partner_id.name,
                )
            )

    def _check_intake_materials(self):
        for project in self:
            open_materials = project.material_ids.filtered(
                lambda material: material.at_intake and not material.is_settled
            )
            if open_materials:
                names = '、'.join(open_materials.type_id.mapped('name'))
                raise UserError(
                    self.env._(
                        "“%(name)s” cannot be accepted yet: %(materials)s. Verify each of them, or tell the enterprise "
                        "once what is missing.",
                        name=project.display_name,
                        materials=names,
                    )
                )
            stale = project.material_ids.filtered('at_intake')._no_longer_valid()
            if stale:
                raise UserError(
                    self.env._(
                        "“%(name)s” cannot be accepted yet: no longer valid on this day: %(materials)s. Mark them as "
                        "defective and ask for new ones.",
                        name=project.display_name,
                        materials='、'.join(stale.type_id.mapped('name')),
                    )
                )

    def _accept(self, date, lapsed=False):
        """:param date: as of which it is accepted; a silent acceptance counts from the day of receipt"""
        today = self._clock_today()
        # sudo: creates items of other units, the card and the letter; the decision itself was checked by the caller
        for project in self.sudo():
            project.write(
                {
                    'state': 'accepted',
                    'accepted_on': date,
                    'accepted_by_lapse': lapsed,
                    'agent_id': project.agent_id.id or self.env.uid,
                    'card_id': project.env['daiban.card']._get_or_issue(project).id,
                }
            )
            project._intake_closed(today)
            project._freeze_plan()
            project.commitment_ids._begin(today)
            project.env['daiban.notice']._create_served(project, *project._acceptance_letter())
            project._post_turn('mail_template_project_accepted')
            project._ask_rating('acceptance')

    def _acceptance_letter(self):
        """Kind and text of the letter that says how it was accepted."""
        if self.accepted_by_lapse:
            return 'lapse', self._lapse_text()
        promised = self.commitment_ids.filtered(lambda commitment: commitment.state == 'active')
        return ('deferred', self._commitment_text()) if promised else ('acceptance', False)

    def _intake_closed(self, date):
        """Decided: the guard ends, and what it asked of anybody is no longer open."""
        self._clock_close(date=date)
        self.activity_unlink([GUARD_ACTIVITY])
        self.notice_ids._void()

    def action_reject(self, reason=None, explanation=None):
        """Refuse the request with a coded reason and a way onward (R30).

        Without a reason it opens the dialog that asks for one.
        :param reason: ``daiban.reject.reason`` record or its id
        """
        self._check_state('submitted', 'supplement', action=self.env._("reject it"))
        self._check_case_agent()
        if settled := self._guard_settle():
            return settled
        if not reason:
            return self._decision_dialog('reject')
        today = self.env['daiban.calendar.year']._district_today()
        # sudo: the state moves only by this action, which was checked above
        for project in self.sudo():
            project.write(
                {
                    'state': 'rejected',
                    'closed_on': today,
                    'close_reason': explanation,
                    'reject_reason_id': reason if isinstance(reason, int) else reason.id,
                }
            )
            project._intake_closed(today)
            project._promises_closed()
            project.env['daiban.notice']._create_served(project, 'rejection', note=explanation)
            project._post_turn('mail_template_project_rejected')
        return True

    # === Help ===

    def _decision_dialog(self, decision):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Decision"),
            'res_model': 'daiban.project.decision',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_project_id': self.id, 'default_decision': decision},
        }
