from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..case.daiban_project_guard import SUPERVISION_ACTIVITY

TODO = 'mail.mail_activity_data_todo'
SUPERVISOR = 'sanming_daiban.group_supervisor'


class DaibanSupervisionFlow(models.AbstractModel):
    """draft → issued → replied → accepted, or issued once more; withdrawn with a reason (R48)."""

    _name = 'daiban.supervision.flow'
    _description = 'Supervision Order: Flow'

    # === Who may ===

    @api.model
    def _is_supervisor(self):
        return self.env.su or self.env.user.has_group(SUPERVISOR)

    def _check_supervisor(self):
        self.check_access('write')
        if not self._is_supervisor():
            raise AccessError(self.env._("Only supervision can do this."))

    def _check_judge(self):
        """A requester never approves his own: whoever replied does not judge the reply."""
        self._check_supervisor()
        for order in self:
            if order.replied_by_id and order.replied_by_id == self.env.user:
                raise AccessError(self.env._(
                    "You wrote this reply yourself, so another supervisor has to judge it."))

    def _repliers(self):
        """The unit's leader and its person responsible for the service."""
        unit = self.unit_id.sudo()  # sudo: only asks who it is
        return unit.leader_id | unit.responsible_id | self.recipient_id

    def _check_replier(self):
        self.check_access('write')
        for order in self:
            if not self.env.su and self.env.user not in order._repliers():
                raise AccessError(self.env._(
                    "Only the leader in charge of %(unit)s or its person responsible for the service can reply.",
                    unit=order.unit_id.name))

    # === Proposing ===

    @api.model
    def _propose(self, items, origin):
        """A draft for each of the items that has no open order, and every supervisor is asked to decide.

        :param origin: `light` or `rule` when nobody asked for it
        """
        orders = self.sudo()  # sudo: a rule proposes, whoever's click or job turned the light
        known = orders.search([('item_id', 'in', items.ids), ('state', 'in', ('draft', 'issued', 'replied'))]).item_id
        drafts = orders.create([
            {'project_id': item.project_id.id, 'item_id': item.id, 'origin': origin}
            for item in items.sudo() - known.sudo()])
        for draft in drafts:
            draft._ask_supervision(self.env._("Check the facts, then issue the supervision order or withdraw it"))
        return drafts

    def _ask_supervision(self, summary, users=None):
        for user in users or self._clock_correctors():
            self.activity_schedule(SUPERVISION_ACTIVITY, user_id=user.id, summary=summary)

    # === Steps ===

    def action_issue(self):
        """The order goes to the unit's leader, numbered, and the days to reply count from the next working day."""
        self._check_state('draft', action=self.env._("issue it"))
        self._check_supervisor()
        self._require('facts', 'demand')
        for order in self:
            if not order.recipient_id:
                raise UserError(self.env._(
                    "%(unit)s has no leader in charge who could reply. Enter the leader in the unit first.",
                    unit=order.unit_id.name))
        self.sudo()._issue()  # sudo: number, clock and letter are the system's; who issues was checked above
        return True

    def _issue(self):
        today = self._clock_today()
        for order in self:
            order.activity_unlink([SUPERVISION_ACTIVITY])
            order.write({
                'state': 'issued', 'issued_on': today, 'supervisor_id': self.env.uid,
                'number': order._letter_template()._next_number(today)})
            order._clock_start(holder_kind='unit', unit=order.unit_id, user=order.recipient_id)
            order._freeze_letter()
            order.activity_schedule(
                TODO, user_id=order.recipient_id.id, date_deadline=order.due_date,
                summary=self.env._("Reply to the supervision order in writing"))
            order._log_on_matter(self.env._(
                "Supervision order %(number)s to %(unit)s, to be replied to by %(due)s.",
                number=order.number, unit=order.unit_id.name, due=order.due_date))

    def _log_on_matter(self, body):
        """Kept with the item, or with the case; a note of ours that no enterprise sees."""
        self._matter().message_post(body=body)

    def action_reply(self):
        """The unit replies: why, what it does about it, and until when."""
        self._check_state('issued', action=self.env._("reply"))
        self._check_replier()
        self._require('reply')
        today = self._clock_today()
        for order in self:
            if order._is_matter_open() and not (order.promised_on and order.promised_on >= today):
                raise UserError(self.env._(
                    "Name the day by which it will be done; it cannot lie in the past."))
        orders = self.sudo()  # sudo: the state moves only by this action, whose person was checked above
        orders.write({'state': 'replied', 'replied_on': today, 'replied_by_id': self.env.uid})
        orders._clock_finish()
        for order in orders:
            order.activity_unlink([TODO, SUPERVISION_ACTIVITY])
            judges = (order.supervisor_id & self._clock_correctors()) - self.env.user
            order._ask_supervision(self.env._("Judge the reply of %(unit)s", unit=order.unit_id.name), judges)
            order._log_on_matter(self.env._(
                "%(unit)s replied to the supervision order %(number)s.", unit=order.unit_id.name, number=order.number))
        return True

    def _is_matter_open(self):
        # sudo: one fact about the item or the case
        item, case = self.sudo().item_id, self.sudo().project_id
        return item.is_open if item else case.state in ('submitted', 'supplement', 'accepted', 'running')

    def action_accept(self):
        self._check_state('replied', action=self.env._("accept the reply"))
        self._check_judge()
        self.sudo()._close('accepted')  # sudo: as in action_reply
        return True

    def action_reissue(self):
        """Once more, because the reply is not enough, the promise was broken, or there was no reply at all."""
        self._check_state('issued', 'replied', 'accepted', action=self.env._("issue it once more"))
        self._check_judge()
        self._require('decision_note')
        again = self.browse()
        for order in self:
            if order.state == 'issued' and order._clock_light() != 'red':
                raise UserError(self.env._("The unit still has time to reply, until %(due)s.", due=order.due_date))
            if order.state == 'accepted' and not order.promise_broken:
                raise UserError(self.env._("The reply was accepted, and what it promised is not overdue."))
            again |= order.sudo()._once_more()  # sudo: as in action_reply
        return {'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': again[-1:].id, 'view_mode': 'form'}

    def _once_more(self):
        self._close('reissued')
        self.flush_recordset()
        earlier = self._in_chinese().env._(
            "The supervision order %(number)s has been issued on this matter before. %(note)s",
            number=self.number, note=self.decision_note)
        facts = self._facts_of_item() if self.item_id else self.facts
        again = self.create({**self._next_round(), 'facts': '\n'.join(filter(None, [facts, earlier]))})
        again._issue()
        return again

    def _next_round(self):
        return {
            'project_id': self.project_id.id, 'item_id': self.item_id.id, 'unit_id': self.unit_id.id,
            'origin': self.origin, 'round': self.round + 1, 'previous_id': self.id, 'demand': self.demand,
            'limit_days': self.limit_days,
        }

    def action_withdraw(self):
        self._check_state('draft', 'issued', 'replied', action=self.env._("withdraw it"))
        self._check_judge()
        self._require('decision_note')
        self.sudo()._close('withdrawn')  # sudo: as in action_reply
        return True

    def _close(self, state, note=None):
        self.write({
            'state': state, 'judged_on': self._clock_today(), 'judged_by_id': self.env.uid,
            **({'decision_note': note} if note else {})})
        self._clock_close()
        self.activity_unlink([TODO, SUPERVISION_ACTIVITY])

    def _require(self, *names):
        for order in self:
            if missing := [name for name in names if not (order[name] or '').strip()]:
                raise UserError(self.env._(
                    "Please fill in first: %(fields)s.",
                    fields='、'.join(self._fields[name]._description_string(self.env) for name in missing)))

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        yield from super()._clock_day_begins()
        orders = self.sudo()  # sudo: the daily job, whoever runs it
        silent = [('state', '=', 'issued'), ('light', '=', 'red'), ('escalated_on', '=', False)]
        yield from orders.search(silent, order='id')._clock_one_by_one('_escalate')
        broken = self._promise_broken_domain() & Domain('promise_told_on', '=', False)
        yield from orders.search(broken, order='id')._clock_one_by_one('_tell_broken_promise')

    def _escalate(self):
        """No reply in time: the center's head is told, once, and the supervisor who issued it."""
        head = self.env['daiban.unit'].search([('unit_type', '=', 'center')], limit=1).leader_id
        self.write({'escalated_on': self._clock_today(), 'escalated_to_id': head.id})
        people = head | self.supervisor_id or self._clock_correctors()
        self._ask_supervision(self.env._(
            "%(unit)s has not replied to the supervision order in time", unit=self.unit_id.name), people)

    def _tell_broken_promise(self):
        self.promise_told_on = self._clock_today()
        self._ask_supervision(self.env._(
            "%(unit)s promised it for %(day)s, and it is not done: issue the order once more?",
            unit=self.unit_id.name, day=self.promised_on), self.supervisor_id)

    # === Ways ===

    def action_open_matter(self):
        self.ensure_one()
        record = self._matter()
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}
