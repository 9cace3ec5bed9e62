from odoo import models


class MailMessage(models.Model):
    _inherit = 'mail.message'

    def _get_forbidden_access(self, operation):
        """A person from outside reads the messages of a case only as long as the case itself.

        Mail lets whoever was once notified read a message for ever; a representative who was shut off must not.
        """
        forbidden = super()._get_forbidden_access(operation)
        if self.env.user._is_internal():
            return forbidden
        return forbidden + (self - forbidden)._of_closed_documents()

    def _of_closed_documents(self):
        """Those of these messages whose record of the service the user may not read (any more)."""
        ours = self.sudo().filtered(lambda message: (message.model or '').startswith('daiban.'))  # sudo: two columns
        closed = self.browse()
        for model, messages in ours.grouped('model').items():
            documents = self.env[model].browse(set(messages.mapped('res_id'))).exists()
            readable = set(documents._filtered_access('read').ids)
            closed += messages.filtered(lambda message, readable=readable: message.res_id not in readable)
        return self.browse(closed.ids)
