from odoo import fields, models


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(
        selection_add=[('supervision', "Supervision Order")], ondelete={'supervision': 'cascade'})

    def _letter_model(self):
        return 'daiban.supervision' if self.kind == 'supervision' else super()._letter_model()
