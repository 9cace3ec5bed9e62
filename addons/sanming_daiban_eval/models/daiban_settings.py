from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What applies until somebody changes it.
DEFAULTS = {
    'service_month_days': 30,
    'training_pass_mark': 60,
    'training_validity_months': 12,
    'finding_days': 5,
}


class DaibanSettings(models.TransientModel):
    _inherit = 'daiban.settings'

    service_month_days = fields.Integer(
        "Days of a Month of Service", help="Months of service are whole: days divided by this, rounded down (R95).")
    training_pass_mark = fields.Integer("Pass Mark", help="What is proposed for the test of a training, of 100.")
    training_validity_months = fields.Integer(
        "Months a Training Is Valid", help="What is proposed for a training. 0: for good.")
    finding_days = fields.Integer(
        "Days to Put Right", help="What is proposed for a finding of an inspection, in working days.")

    @api.model
    def _defaults(self):
        return {**super()._defaults(), **DEFAULTS}

    @api.constrains(*DEFAULTS)
    def _check_team(self):
        for settings in self:
            if settings.service_month_days < 1 or settings.finding_days < 1:
                raise ValidationError(self.env._("Team: a month of service and a time limit have at least one day."))
            if not 0 <= settings.training_pass_mark <= 100 or settings.training_validity_months < 0:
                raise ValidationError(self.env._("Training: the pass mark is between 0 and 100, validity from 0."))
