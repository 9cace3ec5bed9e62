from odoo import fields, models

from .daiban_service_certificate import KIND


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(selection_add=[(KIND, "Certificate of Service")], ondelete={KIND: 'cascade'})

    def _letter_model(self):
        return 'daiban.service.certificate' if self.kind == KIND else super()._letter_model()
