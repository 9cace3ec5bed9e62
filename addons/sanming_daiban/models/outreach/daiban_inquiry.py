from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

CHANNELS = [('portal', "Portal"), ('phone', "Phone"), ('window', "Agency Window"), ('park_team', "Park Team")]


class DaibanInquiry(models.Model):
    """A question with first-contact duty (R12, R23, R24).

    Whoever was asked first stays responsible until somebody else has accepted the hand-over; an offer alone moves
    nothing.
    """

    _name = 'daiban.inquiry'
    _description = 'Inquiry'
    _inherit = ['daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'asked_at desc, id desc'
    _workflow_fields = ('state', 'handover_user_id', 'handover_accepted_at', 'answered_by_id', 'answered_at')

    name = fields.Char(string="Subject", required=True, tracking=True)
    question = fields.Text()
    partner_id = fields.Many2one('res.partner', string="Enterprise", index='btree_not_null')
    contact_name = fields.Char(string="Who Asked")
    contact_phone = fields.Char()
    channel = fields.Selection(CHANNELS, default='window', required=True)
    asked_at = fields.Datetime(default=fields.Datetime.now, required=True)
    unit_id = fields.Many2one(
        'daiban.unit', default=lambda self: self.env.user.daiban_unit_ids[:1], index='btree_not_null'
    )
    first_contact_id = fields.Many2one(
        'res.users',
        default=lambda self: self.env.user,
        required=True,
        index=True,
        tracking=True,
    )
    handover_user_id = fields.Many2one('res.users', string="Offered To", readonly=True, index='btree_not_null')
    handover_offered_at = fields.Datetime(readonly=True)
    handover_accepted_at = fields.Datetime(readonly=True)
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
    project_id = fields.Many2one('daiban.project', string="Became the Case", readonly=True, index='btree_not_null')

    @api.depends('first_contact_id', 'handover_user_id', 'handover_accepted_at')
    def _compute_responsible_id(self):
        for inquiry in self:
            accepted = inquiry.handover_accepted_at and inquiry.handover_user_id
            inquiry.responsible_id = accepted or inquiry.first_contact_id

    def _check_responsible(self):
        if not self.env.su and any(inquiry.responsible_id != self.env.user for inquiry in self):
            raise AccessError(
                self.env._("Only the person who is responsible for this inquiry can do this (first-contact duty).")
            )

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
        self.sudo().write({'handover_accepted_at': fields.Datetime.now()})  # sudo: checked above
        return True

    def action_answer(self):
        self._check_state('open', action=self.env._("answer it"))
        self._check_responsible()
        for inquiry in self:
            if not inquiry.answer:
                raise UserError(self.env._("Write the answer first."))
        # sudo: the state moves only by this action, whose person was checked above
        self.sudo().write({'state': 'answered', 'answered_by_id': self.env.uid, 'answered_at': fields.Datetime.now()})
        for inquiry in self:
            self.env['daiban.rating']._ask_inquiry(inquiry)
        return True

    def action_close(self):
        self._check_state('answered', action=self.env._("close it"))
        self._check_responsible()
        self.sudo().state = 'closed'  # sudo: as above
        return True

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
            self.project_id = project
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.project',
            'res_id': self.project_id.id,
            'view_mode': 'form',
        }
