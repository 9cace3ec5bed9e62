from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

STATES = [
    ('requested', "To Confirm"),
    ('active', "Confirmed"),
    ('refused', "Refused"),
    ('ended', "Ended"),
]
OPEN = ('requested', 'active')
MAX_REQUESTS = 5
MAX_NOTE = 500


class DaibanRepresentative(models.Model):
    """A person who acts for an enterprise in the portal (R11, R18).

    An account belongs to a person; the enterprise is known by its credit code. The record rules of everything that
    an enterprise sees ask for an ``active`` line here, so that a person who is shut off loses everything with the
    next request, also in a session that is running. Whoever names an enterprise that nobody knew yet may prepare and
    submit the own application before a clerk has confirmed him; he sees nothing but what he entered himself.
    """

    _name = 'daiban.representative'
    _description = 'Representative of an Enterprise'
    _inherit = ['daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'state desc, requested_at desc, id desc'
    _workflow_fields = ('state', 'is_first', 'confirmed_by_id', 'confirmed_at', 'ended_by_id', 'ended_at')

    user_id = fields.Many2one('res.users', string="Account", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='user_id.partner_id', string="Person")
    phone = fields.Char(related='partner_id.phone')
    enterprise_id = fields.Many2one(
        'res.partner', required=True, index=True, ondelete='cascade', domain=[('is_company', '=', True)]
    )
    uscc = fields.Char(related='enterprise_id.uscc')
    stated_name = fields.Char(
        string="Name as Stated", readonly=True, help="What the person wrote; compare it with the business licence."
    )
    name_differs = fields.Boolean(compute='_compute_name_differs')
    is_first = fields.Boolean(
        string="Named It First",
        readonly=True,
        help="The enterprise was not known before. The person may apply already; nothing is accepted before the "
        "confirmation.",
    )
    state = fields.Selection(STATES, default='requested', required=True, readonly=True, index=True, tracking=True)
    requested_at = fields.Datetime(default=fields.Datetime.now, readonly=True)
    note = fields.Text(string="Message of the Person")
    attachment_ids = fields.Many2many(
        'ir.attachment',
        'daiban_representative_attachment_rel',
        'representative_id',
        'attachment_id',
        string="Evidence",
        help="Business licence and letter of authority.",
    )
    evidence = fields.Char(
        string="What Was Seen", help="For example: original of the business licence and the letter of authority."
    )
    confirmed_by_id = fields.Many2one('res.users', readonly=True)
    confirmed_at = fields.Datetime(readonly=True)
    ended_by_id = fields.Many2one('res.users', readonly=True)
    ended_at = fields.Datetime(readonly=True)
    reason = fields.Char(string="Reason for Refusing or Ending", tracking=True)

    _one_open = models.UniqueIndex(
        "(user_id, enterprise_id) WHERE state IN ('requested', 'active')",
        "This person already acts for this enterprise, or has asked to.",
    )

    @api.depends('user_id.name', 'enterprise_id.name')
    def _compute_display_name(self):
        for line in self:
            line.display_name = ' · '.join(filter(None, [line.sudo().user_id.name, line.sudo().enterprise_id.name]))

    @api.depends('stated_name', 'enterprise_id.name')
    def _compute_name_differs(self):
        for line in self:
            line.name_differs = bool(line.stated_name) and line.stated_name != line.enterprise_id.name

    @api.constrains('enterprise_id')
    def _check_enterprise(self):
        for line in self:
            if not (line.enterprise_id.is_company and line.enterprise_id.uscc):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” has no unified social credit code yet: an enterprise is known by it.",
                        name=line.enterprise_id.name,
                    )
                )

    def _locked_fields(self):
        return {'user_id', 'enterprise_id', 'stated_name', 'requested_at'}

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Who acted for whom stays on record: end it instead."))

    # === The clerk decides ===

    def _check_clerk(self):
        if not self.env.su and not self.env.user.has_group('sanming_daiban.group_agent'):
            raise AccessError(self.env._("Only an agent of the service confirms who acts for an enterprise."))
        self.check_access('write')

    def action_confirm(self):
        """The person has shown that the enterprise sent him."""
        self._check_clerk()
        self._check_state('requested', action=self.env._("confirm it"))
        for line in self:
            if line.user_id == self.env.user:
                raise UserError(self.env._("Nobody confirms himself."))
            if not (line.attachment_ids or line.evidence):
                raise UserError(
                    self.env._(
                        "Attach the business licence and the letter of authority, or write what you have seen on paper."
                    )
                )
        # sudo: the state moves only by this action, which was checked above
        self.sudo()._activate()
        return True

    def _activate(self):
        now = fields.Datetime.now()
        for line in self:
            line.write({'state': 'active', 'confirmed_by_id': self.env.uid, 'confirmed_at': now, 'reason': False})
            line._open_cases().message_subscribe(partner_ids=line.partner_id.ids)
            line._turn('mail_template_representative_confirmed')

    def action_refuse(self):
        self._check_clerk()
        self._check_state('requested', action=self.env._("refuse it"))
        self._check_reason()
        self.sudo()._close('refused')  # sudo: as above
        return True

    def action_end(self):
        """Shut the person off at once (the next request finds nothing)."""
        self._check_clerk()
        self._check_state('active', action=self.env._("end it"))
        self._check_reason()
        self.sudo()._close('ended')  # sudo: as above
        return True

    def _check_reason(self):
        if not all(self.mapped('reason')):
            raise UserError(self.env._("Write the reason first: the person reads it."))

    def _close(self, state):
        for line in self:
            line.write({'state': state, 'ended_by_id': self.env.uid, 'ended_at': fields.Datetime.now()})
            line._forget_person()
            line._turn(f'mail_template_representative_{state}')

    def _forget_person(self):
        """No mail and no link with a token of the enterprise's cases for this person any more."""
        cases = self.enterprise_id.with_context(active_test=False).daiban_project_ids
        cases.message_unsubscribe(partner_ids=self.partner_id.ids)
        self.enterprise_id._renew_access_tokens()

    def _open_cases(self):
        return self.enterprise_id.daiban_project_ids.filtered(lambda case: case._portal_is_open())

    def _turn(self, template):
        """The question is settled: tell the person, and clear the desk of the window."""
        self.activity_unlink(['mail.mail_activity_data_todo'])
        self.env.ref(f'sanming_daiban.{template}').send_mail(self.id)

    # === The person asks ===

    @api.model
    def _portal_request(self, name, code, note='', files=()):
        """Ask to act for an enterprise; a person who is refused learns nothing about it.

        :param files: pairs ``(name, bytes)``, licence and letter of authority
        """
        name = self.env['daiban.project']._portal_clean_text(name)
        code = self.env['res.partner']._normalise_uscc(code)
        if not 2 <= len(name) <= 100:
            raise UserError(self.env._("Please write the full name of the enterprise as on the business licence."))
        lines = self.sudo()  # sudo: portal users cannot create; everything is set here, for the user himself
        enterprise = lines.env['res.partner'].with_context(active_test=False).search([('uscc', '=', code)], limit=1)
        mine = lines.search([('user_id', '=', self.env.uid), ('state', 'in', OPEN)])
        known = mine.filtered(lambda line: line.enterprise_id == enterprise)
        if known:
            return known
        if len(mine.filtered(lambda line: line.state == 'requested')) >= MAX_REQUESTS:
            raise UserError(self.env._("Several of your requests are still open. Please wait until they are decided."))
        vals = lines._prepare_request_vals(name, code, enterprise)
        line = lines.create({**vals, 'note': self.env['daiban.project']._portal_clean_text(note)[:MAX_NOTE]})
        line._portal_attach(files)
        line._call_window()
        return line

    def _prepare_request_vals(self, name, code, enterprise):
        is_first = not enterprise
        if is_first:
            enterprise = enterprise.create(
                {'name': name, 'is_company': True, 'uscc': code, 'lang': self.env.user.lang}
            )
        return {
            'user_id': self.env.uid,
            'enterprise_id': enterprise.id,
            'stated_name': name,
            'is_first': is_first,
        }

    def _call_window(self):
        """Put the request on the desk of the agency window."""
        window = self.env['daiban.unit'].search([('unit_type', '=', 'window')], limit=1)
        clerk = window.liaison_id or window.responsible_id or window.leader_id
        if clerk:
            self.activity_schedule(
                'mail.mail_activity_data_todo',
                user_id=clerk.id,
                summary=self.env._("Confirm who acts for “%(name)s”", name=self.stated_name),
            )

    def _portal_attach(self, files):
        """Add evidence to one's own open request."""
        prepare = self.env['daiban.project']._portal_prepare_file
        self.attachment_ids = [Command.create(prepare(self, *file)) for file in files]

    def _portal_own_request(self):
        """This request with the rights to change it, if the user made it himself and it is open; else refused."""
        own = self.sudo()  # sudo: ownership is decided in the next line
        if own.user_id != self.env.user or own.state != 'requested':
            raise AccessError(self.env._("This is not your request."))
        return own

    # === The people of an enterprise ===

    @api.model
    def _portal_lines(self):
        """The user's own open lines and the last decision on each other one, newest first."""
        lines = self.sudo().search([('user_id', '=', self.env.uid)], order='id desc')  # sudo: the user's own
        seen, shown = set(), lines.browse()
        for line in lines:
            if line.enterprise_id not in seen:
                seen.add(line.enterprise_id)
                shown |= line
        return shown

    @api.model
    def _acting_domain(self):
        """Lines with which the user acts: confirmed, or named first and waiting for the clerk."""
        return Domain('user_id', '=', self.env.uid) & (
            Domain('state', '=', 'active') | (Domain('state', '=', 'requested') & Domain('is_first', '=', True))
        )

    def _portal_colleagues(self, enterprise):
        """Who acts or asks to act for an enterprise; only for those who are confirmed themselves."""
        lines = self.sudo().search([('enterprise_id', '=', enterprise.id), ('state', 'in', OPEN)])
        confirmed = lines.filtered(lambda line: line.state == 'active').user_id
        return lines if self.env.user in confirmed else lines.browse()

    def _portal_end(self, reason=''):
        """End oneself, or as a confirmed representative a colleague of the same enterprise."""
        self.ensure_one()
        own = self.sudo()  # sudo: who may is decided in the next lines
        if own.user_id != self.env.user and own not in self._portal_colleagues(own.enterprise_id):
            raise AccessError(self.env._("This person does not act for your enterprise."))
        if own.state not in OPEN:
            return
        reason = self.env['daiban.project']._portal_clean_text(reason)[:MAX_NOTE]
        own.reason = reason or self.env._("Ended by %(name)s.", name=self.env.user.name)
        own._close('ended')
