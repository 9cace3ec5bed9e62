from odoo import fields, models

from . import daiban_eval_recommendation, daiban_service_certificate

MODELS = {
    daiban_service_certificate.KIND: 'daiban.service.certificate',
    daiban_eval_recommendation.KIND: 'daiban.eval.recommendation',
}


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(
        selection_add=[
            (daiban_service_certificate.KIND, "Certificate of Service"),
            (daiban_eval_recommendation.KIND, "Recommendation to the Home Unit")],
        ondelete=dict.fromkeys(MODELS, 'cascade'))

    def _letter_model(self):
        return MODELS.get(self.kind) or super()._letter_model()
