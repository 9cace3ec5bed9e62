import hashlib

from odoo import models
from odoo.tools import format_datetime


class DaibanConsentLetter(models.AbstractModel):
    """The 委托书: a letter of the enterprise to the service, signed online by who acts for it (R11).

    Its text is a form that the district edits like every other letter; what was shown is what is kept, with the
    person, the time and the digest of the words.
    """

    _name = 'daiban.consent.letter'
    _description = 'Consent to Be Represented'

    def _consent_paragraphs(self):
        """The words to sign, before they are signed."""
        self.ensure_one()
        return self._letter_template()._paragraphs('body', self)

    def _consent_digest(self):
        return hashlib.sha256('\n'.join(self._consent_paragraphs()).encode()).hexdigest()

    def _letter_content(self):
        content = super()._letter_content()
        if self.kind != 'consent':
            return content
        return {
            **content,
            'issuer': self.partner_id.name,
            'addressee': content['issuer'],
            'closing': [*content['closing'], *self._consent_signature()],
            'digest': self._consent_digest(),
        }

    def _consent_signature(self):
        """Who confirmed it and when; nothing on a draft, which is signed on paper."""
        if not self.served_at:
            return []
        district = self.with_context(tz='Asia/Shanghai')
        return [
            district.env._(
                "Confirmed online by %(person)s (account %(login)s) on %(time)s.",
                person=self.served_by_id.name,
                login=self.served_by_id.login,
                time=format_datetime(district.env, self.served_at),
            )
        ]

    def _letter_sheets(self):
        """The seal of the service belongs on its own letters only."""
        sheets = super()._letter_sheets()
        for letter, sheet in zip(self, sheets, strict=True):
            if letter.kind == 'consent':
                sheet['seal'] = False
        return sheets

    def _verify_facts(self):
        facts = super()._verify_facts()
        return {**facts, 'enterprise': self.partner_id.name} if self.kind == 'consent' else facts
