from odoo import api, models


class ReportDaibanMinutes(models.AbstractModel):
    """The minutes of a meeting (会议纪要) in the form of the offices."""

    _name = 'report.sanming_daiban.report_daiban_minutes'
    _description = 'Minutes of a Meeting'

    @api.model
    def _get_report_values(self, docids, data=None):
        meetings = self.env['daiban.meeting'].browse(docids)
        meetings.check_access('read')
        return {'docs': meetings}
