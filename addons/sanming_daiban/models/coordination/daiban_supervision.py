from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

OPEN_STATES = ('draft', 'issued', 'replied')
# What the unit writes, while the reply is awaited.
REPLY_FIELDS = {'reply', 'evidence_ids', 'promised_on'}
# What supervision writes, before the order is issued.
TERMS = {'unit_id', 'item_id', 'facts', 'demand', 'limit_days', 'limit_unit'}


class DaibanSupervision(models.Model):
    """督办单 (R48): supervision wants a written reply of a unit, within working days.

    A light, a rule or a supervisor proposes it; a supervisor issues it. The clock runs until the reply of the unit's
    leader. Supervision accepts the reply, or issues once more, which is a further order with its own number, clock
    and reply, so that the earlier reply stays as it was given. Whoever replied never judges the reply.
    """

    _name = 'daiban.supervision'
    _description = 'Supervision Order'
    _inherit = [
        'daiban.supervision.flow',
        'daiban.letter.mixin',
        'daiban.clock.mixin',
        'daiban.workflow.mixin',
        'mail.thread',
        'mail.activity.mixin',
    ]
    _order = 'id desc'
    _rec_names_search = ['number', 'project_id.name', 'project_id.number']
    _workflow_fields = (
        'state', 'number', 'round', 'previous_id', 'origin', 'recipient_id', 'issued_on', 'supervisor_id', 'replied_on',
        'replied_by_id', 'judged_on', 'judged_by_id', 'escalated_on', 'escalated_to_id', 'promise_told_on')

    number = fields.Char(readonly=True, copy=False, index='trigram')
    state = fields.Selection(
        [
            ('draft', "Proposed, Not Issued"),
            ('issued', "Waiting for the Reply"),
            ('replied', "Reply to Be Judged"),
            ('accepted', "Reply Accepted"),
            ('reissued', "Issued Once More"),
            ('withdrawn', "Withdrawn"),
        ],
        default='draft', required=True, readonly=True, copy=False, tracking=True, index=True)
    origin = fields.Selection(
        [('hand', "By a Supervisor"), ('light', "By the Light"), ('rule', "By a Rule")],
        default='hand', required=True, readonly=True, copy=False)
    round = fields.Integer(
        default=1, readonly=True, copy=False, aggregator=None, help="How many times it has been asked for.")
    previous_id = fields.Many2one(
        'daiban.supervision', string="Order before This", readonly=True, copy=False, index='btree_not_null')

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    item_id = fields.Many2one(
        'daiban.item', index='btree_not_null', ondelete='cascade', domain="[('project_id', '=', project_id)]")
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, string="Enterprise")
    unit_id = fields.Many2one(
        'daiban.unit', string="Supervised Unit", compute='_compute_unit_id', store=True, readonly=False,
        precompute=True, required=True, index=True, tracking=True)
    recipient_id = fields.Many2one(
        'res.users', string="Who Has to Reply", compute='_compute_recipient_id', store=True, index='btree_not_null')
    facts = fields.Text(
        compute='_compute_facts', store=True, readonly=False, precompute=True, help="What is behind, by the records.")
    demand = fields.Text("What Is Demanded", default=lambda self: self._default_demand())
    limit_days = fields.Integer(
        "Days to Reply", default=lambda self: self.env['daiban.settings']._number('supervision_days'))
    issued_on = fields.Date(readonly=True, copy=False)
    supervisor_id = fields.Many2one('res.users', string="Issued By", readonly=True, copy=False, index='btree_not_null')

    reply = fields.Text("Reply of the Unit", copy=False)
    evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_supervision_evidence_rel', 'supervision_id', 'attachment_id', copy=False)
    promised_on = fields.Date("Promised for", copy=False, help="The day by which the unit will have done it.")
    replied_on = fields.Date(readonly=True, copy=False)
    replied_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    decision_note = fields.Text("Decision of Supervision", copy=False, tracking=True)
    judged_on = fields.Date("Decided On", readonly=True, copy=False)
    judged_by_id = fields.Many2one('res.users', string="Decided By", readonly=True, copy=False)

    escalated_on = fields.Date("Told the Center's Head On", readonly=True, copy=False)
    escalated_to_id = fields.Many2one('res.users', string="Center's Head", readonly=True, copy=False)
    promise_told_on = fields.Date(readonly=True, copy=False, export_string_translation=False)
    promise_broken = fields.Boolean(compute='_compute_promise_broken', search='_search_promise_broken')
    late_count = fields.Integer("Late Replies", compute='_compute_counts', store=True)
    repeat_count = fields.Integer("Issued Again", compute='_compute_counts', store=True)
    can_reply = fields.Boolean(compute='_compute_can', export_string_translation=False)

    _item_uniq = models.UniqueIndex(
        "(item_id) WHERE item_id IS NOT NULL AND state IN ('draft', 'issued', 'replied')",
        "There is an open supervision order for this item already: accept its reply, issue it once more or withdraw "
        "it, before there is another one.")
    _case_uniq = models.UniqueIndex(
        "(project_id, unit_id) WHERE item_id IS NULL AND state IN ('draft', 'issued', 'replied')",
        "There is an open supervision order to this unit for this case already: accept its reply, issue it once more "
        "or withdraw it, before there is another one.")
    _limit_positive = models.Constraint('CHECK(limit_days > 0)', "Say within how many working days the unit replies.")

    @api.model
    def _default_demand(self):
        return self._in_chinese().env._(
            "Please get it done without delay, and reply in writing: why it is behind, what is being done about it, "
            "and the day by which it will be done.")

    @api.depends('number', 'item_id', 'project_id')
    def _compute_display_name(self):
        for order in self:
            matter = order.sudo()._matter().name or ''  # sudo: names for whoever may see the order
            order.display_name = ' '.join(filter(None, [order.number or self.env._("Proposed order"), matter]))

    def _matter(self):
        """What the order is about: the item, or the case."""
        return self.item_id or self.project_id

    @api.depends('item_id')
    def _compute_unit_id(self):
        for order in self:
            order.unit_id = order.item_id.unit_id or order.unit_id

    @api.depends('unit_id.leader_id', 'unit_id.responsible_id', 'state')
    def _compute_recipient_id(self):
        """The unit's leader; what is closed keeps the one it had."""
        for order in self:
            unit = order.unit_id
            if order.state in OPEN_STATES or not order.recipient_id:
                order.recipient_id = unit.leader_id or unit.responsible_id

    @api.depends('item_id')
    def _compute_facts(self):
        for order in self:
            if order.state == 'draft' and order.item_id:
                order.facts = order._facts_of_item()

    @api.depends('finished_late', 'round')
    def _compute_counts(self):
        for order in self:
            order.late_count = int(order.finished_late)
            order.repeat_count = int(order.round > 1)

    @api.depends('promised_on', 'state', 'item_id.state')
    def _compute_promise_broken(self):
        for order in self:
            order.promise_broken = bool(order.filtered_domain(self._promise_broken_domain()))

    def _search_promise_broken(self, operator, value):
        return self._promise_broken_domain() if operator == 'in' else NotImplemented

    @api.model
    def _promise_broken_domain(self):
        """The unit named a day, the day is over, and the item is still not done."""
        return (
            Domain('state', 'in', ('replied', 'accepted')) & Domain('promised_on', '<', self._clock_today())
            & Domain('item_id.is_open', '=', True))

    @api.depends('state', 'unit_id', 'recipient_id')
    @api.depends_context('uid')
    def _compute_can(self):
        for order in self:
            order.can_reply = order.state == 'issued' and self.env.user in order._repliers()

    @api.constrains('item_id', 'project_id')
    def _check_item(self):
        for order in self:
            if order.item_id and order.item_id.project_id != order.project_id:
                raise ValidationError(self.env._(
                    "“%(item)s” belongs to another case. Choose an item of %(case)s.",
                    item=order.item_id.name, case=order.project_id.display_name))

    def _locked_fields(self):
        """Supervision writes the order until it is issued, the unit its reply until it is sent."""
        locked = {'project_id'} if self.id else set()
        if self.state != 'draft' or not self._is_supervisor():
            locked |= TERMS
        if not self.can_reply and not self._is_reply_prepared():
            locked |= REPLY_FIELDS
        return locked if self._is_supervisor() else locked | {'decision_note'}

    def _is_reply_prepared(self):
        """Everybody of the unit may prepare the reply; its leader sends it."""
        # sudo: only asks whether one belongs to the unit
        return self.state == 'issued' and self.env.user in self.unit_id.sudo().member_ids

    def _clock_case(self):
        return self.project_id

    @api.model
    def _in_chinese(self):
        """Orders are official Chinese, whatever language the person reads who proposes them."""
        return self.with_context(lang=self._letter_lang())

    def _facts_of_item(self):
        """By the records of the item: with whom, since when, until when, how late."""
        item = self.item_id.sudo()  # sudo: what supervision is told of the item it looks at
        values = {
            'case': item.project_id.display_name, 'item': item.name, 'unit': item.unit_id.name,
            'since': self._day_on_paper(item.started_on or item.dispatched_on),
            'due': self._day_on_paper(item.due_date),
            'days': -item.remaining_days if item.started_on else 0,
        }
        words = self._in_chinese().env
        if item.started_on and item.remaining_days < 0:
            return words._(
                "“%(item)s” of the case “%(case)s” has been handled at %(unit)s since %(since)s. It was due on "
                "%(due)s and is %(days)s days overdue.", **values)
        if values['since']:
            return words._(
                "“%(item)s” of the case “%(case)s” has been with %(unit)s since %(since)s and is not done.", **values)
        return words._("“%(item)s” of the case “%(case)s” is to be handled by %(unit)s and is not done.", **values)

    # === On paper ===

    def _day_on_paper(self, day):
        return format_date(self.env, day, date_format='yyyy年M月d日') if day else ''

    def _letter_template(self):
        return self.env['daiban.letter.template']._for_kind('supervision')

    def _letter_is_draft(self):
        return not self.number

    def _letter_date(self):
        return self.issued_on or self._clock_today()

    def _letter_addressee(self):
        return self.unit_id.name

    def _letter_lines(self):
        return []

    def _letter_table(self):
        words, item = self._in_chinese().env, self.item_id
        return {
            'head': [
                (words._("Case"), None), (words._("Enterprise"), None), (words._("Matter"), None),
                (words._("Handler"), '20mm'), (words._("Due Date"), '28mm'), (words._("Reply By"), '28mm'),
            ],
            'rows': [[
                self.project_id.display_name, self.partner_id.name, self._matter().name, item.handler_id.name or '—',
                self._day_on_paper(item.due_date) or '—', self._day_on_paper(self.due_date) or '—',
            ]],
        }

    def _letter_bases(self, form):
        return form.legal_basis_ids

    def _letter_contact(self, company):
        supervisor = self.supervisor_id or self.env.user
        return {
            'name': supervisor.name, 'phone': supervisor.phone or company.daiban_window_phone or '',
            'place': company.daiban_window_address or '', 'hours': company.daiban_window_hours or '',
        }

    def _letter_copies(self):
        return ['file']

    def _letter_sheets(self):
        """With each order an empty slip for the reply, for units that answer on paper."""
        return [
            {**sheet, 'slip': order._reply_slip(blank=True)}
            for order, sheet in zip(self, super()._letter_sheets(), strict=True)]

    def _reply_slip(self, blank=False):
        self.ensure_one()
        order = self.sudo()  # sudo: who may print was checked by the caller
        return {
            'number': order.number or '', 'unit': order.unit_id.name, 'matter': order._matter().name,
            'due': order._day_on_paper(order.due_date), 'reply': '' if blank else order.reply or '',
            'promised': '' if blank else order._day_on_paper(order.promised_on),
            'by': '' if blank else order.replied_by_id.name or '',
            'date': '' if blank else order._day_on_paper(order.replied_on),
            'judgement': '' if blank else order.decision_note or '',
        }

    def _verify_facts(self):
        return {**super()._verify_facts(), 'valid': bool(self.number) and self.state != 'withdrawn'}
