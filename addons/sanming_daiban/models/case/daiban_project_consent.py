from odoo import fields, models
from odoo.exceptions import UserError

MAX_REASON = 500
UNTIL_CLOSED = ('submitted', 'supplement', 'accepted', 'running')


class DaibanProjectConsent(models.AbstractModel):
    """The enterprise's own consent to be represented, and its withdrawal at any time (R11, R13).

    Without consent nobody acts in the name of the enterprise: it either takes the whole request back, or goes through
    the approvals itself and is only guided (导办). What was decided before stays valid.
    """

    _name = 'daiban.project.consent'
    _description = 'Agency Project: Consent'

    consented_by_id = fields.Many2one('res.users', string="Consent Given By", readonly=True, copy=False)
    consent_letter_id = fields.Many2one(
        'daiban.notice', string="Letter of Consent", readonly=True, copy=False, index='btree_not_null'
    )
    consent_withdrawn_at = fields.Datetime(
        readonly=True, copy=False, help="Since then nobody acts in the name of the enterprise."
    )

    # === Give ===

    def _consent_letter(self):
        """The unsigned letter of this case, made when it is first looked at."""
        self.ensure_one()
        letters = self.env['daiban.notice'].sudo()  # sudo: the own case, see the callers
        return letters.search(
            [('project_id', '=', self.id), ('kind', '=', 'consent'), ('state', '=', 'draft')], limit=1
        ) or letters.create({'project_id': self.id, 'kind': 'consent'})

    def _portal_consent(self, consent, digest=None):
        """Sign; ``self`` is the own case.

        :param digest: of the words that were shown; they may have been edited meanwhile
        """
        letter = self._consent_letter()
        if not consent:
            raise UserError(
                self.env._(
                    "Please confirm that the enterprise asks for the service of its own will. Without this consent "
                    "nobody may act for it."
                )
            )
        if digest and digest != letter._consent_digest():
            raise UserError(self.env._("The text of the consent has changed meanwhile. Please read it once more."))
        letter._serve()
        letter.received_at = letter.served_at
        self.write(
            {
                'consented_at': letter.served_at,
                'consented_by_id': self.env.uid,
                'consent_letter_id': letter.id,
                'consent_withdrawn_at': False,
                'service_mode': 'agency',
            }
        )

    def _portal_consent_again(self, consent, digest=None):
        """Ask for full agency again after the consent was withdrawn."""
        case = self._portal_own()
        case._check_state(*UNTIL_CLOSED, action=self.env._("give consent to it"))
        if case.consent_withdrawn_at:
            case._portal_consent(consent, digest)
            case._call_agent(self.env._("The enterprise has given its consent to be represented again"))

    # === Take back ===

    def _portal_withdraw(self, reason, keep=False):
        """Take the consent back, and with it the request, at any time before its end (R11).

        :param keep: the request goes on, guided instead of represented
        """
        case = self._portal_own()
        reason = self._portal_clean_text(reason)
        case._check_state(*UNTIL_CLOSED, action=self.env._("withdraw it"))
        if not reason or len(reason) > MAX_REASON:
            raise UserError(
                self.env._("Please write in a few words why you withdraw, at most %(max)s characters.", max=MAX_REASON)
            )
        if keep and case.consent_withdrawn_at:
            return
        case.consent_withdrawn_at = fields.Datetime.now()
        if keep:
            case._go_on_guided(reason)
        else:
            case._withdraw(reason)
            case._call_agent(self.env._("The enterprise has withdrawn its request"))

    def _go_on_guided(self, reason):
        self.service_mode = 'guided'
        language = self.with_context(lang=self.partner_id.lang)
        language.message_post(
            body=language.env._(
                "The enterprise has withdrawn its consent to be represented and goes on by itself; the service guides "
                "it. Reason: %(reason)s",
                reason=reason,
            ),
            subtype_xmlid='mail.mt_comment',
        )
        self._call_agent(self.env._("Consent withdrawn: do not act for the enterprise any more, guide it"))

    def _call_agent(self, summary):
        unit = self.lead_unit_id
        agent = self.agent_id or unit.liaison_id or unit.responsible_id or unit.leader_id
        if agent:
            self.activity_schedule('mail.mail_activity_data_todo', user_id=agent.id, summary=summary)
