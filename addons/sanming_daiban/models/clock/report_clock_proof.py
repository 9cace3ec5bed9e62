from odoo import api, models


class ReportClockProof(models.AbstractModel):
    """The 期限计算书 on paper, for any model that has a clock."""
    _name = 'report.sanming_daiban.report_clock_proof'
    _description = 'Proof of a Time Limit'

    @api.model
    def _get_report_values(self, docids, data=None):
        """:param data: `clock_model`, the model of `docids`, and `statutory`"""
        records = self.env[data['clock_model']].browse(docids)
        records.check_access('read')
        return {'proofs': [record._clock_proof(data.get('statutory')) for record in records]}
