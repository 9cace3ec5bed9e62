from odoo import models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'
APPROVE = 'sanming_daiban.activity_approve'
# What the rules of escalation ask for (data/case/base_automation.xml).
DEADLINE = 'sanming_daiban.activity_type_deadline'
# An item in one of these lets go of those that wait for it.
SETTLED_STATES = ('pre_reviewed', 'done', 'cancelled')


class DaibanItemFlow(models.AbstractModel):
    """waiting → ready → dispatched → assigned → running ⇄ paused → done; ends refused, cancelled (R33, R34).

    The unit's leader assigns, the unit's people handle, the agents of the case dispatch and cancel. Every step
    tells the clock who holds the ball. The assignment is in the coordination room (`daiban_item_handover`).
    """

    _name = 'daiban.item.flow'
    _description = 'Approval Item: Flow'

    # === Who may ===

    def _check_unit_leader(self):
        if self.env.su:
            return
        for unit in self.unit_id:
            if self.env.user not in unit._leaders():
                raise AccessError(
                    self.env._(
                        "Only the leader in charge of %(unit)s or its person responsible for the service can do this.",
                        unit=unit.name,
                    )
                )

    def _check_unit_member(self):
        if self.env.su:
            return
        for item in self:
            if self.env.user not in item.unit_id.sudo().member_ids:  # sudo: only asks whether one belongs to the unit
                raise AccessError(
                    self.env._("This item belongs to %(unit)s; only its people can handle it.", unit=item.unit_id.name)
                )

    def _check_case_agent(self):
        # sudo: the rule of the case decides, with the rights of the person who asks
        self.project_id.sudo(False)._check_case_agent()

    # === Before the unit works on it ===

    def _ready_if_possible(self):
        """Items whose prerequisites are all settled become ready."""
        ready = self.filtered(
            lambda item: (
                item.state == 'waiting' and all(other._lets_go_of(item) for other in item.prerequisite_ids)
            )
        )
        ready.write({'state': 'ready'})
        return ready

    def _lets_go_of(self, item):
        """Whether ``item`` need not wait for this one any more."""
        return self.state in SETTLED_STATES

    def action_dispatch(self):
        """Hand the item to the leader in charge of its unit (R33)."""
        self._check_state('ready', action=self.env._("hand it to the unit"))
        self._check_case_agent()
        for item in self:
            if item.project_id.state != 'running':
                raise UserError(self.env._("Hand the case over first; its items then go to their units by themselves."))
        self.sudo()._dispatch()  # sudo: the item belongs to another unit; the agent was checked above
        return True

    def _dispatch(self, date=None):
        """:param date: the day on which it happened, where it is only told later"""
        today = date or self.env['daiban.calendar.year']._district_today()
        self.write({'state': 'dispatched', 'dispatched_on': today})
        self._clock_handover(
            'unit',
            unit={item.id: item.unit_id for item in self},
            user={item.id: item.leader_id for item in self},
            date=today,
        )
        self._notify_holder()
        self.project_id._stage_reached(self)

    # === While the unit works on it ===

    def action_start(self, date=None, note=None):
        """Begin to examine: from the next working day on the days count (行政许可法 42, DESIGN §5.3)."""
        self._check_state('assigned', action=self.env._("start it"))
        self._check_unit_member()
        self.project_id.sudo()._check_not_suspended()  # sudo: one fact about the case
        items = self.sudo()  # sudo: state and clock move only by this action, whose person was checked above
        # those of a parallel launch count since that day
        items.filtered(lambda item: not item.started_on)._clock_start(date=date, note=note)
        items.state = 'running'
        items._follow_due_date()
        return True

    def action_pause(self, reason=None, date=None, **evidence):
        """Stop the clock for a reason of the closed list (行政许可法 45).

        What the reason demands and the ``evidence`` lacks leaves the pause claimed: the clock keeps counting.
        :param reason: ``daiban.pause.reason`` record or its id; without it the dialog asks for one
        """
        self._check_state('running', action=self.env._("pause it"))
        self._check_unit_member()
        if not reason:
            return self._decision_dialog('pause')
        reason = self.env['daiban.pause.reason'].browse(reason) if isinstance(reason, int) else reason
        items = self.sudo()  # sudo: as in action_start
        items._clock_pause(reason, date=date, along={'state': 'paused'}, **evidence)
        items._tell_pause(reason, approved=evidence.get('approved_by'))
        return True

    def _tell_pause(self, reason, approved):
        """The enterprise learns that we wait for it, the leader that a pause waits for approval."""
        for item in self:
            if reason.holder == 'enterprise':
                item.project_id._post_turn('mail_template_project_paused', item=item.name, reason=reason.name)
            leader = item.unit_id._receiver()
            if reason.needs_approval and not approved and leader and leader != self.env.user:
                item.activity_schedule(
                    APPROVE, user_id=leader.id, summary=self.env._("Approve the pause or have the work go on"))

    def action_approve_pause(self):
        """The leader approves the pause that somebody of the unit asked for; from now on it stops the clock."""
        self._check_state('paused', action=self.env._("approve the pause"))
        self._check_unit_leader()
        self.sudo()._clock_complete_pause(
            approved_by=self.env.user, requested_by=self.handler_id[:1]
        )  # sudo: as in action_start
        self.sudo().activity_unlink([APPROVE])  # sudo: as above
        return True

    def action_resume(self, date=None, note=None):
        self._check_state('paused', action=self.env._("resume it"))
        self._check_unit_member()
        self.project_id.sudo()._check_not_suspended()  # sudo: one fact about the case
        items = self.sudo()  # sudo: as in action_start
        items._clock_resume(date=date, note=note, along={'state': 'running'})
        items.activity_unlink([APPROVE])
        items._follow_due_date()
        return True

    def action_extend(self, days=None, note=None, **evidence):
        """Extend the limit once, by the leader, within the cap; the enterprise is told why (行政许可法 42)."""
        self._check_state('running', 'paused', action=self.env._("extend it"))
        self._check_unit_leader()
        if not days:
            return self._decision_dialog('extend')
        if not (note or '').strip():
            raise UserError(self.env._("Give the reasons: the law wants the enterprise to be told (行政许可法 42)."))
        for item in self.sudo():  # sudo: as in action_start; also writes the letter, which is the agent's
            item._clock_extend(days, requested_by=item.handler_id, approved_by=self.env.user, note=note, **evidence)
            item._follow_due_date()
            item.env['daiban.notice']._create_extension(item, days, note)
        return True

    def action_enter_later(self):
        """Enter the next step with the earlier day on which it really happened; it is marked as recorded later."""
        self._check_state('assigned', 'running', 'paused', action=self.env._("enter something of an earlier day"))
        self._check_unit_member()
        return self._decision_dialog({'assigned': 'start', 'running': 'done', 'paused': 'resume'}[self[:1].state])

    # === The end ===

    def action_done(self, date=None, note=None):
        """Finish the item; those that waited only for it go to their units at once."""
        self._check_state('running', action=self.env._("finish it"))
        self._check_unit_member()
        items = self.sudo()  # sudo: also readies and dispatches items of other units
        items._check_can_finish()
        items.material_ids._check_not_deferred()
        items._clock_finish(date=date, note=note)
        items._settle('done', note)
        return True

    def action_refuse(self, note=None):
        """Refuse the permit, with reasons (行政许可法 38); the case's agent is told."""
        self._check_state('running', action=self.env._("refuse it"))
        self._check_unit_member()
        if not note:
            return self._decision_dialog('refuse')
        for item in self.sudo():  # sudo: as in action_done
            item._clock_finish()
            item.write({'state': 'refused', 'close_note': note})
            item.activity_unlink([TODO, DEADLINE])
            item.project_id._item_refused(item)
        return True

    def action_cancel(self, note=None):
        """This project does not need the item after all; what waited for it goes on."""
        self._check_state(
            'waiting', 'ready', 'dispatched', 'assigned', 'running', 'paused', action=self.env._("cancel it")
        )
        self._check_case_agent()
        if not note:
            return self._decision_dialog('cancel')
        for item in self.sudo():  # sudo: the item belongs to another unit; the agent was checked above
            item._cancel(note)
            item._let_go()
            item.project_id._sync_materials()
        return True

    def _cancel(self, note):
        self._clock_close()
        self.activity_unlink([TODO, DEADLINE])
        self.write({'state': 'cancelled', 'close_note': note})

    def _settle(self, state, note=None, date=None):
        self.write({'state': state, **({'close_note': note} if note else {})})
        self.activity_unlink([TODO, DEADLINE])
        self._let_go(date)

    def _let_go(self, date=None):
        """Ready and dispatch what waited for these items; tell the case."""
        ready = self.dependent_ids._ready_if_possible()
        ready.filtered(lambda item: item.project_id.state == 'running')._dispatch(date)
        self.project_id._items_closed()

    # === Help ===

    def _notify_holder(self):
        """Ask the person with whom the item lies for the next step."""
        at_unit = self.filtered(lambda item: item.state == 'dispatched')
        at_unit._ask_to_assign()
        for item in (self - at_unit).filtered('handler_id'):
            item.activity_schedule(
                TODO, user_id=item.handler_id.id, summary=self.env._("Handle the item"),
                date_deadline=item.due_date or None)

    def _follow_due_date(self):
        """The activity of the handler is due when the item is."""
        for item in self.filtered('due_date'):
            item.activity_reschedule([TODO], date_deadline=item.due_date)

    def _decision_dialog(self, decision):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Decision"),
            'res_model': 'daiban.item.decision',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_item_ids': self.ids, 'default_decision': decision},
        }
