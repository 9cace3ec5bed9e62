import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

_logger = logging.getLogger(__name__)

EXAMINE_ACTIVITY = 'sanming_daiban.activity_examine'
WARNING_ACTIVITY = 'mail.mail_activity_data_warning'


class DaibanProjectMessage(models.AbstractModel):
    """At each turn of a case: a message to the enterprise with the next step and its date, and work for the staff.

    The words are mail templates of the district; an archived one switches its turn off.
    """

    _name = 'daiban.project.message'
    _description = 'Agency Project: Messages'

    # === To the enterprise ===

    def _post_turn(self, template, **turn):
        """Tell the enterprise that the case took a turn: in the thread, by mail, and to the gateways.

        The service speaks, not the person whose click it was: who applies in the portal would get no receipt,
        because nobody is notified of what he wrote himself.

        :param template: name of the mail template, which is also the name of the turn for the gateways
        :param turn: what the case itself does not say (a stage, an item, a reason): ``ctx['turn']`` in the template
        """
        mail = self.env.ref(f'sanming_daiban.{template}')
        for project in self if mail.active else self.browse():
            project = project.with_context(lang=project.partner_id.lang, mail_notify_author=True, turn=turn)
            try:
                with self.env.cr.savepoint():
                    project.message_post_with_source(
                        mail, subtype_xmlid='mail.mt_comment', author_id=self.env.company.partner_id.id)
            except UserError:
                # A placeholder that an admin mistyped must not stop the case; the plain words go out instead.
                _logger.exception("The mail template %s cannot be filled in.", mail.name)
                project.message_post(
                    body=project._turn_text(mail), subtype_xmlid='mail.mt_comment',
                    author_id=self.env.company.partner_id.id)
            project.env['daiban.webhook']._queue(project, template, project._turn_text(mail))

    def _turn_text(self, mail):
        """The turn as one plain text for SMS or WeChat: what happened, and what comes next by when."""
        try:
            what = mail.with_context(lang=self.partner_id.lang)._render_field('subject', self.ids)[self.id]
        except UserError:
            what = self.display_name
        return self.env._("%(what)s. %(next)s", what=what, next=self._turn_next())

    def _turn_next(self):
        """What comes next, in one sentence with its date, in plain words."""
        self.ensure_one()
        date = self.next_due_date and format_date(self.env, self.next_due_date, date_format='long')
        if self.state == 'submitted' and date:
            return self.env._("By %(date)s you are told whether it is accepted, or at once everything that is missing.",
                              date=date)
        if self.state == 'supplement':
            return self.env._("Please hand in what the one-time notice lists; then we go on at once.")
        if self.state == 'rejected':
            return self.reject_reason_id.way_onward or self.env._("You may apply again at any time.")
        if self.state == 'running':
            return self._turn_next_items(date)
        return {
            'accepted': self.env._("We hand it to the departments. You need not do anything unless you are asked."),
            'done': self.env._("Your agent hands over the results."),
            'withdrawn': self.env._("You may apply again at any time, free of charge."),
            'terminated': self.env._("You may apply again at any time, free of charge."),
        }.get(self.state) or self.env._("We tell you about every step.")

    def _turn_next_items(self, date):
        names = '、'.join(self.item_ids.filtered('is_active').mapped('name'))
        if names and date:
            return self.env._("Under way: %(items)s; the next is due on %(date)s.", items=names, date=date)
        return names and self.env._("Under way: %(items)s.", items=names) or self.env._("We tell you about every step.")

    def _stage_reached(self, items):
        """Called for items that went to their units: the first of a stage is told to the enterprise."""
        for project, own in items.grouped('project_id').items():
            earlier = (project.item_ids - own).filtered('dispatched_on').stage_id
            if stages := own.stage_id - earlier:
                project._post_turn('mail_template_project_stage', stage='、'.join(stages.mapped('name')))

    # === To the staff ===

    def _case_officer(self):
        """Whose desk the case lies on: its agent, else somebody of the unit that leads it."""
        unit = self.lead_unit_id
        return self.agent_id or unit.liaison_id or unit.responsible_id or unit.leader_id or unit.member_ids[:1]

    def _ask_to_examine(self, summary):
        """Something came in: whoever has the case examines it in time."""
        for project in self:
            project.activity_unlink([EXAMINE_ACTIVITY])
            if officer := project._case_officer():
                project.activity_schedule(
                    EXAMINE_ACTIVITY, user_id=officer.id, summary=summary, date_deadline=project.due_date or None)

    def write(self, vals):
        result = super().write(vals)
        if vals.get('state', 'submitted') != 'submitted':
            self.activity_unlink([EXAMINE_ACTIVITY])  # whatever the decision was, it was made
        return result

    def _tell_withdrawn(self, reason):
        """The agent learns that the enterprise took its request back, unless he did it for it."""
        for project in self:
            officer = project._case_officer()
            if officer and officer != self.env.user:
                project.activity_schedule(
                    WARNING_ACTIVITY, user_id=officer.id, note=reason,
                    summary=self.env._("The enterprise has withdrawn its request"))

    def _tell_stopped(self):
        """Who is at work on an item learns that it stops with the case."""
        for item in self.item_ids.filtered('is_active'):
            if user := item.handler_id or item.leader_id:
                item.activity_schedule(
                    WARNING_ACTIVITY, user_id=user.id, summary=self.env._("Stop: the case was closed"))
