from odoo import fields, models


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(
        selection_add=[('city_request', "Request to the City Center")], ondelete={'city_request': 'cascade'})

    def _letter_model(self):
        return 'daiban.green.channel' if self.kind == 'city_request' else super()._letter_model()
