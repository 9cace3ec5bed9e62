import base64
import logging

from odoo import api, models
from odoo.exceptions import UserError

from ...tools import clamd

CLAMD_PARAMETER = 'sanming_daiban.clamd_address'
_logger = logging.getLogger(__name__)


class InfectedFile(UserError):
    """The scan found something; who catches it keeps the file."""

    def __init__(self, message, name, signature, content):
        super().__init__(message)
        self.name, self.signature, self.content = name, signature, content


class DaibanProjectScan(models.AbstractModel):
    """The optional virus scan of what an enterprise hands in.

    It is on when the system parameter ``sanming_daiban.clamd_address`` names a clamd. If that cannot be reached the
    file is taken and the log says so: the enterprise does not wait for our machine.
    """

    _name = 'daiban.project.scan'
    _description = 'Agency Project: Virus Scan'

    @api.model
    def _scan_file(self, name, content):
        # sudo: one address of the system parameters
        address = self.env['ir.config_parameter'].sudo().get_param(CLAMD_PARAMETER)
        if not address:
            return
        try:
            found = clamd.scan(address, content)
        except (OSError, ValueError):
            _logger.warning("The virus scan at %s does not answer; “%s” was taken unscanned.", address, name)
            return
        if found:
            message = self.env._(
                "“%(name)s” carries a harmful program (%(found)s). It was put into quarantine: nobody can open it. "
                "Please check your computer and hand in a clean file.",
                name=name,
                found=found,
            )
            raise InfectedFile(message, name, found, content)

    def _quarantine(self, material, infected):
        """Keep the file out of reach, and tell the enterprise and the clerk; ``self`` is the own case."""
        self.env['daiban.quarantine'].create(
            {
                'name': infected.name,
                'signature': infected.signature,
                'project_id': self.id,
                'material_id': material.id,
                'user_id': self.env.uid,
                'content': base64.b64encode(infected.content),
            }
        )
        self.message_post(
            body=infected.args[0], subtype_xmlid='mail.mt_comment', author_id=self.env.company.partner_id.id
        )
        self._call_agent(self.env._("A file of the enterprise is in quarantine: %(name)s", name=infected.name))
