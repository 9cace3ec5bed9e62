from odoo import api, models


class ReportDaibanNotice(models.AbstractModel):
    """Letters by Odoo's own report address; what is kept is made by :meth:`daiban.letter.mixin._pdf_content`."""

    _name = 'report.sanming_daiban.report_daiban_notice'
    _description = 'Letter Report'

    @api.model
    def _get_report_values(self, docids, data=None):
        letters = self.env['daiban.notice'].browse(docids)
        letters.check_access('read')
        return {'letters': letters._letter_sheets()}
