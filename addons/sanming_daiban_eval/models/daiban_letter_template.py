from odoo import fields, models

MODELS = {
    'service_certificate': 'daiban.service.certificate',
    'eval_recommendation': 'daiban.eval.recommendation',
}


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(
        selection_add=[
            ('service_certificate', "Certificate of Service"),
            ('eval_recommendation', "Recommendation to the Home Unit")],
        ondelete=dict.fromkeys(MODELS, 'cascade'))

    def _letter_model(self):
        return MODELS.get(self.kind) or super()._letter_model()
