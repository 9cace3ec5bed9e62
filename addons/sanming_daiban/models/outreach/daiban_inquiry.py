from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools.district_time import district_date

CHANNELS = [
    ('portal', "Portal"),
    ('public', "Website, without Login"),
    ('phone', "Phone"),
    ('window', "Agency Window"),
    ('park_team', "Park Team"),
]


class DaibanInquiry(models.Model):
    """A question with first-contact duty (R12, R23, R24).

    Whoever was asked first stays responsible until somebody else has accepted the hand-over; an offer alone moves
    nothing. The clock runs from the question to the answer.
    """

    _name = 'daiban.inquiry'
    _description = 'Inquiry'
    _inherit = [
        'daiban.inquiry.portal', 'daiban.clock.mixin', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'asked_at desc, id desc'
    _rec_names_search = ['name', 'number']
    _workflow_fields = (
        'state', 'number', 'handover_user_id', 'handover_offered_at', 'handover_accepted_at', 'accepted_by_id',
        'responsible_id', 'answered_by_id', 'answered_at', 'limit_days', 'limit_unit', 'asker_id', 'project_id')

    name = fields.Char(string="Subject", required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index='btree_not_null')
    limit_days = fields.Integer(default=lambda self: self.env['daiban.settings']._number('inquiry_days'))
    question = fields.Text()
    partner_id = fields.Many2one('res.partner', string="Enterprise", index='btree_not_null')
    contact_name = fields.Char(string="Who Asked")
    contact_phone = fields.Char()
    contact_email = fields.Char()
    channel = fields.Selection(CHANNELS, default='window', required=True)
    asked_at = fields.Datetime(default=fields.Datetime.now, required=True)
    unit_id = fields.Many2one(
        'daiban.unit', default=lambda self: self.env.user.daiban_unit_ids[:1], index='btree_not_null'
    )
    first_contact_id = fields.Many2one(
        'res.users',
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        help="Empty: nobody of the window was there; whoever takes the question is the first contact.",
    )
    handover_user_id = fields.Many2one('res.users', string="Offered To", readonly=True, index='btree_not_null')
    handover_offered_at = fields.Datetime(readonly=True)
    handover_accepted_at = fields.Datetime(readonly=True)
    accepted_by_id = fields.Many2one('res.users', string="Hand-over Accepted By", readonly=True)
    responsible_id = fields.Many2one(
        'res.users', compute='_compute_responsible_id', store=True, index=True
    )
    state = fields.Selection(
        [('open', "To Answer"), ('answered', "Answered"), ('closed', "Closed")],
        default='open',
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    answer = fields.Text()
    answered_by_id = fields.Many2one('res.users', readonly=True)
    answered_at = fields.Datetime(readonly=True)
    answer_email = fields.Char(compute='_compute_answer_email', compute_sudo=True)
    answer_url = fields.Char(
        compute='_compute_answer_email', compute_sudo=True, groups='base.group_system', export_string_translation=False)
    faq_ids = fields.One2many('daiban.faq', 'inquiry_id', string="Common Questions")
    project_id = fields.Many2one('daiban.project', string="Became the Case", readonly=True, index='btree_not_null')

    @api.depends('first_contact_id', 'accepted_by_id')
    def _compute_responsible_id(self):
        for inquiry in self:
            inquiry.responsible_id = inquiry.accepted_by_id or inquiry.first_contact_id

    @api.depends('contact_email', 'asker_id', 'partner_id')
    def _compute_answer_email(self):
        for inquiry in self:
            inquiry.answer_email = inquiry.contact_email or inquiry.asker_id.email or inquiry.partner_id.email
            inquiry.answer_url = inquiry.get_base_url() + inquiry._portal_url()

    # === CRUD ===

    @api.model_create_multi
    def create(self, vals_list):
        inquiries = super().create(vals_list)
        for inquiry in inquiries.sudo():  # sudo: number and clock follow by rule
            asked_on = district_date(inquiry.asked_at)
            inquiry.number = self.env['ir.sequence']._next_gapless('daiban.inquiry', asked_on)
            inquiry._clock_start(
                date=asked_on, holder_kind='window', unit=inquiry.unit_id, user=inquiry.responsible_id)
        return inquiries

    def _locked_fields(self):
        """Who was asked first, when and how is settled with the question (R23)."""
        return {'asked_at', 'channel', 'first_contact_id'}

    # === Who answers ===

    def action_take(self):
        """Become the first contact of a question that reached nobody."""
        self._check_state('open', action=self.env._("take it"))
        self.check_access('write')
        if self.responsible_id:
            raise UserError(self.env._("Somebody is responsible for this question already."))
        self.sudo().first_contact_id = self.env.user  # sudo: checked above
        self._pass_clock()
        return True

    def _pass_clock(self):
        for inquiry in self.sudo():  # sudo: events follow by rule
            inquiry._clock_handover('window', unit=inquiry.unit_id, user=inquiry.responsible_id)

    def _check_responsible(self):
        self.check_access('write')
        if not self.env.su and any(inquiry.responsible_id != self.env.user for inquiry in self):
            raise AccessError(
                self.env._("Only the person who is responsible for this inquiry can do this (first-contact duty).")
            )

    def action_offer(self):
        """Ask to whom to hand it over."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Hand Over"),
            'res_model': 'daiban.inquiry.offer',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_inquiry_id': self.id, 'dialog_size': 'medium'},
        }

    def action_hand_over(self, user):
        """Offer the inquiry to somebody; one stays responsible until the other has accepted (R23)."""
        self._check_state('open', action=self.env._("hand it over"))
        self._check_responsible()
        user = self.env['res.users'].browse(user) if isinstance(user, int) else user
        # sudo: the offer moves only by this action, whose person was checked above
        self.sudo().write(
            {'handover_user_id': user.id, 'handover_offered_at': fields.Datetime.now(), 'handover_accepted_at': False}
        )
        for inquiry in self:
            inquiry.sudo().activity_schedule(
                'mail.mail_activity_data_todo', user_id=user.id, summary=self.env._("Accept the inquiry handed to you")
            )
        return True

    def action_accept_handover(self):
        self._check_state('open', action=self.env._("accept the hand-over"))
        for inquiry in self:
            if inquiry.handover_user_id != self.env.user or inquiry.handover_accepted_at:
                raise UserError(self.env._("This inquiry was not offered to you."))
        # sudo: checked above
        self.sudo().write({'handover_accepted_at': fields.Datetime.now(), 'accepted_by_id': self.env.uid})
        self._pass_clock()
        self.sudo().activity_unlink(['mail.mail_activity_data_todo'], user_id=self.env.uid)
        return True

    def action_decline_handover(self):
        """Whoever was offered it says no: it stays where it is, and that person knows."""
        self._check_state('open', action=self.env._("decline the hand-over"))
        for inquiry in self:
            if inquiry.handover_user_id != self.env.user or inquiry.handover_accepted_at:
                raise UserError(self.env._("This inquiry was not offered to you."))
            own = inquiry.sudo()  # sudo: checked above
            own.write({'handover_user_id': False, 'handover_offered_at': False})
            own.activity_unlink(['mail.mail_activity_data_todo'], user_id=self.env.uid)
            own.activity_schedule(
                'mail.mail_activity_data_todo', user_id=own.responsible_id.id,
                summary=self.env._("The hand-over was declined: the question is still yours"))
        return True

    # === Answer ===

    def action_answer(self):
        self._check_state('open', action=self.env._("answer it"))
        self._check_responsible()
        for inquiry in self:
            if not inquiry.answer:
                raise UserError(self.env._("Write the answer first."))
        # sudo: the state moves only by this action, whose person was checked above
        self.sudo().write({'state': 'answered', 'answered_by_id': self.env.uid, 'answered_at': fields.Datetime.now()})
        # sudo: clock, letter and list of activities follow by rule
        self.sudo()._clock_finish()
        self.sudo().activity_unlink(['mail.mail_activity_data_todo', 'mail.mail_activity_data_warning'])
        self.sudo()._send_answer()
        for inquiry in self:
            self.env['daiban.rating']._ask_inquiry(inquiry)
        return True

    def _send_answer(self):
        """By mail to whoever left an address; the others are called, and have the link of their receipt."""
        template = self.env.ref('sanming_daiban.mail_template_inquiry_answered')
        for inquiry in self.filtered('answer_email'):
            template.send_mail(inquiry.id)

    def action_make_faq(self):
        """Write the answer down for everybody, in words of its own (R24)."""
        self.ensure_one()
        self._check_state('answered', 'closed', action=self.env._("make a common question of it"))
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Common Question"),
            'res_model': 'daiban.faq',
            'res_id': self.faq_ids[:1].id,
            'view_mode': 'form',
            'context': {
                'default_inquiry_id': self.id, 'default_name': self.name, 'default_answer': self.answer},
        }

    def action_close(self):
        self._check_state('answered', action=self.env._("close it"))
        self._check_responsible()
        self.sudo().state = 'closed'  # sudo: as above
        return True

    # === Onward ===

    def action_convert(self):
        """Make a case of the inquiry (R24); what is known is taken over."""
        self.ensure_one()
        self._check_responsible()
        if not self.partner_id:
            raise UserError(self.env._("Enter the enterprise first: a case belongs to an enterprise."))
        if not self.project_id:
            project = self.env['daiban.project'].create(
                {
                    'name': self.name,
                    'partner_id': self.partner_id.id,
                    'contact_name': self.contact_name,
                    'contact_phone': self.contact_phone,
                    'description': self.question,
                    'agent_id': self.env.uid,
                    'channel': 'park_team' if self.channel == 'park_team' else 'window',
                    'support_unit_ids': [Command.set(self.unit_id.ids)],
                }
            )
            self.sudo().project_id = project  # sudo: settled by this action, whose person was checked above
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.project',
            'res_id': self.project_id.id,
            'view_mode': 'form',
        }

    def _home_facts(self):
        return {'sub': ' · '.join(filter(None, [self.contact_name, self.partner_id.name]))}
