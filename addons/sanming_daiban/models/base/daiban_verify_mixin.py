import re
import secrets

from odoo import api, fields, models

from ...tools.qr import qr_data_uri

# The form of our tokens; anything else is not looked up.
TOKEN = re.compile(r'[A-Za-z0-9_-]{20,64}')


class DaibanVerifyMixin(models.AbstractModel):
    """A paper of the service that anybody who holds it may check by its QR code (R26).

    The page says the number, the enterprise and whether it is valid, nothing else. The address cannot be guessed
    (192 random bits) and does not depend on an id, so nothing can be counted or tried in a row.
    """

    _name = 'daiban.verify.mixin'
    _description = 'Verifiable Paper'

    verify_token = fields.Char(
        readonly=True, copy=False, index='btree_not_null', groups='base.group_system', export_string_translation=False
    )

    def _verify_token(self):
        """The token of this paper, made at first need: a paper of an older version gets one when it is printed."""
        self.ensure_one()
        paper = self.sudo()  # sudo: nobody but the system reads tokens; who holds the paper has it anyway
        if not paper.verify_token:
            paper.verify_token = secrets.token_urlsafe(24)
        return paper.verify_token

    def _verify_path(self):
        return f'/daiban/verify/{self._verify_token()}'

    def _verify_qr(self):
        """Picture of the address that the QR code of the paper opens."""
        return qr_data_uri(self.get_base_url() + self._verify_path())

    @api.model
    def _verify_find(self, token):
        """The paper of a token among all kinds of papers; None if there is none."""
        if not TOKEN.fullmatch(token):
            return None
        names = self.env.registry.descendants(['daiban.verify.mixin'], '_inherit')
        for model in sorted(name for name in names if not self.env[name]._abstract):
            # sudo: public page; the token is the right to see the four facts of `_verify_facts`
            papers = self.env[model].sudo().with_context(active_test=False)
            paper = papers.search([('verify_token', '=', token)], limit=1)
            if paper:
                return paper
        return None

    def _verify_facts(self):
        """What the public page tells: ``kind``, ``number``, ``enterprise``, ``date`` (or False), ``valid``."""
        raise NotImplementedError
