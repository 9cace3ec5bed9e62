from odoo import api, fields, models
from odoo.exceptions import UserError

from .daiban_supervised_mixin import TODO

LIVE = ('proposed', 'requested', 'open')


class DaibanGreenChannel(models.Model):
    """绿色通道: a project with items at two or more city departments goes to the city center (R66–R68).

    Proposed by the system, once for the same departments, with what triggered it (:mod:`daiban_project_green`).
    Supervision requests it with a numbered letter to the city center or declines with a reason; the city's answer is
    kept with its document, and how long it took. It ends when no city department has anything open any more.
    """

    _name = 'daiban.green.channel'
    _description = 'Green Channel'
    _inherit = [
        'daiban.green.letter', 'daiban.supervised.mixin', 'daiban.letter.mixin', 'daiban.clock.mixin',
        'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = (
        'state', 'number', 'trigger_text', 'department_ids', 'item_ids', 'proposed_on', 'by_hand', 'requested_on',
        'requested_by_id', 'answer', 'days_to_answer', 'days_gained', 'closed_on', 'letter', 'told_late')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    category_id = fields.Many2one(related='project_id.category_id', store=True)
    agent_id = fields.Many2one(related='project_id.agent_id')
    state = fields.Selection(
        [('proposed', "Proposed"), ('requested', "Requested from the City"), ('open', "Channel Open"),
         ('declined', "Declined"),
         ('closed', "Closed")],
        default='proposed', required=True, readonly=True, copy=False, tracking=True, index=True)
    by_hand = fields.Boolean(readonly=True, copy=False, help="Proposed by a person, not by the count.")
    proposed_on = fields.Date(readonly=True, copy=False)
    department_ids = fields.Many2many('daiban.unit', string="City Departments", readonly=True, copy=False)
    department_count = fields.Integer(
        "Number of City Departments", compute='_compute_department_count', store=True, aggregator='avg')
    item_ids = fields.Many2many(
        'daiban.item', 'daiban_green_channel_item_rel', 'channel_id', 'item_id', string="Items at City Departments",
        readonly=True, copy=False)
    trigger_text = fields.Text("What Triggered It", readonly=True, copy=False)
    reason = fields.Text("What Is to Be Coordinated", help="For the letter: what the district cannot solve by itself.")
    decline_reason = fields.Text("Why It Is Not Requested", copy=False)
    # --- the request to the city center ---
    number = fields.Char("Number of the Request", readonly=True, copy=False, index='btree_not_null')
    requested_on = fields.Date(readonly=True, copy=False)
    requested_by_id = fields.Many2one('res.users', string="Sent By", readonly=True, copy=False)
    limit_days = fields.Integer(
        "Days for the City's Answer", default=lambda self: self.env['daiban.settings']._number('green_answer_days'))
    answer = fields.Selection(
        [('granted', "Granted"), ('refused', "Refused")], string="Answer of the City", readonly=True, copy=False,
        tracking=True)
    answered_on = fields.Date(copy=False, help="The day on the city's answer.")
    answer_number = fields.Char("Number of the Answer", copy=False)
    answer_note = fields.Text("What the City Says", copy=False)
    answer_document_ids = fields.Many2many(
        'ir.attachment', 'daiban_green_channel_answer_rel', 'channel_id', 'attachment_id', string="Answer (Document)",
        copy=False)
    days_to_answer = fields.Integer("Working Days to the Answer", readonly=True, copy=False, aggregator='avg')
    # --- the end ---
    days_gained = fields.Integer(
        readonly=True, copy=False,
        help="Of the city departments' finished items: the days of their limits that were not used.")
    closed_on = fields.Date(readonly=True, copy=False)
    close_reason = fields.Text("Why It Ended", copy=False)
    told_late = fields.Boolean(readonly=True, copy=False, export_string_translation=False)

    _one_live = models.UniqueIndex(
        "(project_id) WHERE state IN ('proposed', 'requested', 'open')", "This case has a green channel already.")
    _number_uniq = models.Constraint('UNIQUE(number)', "This number is taken.")
    _limit_positive = models.Constraint('CHECK(limit_days > 0)', "Say within how many working days the city answers.")

    @api.depends('project_id', 'number')
    def _compute_display_name(self):
        for channel in self:
            channel.display_name = ' '.join(filter(None, [
                self.env._("Green Channel"), channel.number, channel.project_id.display_name]))

    @api.depends('department_ids')
    def _compute_department_count(self):
        for channel in self:
            channel.department_count = len(channel.department_ids)

    def _locked_fields(self):
        locked = {'project_id'}
        if self.state != 'proposed':
            locked |= {'reason', 'limit_days', 'decline_reason'}
        if self.state != 'requested':
            locked |= {'answered_on', 'answer_number', 'answer_note', 'answer_document_ids'}
        return locked if self.state in LIVE else locked | {'close_reason'}

    def _clock_case(self):
        return self.project_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_nothing(self):
        raise UserError(self.env._("A green channel stays in the file of the case; decline or close it."))

    # === Request, or not ===

    def action_request(self):
        """Request it from the city center with a numbered letter; from now on its answer is waited for (R67)."""
        self._check_state('proposed', action=self.env._("request it"))
        self._check_supervisor()
        self._require('reason')
        for channel in self.sudo():  # sudo: number, letter and clock move only by this action, checked above
            channel.project_id._check_green_departments()
            channel._request()
        return True

    def _request(self):
        today = self._clock_today()
        self.write({
            'state': 'requested', 'requested_on': today, 'requested_by_id': self.env.uid,
            'number': self._letter_template()._next_number(today)})
        self._freeze_letter()
        self._clock_start(date=today, holder_kind='unit', unit=self._city_center())
        self.activity_unlink([TODO])
        self.activity_schedule(
            TODO, user_id=self.env.uid, date_deadline=self.due_date,
            summary=self.env._("Ask after the answer of the city center"))

    def action_decline(self):
        """Supervision sees no need; the same departments are not proposed again."""
        self._check_state('proposed', action=self.env._("decline it"))
        self._check_supervisor()
        self._require('decline_reason')
        channels = self.sudo()  # sudo: as in action_request
        channels.activity_unlink([TODO])
        channels.write({'state': 'declined', 'closed_on': self._clock_today()})
        return True

    # === The city answers ===

    def action_grant(self):
        """The city center opens the channel."""
        self._answer('granted', 'open')
        return True

    def action_refuse(self):
        """The city center does not: kept with its document."""
        self._answer('refused', 'declined')
        return True

    def _answer(self, answer, state):
        self._check_state('requested', action=self.env._("enter the answer"))
        self._check_supervisor()
        self._require('answer_document_ids')
        for channel in self.sudo():  # sudo: as in action_request
            channel._check_answer_date()
            channel._clock_finish(date=channel.answered_on)
            channel.activity_unlink([TODO])
            channel.write({
                'state': state, 'answer': answer, 'days_to_answer': channel.used_days,
                **({'closed_on': self._clock_today()} if state == 'declined' else {})})
            channel.answer_document_ids.filtered(lambda file: not file.res_id).write(
                {'res_model': self._name, 'res_id': channel.id})
            channel._tell_everybody()

    def _check_answer_date(self):
        today = self._clock_today()
        self.answered_on = self.answered_on or today
        if not self.requested_on <= self.answered_on <= today:
            raise UserError(self.env._(
                "The city answered between the day of the request (%(from)s) and today; correct the date.",
                **{'from': self.requested_on}))

    def _tell_everybody(self):
        """The agent and the leaders of the units with open items see what has changed (R68)."""
        project = self.project_id
        text = self.env._("The city center has opened the green channel.") if self.answer == 'granted' else self.env._(
            "The city center has not opened the green channel.")
        leaders = project.item_ids.filtered('is_open').leader_id
        project.message_post(
            body=text, subtype_xmlid='mail.mt_note', partner_ids=(leaders | project.agent_id).partner_id.ids)

    # === The end ===

    def action_close(self):
        """Supervision ends it by hand, with a reason."""
        self._check_state('requested', 'open', action=self.env._("close it"))
        self._check_supervisor()
        self._require('close_reason')
        self.sudo()._close(False)  # sudo: as in action_request
        return True

    def _close(self, reason):
        """:param reason: why, if nobody wrote it"""
        for channel in self.filtered(lambda one: one.state in LIVE):
            channel._clock_close()
            channel.activity_unlink([TODO])
            channel._count_gain()
            channel.write({
                'state': 'closed', 'closed_on': self._clock_today(), 'close_reason': channel.close_reason or reason})

    def _count_gain(self):
        """The days that the finished items of the city departments stayed below their limits."""
        for channel in self:
            finished = channel.item_ids.filtered(lambda item: item.state == 'done' and item.limit_days)
            channel.days_gained = sum(finished.mapped('remaining_days'))

    # === Daily ===

    @api.model
    def _clock_day_begins(self):
        """What the changes of items did not show, a switch of a unit for example; and answers that are late."""
        yield from super()._clock_day_begins()
        # sudo: the daily job, whoever runs it
        self.env['daiban.project'].sudo()._green_watch_all()
        late = [('state', '=', 'requested'), ('light', '=', 'red'), ('told_late', '=', False)]
        yield from self.sudo().search(late, order='id')._clock_one_by_one('_tell_late')

    def _tell_late(self):
        self.told_late = True
        self._ask_supervisors(self, self.env._("The city center has not answered in time: press for it"))

    def action_open_project(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': 'daiban.project', 'res_id': self.project_id.id,
                'view_mode': 'form'}
