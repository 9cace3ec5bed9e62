from odoo import api, models

OURS = 'sanming_daiban'  # this addon and those named after it
DELAY = '--javascript-delay'


class IrActionsReport(models.Model):
    """Letters, cards and proofs hold no script, so no second is waited for one before they are printed."""

    _inherit = 'ir.actions.report'

    @api.model
    def _run_wkhtmltopdf(self, bodies, report_ref=False, *args, **kwargs):
        if report_ref and self._get_report(report_ref).report_name.startswith(OURS):
            self = self.with_context(daiban_no_script=True)
        return super()._run_wkhtmltopdf(bodies, report_ref, *args, **kwargs)

    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        words = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get('daiban_no_script') and DELAY in words:
            words[words.index(DELAY) + 1] = '0'
        return words
