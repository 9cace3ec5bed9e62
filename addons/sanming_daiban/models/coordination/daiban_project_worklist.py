from odoo import api, fields, models
from odoo.exceptions import UserError

OPEN_STATES = ('submitted', 'supplement', 'accepted', 'running')
SERVING_UNITS = ('lead_unit_id', 'support_unit_ids', 'guide_unit_id', 'tracker_unit_id')


class DaibanProject(models.Model):
    """Cases in worklists: how a line shows them, and how they pass from one agent to another (R34, R89)."""

    _inherit = 'daiban.project'

    of_my_unit = fields.Boolean(
        compute='_compute_of_my_unit', search='_search_of_my_unit', groups='sanming_daiban.group_staff')

    @api.depends('lead_unit_id')
    @api.depends_context('uid')
    def _compute_of_my_unit(self):
        mine = self.env.user._daiban_unit_ids()
        for project in self:
            project.of_my_unit = project.lead_unit_id.id in mine

    def _search_of_my_unit(self, operator, value):
        """By the units themselves: they are few, and their cases are found by an index."""
        if operator != 'in':
            return NotImplemented
        return [('lead_unit_id', 'in', list(self.env.user._daiban_unit_ids()))]

    def _home_facts(self):
        running = self.state == 'running'
        holder = self.current_holder if running else False
        facts = {'title': self.name, 'sub': ' · '.join(filter(None, [self.number, self.partner_id.name, holder]))}
        return {**facts, **self.env['daiban.home']._due_facts(self.next_due_date)} if running else facts

    def _locked_fields(self):
        """From the acceptance on the case has its agent, who changes only by :meth:`action_move_agent`."""
        locked = set(super()._locked_fields())
        return locked if self.state in ('draft', 'submitted', 'supplement') else locked | {'agent_id'}

    def action_move_agent(self, user=None, reason=None):
        """Give open cases to another agent of the units that serve them, with a reason; both are told.

        :param user: ``res.users`` record or its id; without it the dialog asks
        """
        self._check_state(*OPEN_STATES, action=self.env._("give it to another agent"))
        self._check_may_move()
        if not user:
            return self._move_dialog()
        user = self.env['res.users'].browse(user) if isinstance(user, int) else user
        if not (reason or '').strip():
            raise UserError(self.env._("Give the reason: it is kept with the record, and those concerned read it."))
        for project in self:
            project._check_new_agent(user)
        for project in self.sudo():  # sudo: activities of the former agent move too; who may was checked above
            project._move_agent(user, reason)
        return True

    def _check_may_move(self):
        """An agent who serves the case, or supervision."""
        if self.env.user.has_group('sanming_daiban.group_supervisor'):
            self.check_access('write')
        else:
            self._check_case_agent()

    def _check_new_agent(self, user):
        serving = self.env['daiban.unit'].union(*(self.sudo()[name] for name in SERVING_UNITS))
        if not user.has_group('sanming_daiban.group_agent') or user not in serving.member_ids:  # units of the case
            raise UserError(self.env._(
                "%(user)s cannot take “%(case)s”: the agent must belong to a unit that serves the case (%(units)s). "
                "Choose one of its agents, or add the unit to the case first.",
                user=user.name, case=self.display_name, units='、'.join(serving.mapped('name')) or '—'))
        if user == self.agent_id:
            raise UserError(self.env._(
                "“%(case)s” is with %(user)s already. Choose somebody else.", case=self.display_name, user=user.name))

    def _move_agent(self, user, reason):
        old = self.agent_id
        self.agent_id = user
        if self.started_on and not self.finished_on and self.holder_kind == 'window':
            self._clock_handover('window', unit=self.lead_unit_id, user=user)
        self.activity_ids.filtered(lambda activity: old and activity.user_id == old).user_id = user
        text = self.env._(
            "The agent changes from %(old)s to %(new)s: %(reason)s", old=old.name or '—', new=user.name, reason=reason)
        self.message_post(
            body=text, author_id=self.env.user.partner_id.id, subtype_xmlid='mail.mt_note',
            partner_ids=((old | user) - self.env.user).partner_id.ids)

    def _move_dialog(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Give to Another Agent"),
            'res_model': 'daiban.project.move',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_project_ids': self.ids},
        }
