from odoo import fields, models

KINDS = [
    ('early_start_risk', "Notice of the Legal Risk of an Early Start"),
    ('early_start', "Early Start Approved (No Construction Permit)"),
]
ONDELETE = {kind: 'cascade' for kind, _label in KINDS}


class DaibanLetterTemplate(models.Model):
    _inherit = 'daiban.letter.template'

    kind = fields.Selection(selection_add=KINDS, ondelete=ONDELETE)


class DaibanNotice(models.Model):
    _inherit = 'daiban.notice'

    kind = fields.Selection(selection_add=KINDS, ondelete=ONDELETE)

    def _letter_table(self):
        """The letter of the approval lists what is left to be done, and by when (R81)."""
        if self.kind != 'early_start':
            return super()._letter_table()
        words = self.with_context(lang=self._letter_lang()).env
        early = self.project_id.early_start_ids.filtered(lambda one: one.state == 'approved')[:1]
        return {
            'head': [(words._("Still to Be Done"), None), (words._("Responsible Unit"), '30%'),
                     (words._("Due Date"), '22%')],
            'rows': early.with_env(words)._residual_rows(),
        }
