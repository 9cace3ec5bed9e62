from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What applies until somebody changes it.
DEFAULTS = {
    'incident_overdue_days': 3,
    'incident_held_days': 10,
    'incident_statement_days': 5,
    'incident_extension_days': 5,
    'review_ask_days': 30,
    'review_decide_days': 20,
    'scorecard_share': 5,
}


class DaibanSettings(models.TransientModel):
    _inherit = 'daiban.settings'

    incident_overdue_days = fields.Integer(
        "Overdue Days before an Incident Is Proposed", help="With no pause asked for. 0: nothing is proposed (R101).")
    incident_held_days = fields.Integer(
        "Idle Days before an Incident Is Proposed",
        help="Working days on which it lay with a unit that did not begin. 0: nothing is proposed (R101).")
    incident_statement_days = fields.Integer(
        "Days for a Statement", help="Working days in which the person concerned can say how it was.")
    incident_extension_days = fields.Integer(
        "More Days for a Statement", help="At most so many working days more, once.")
    review_ask_days = fields.Integer(
        "Days to Ask for a Review", help="Working days after the decision; not less than the thirty days of the law "
        "(公务员法 95).")
    review_decide_days = fields.Integer("Days to Decide a Review", help="Working days.")
    scorecard_share = fields.Integer(
        "Points of a Scorecard in the Yearly Performance", help="What is proposed for a new period (R92).")

    @api.model
    def _defaults(self):
        return {**super()._defaults(), **DEFAULTS}

    @api.constrains(*DEFAULTS)
    def _check_incident(self):
        for settings in self:
            if min(settings.incident_overdue_days, settings.incident_held_days, settings.incident_extension_days) < 0:
                raise ValidationError(self.env._("Incidents: days from 0."))
            if min(settings.incident_statement_days, settings.review_ask_days, settings.review_decide_days) < 1:
                raise ValidationError(self.env._("Incidents: whoever is heard or asks has at least one day."))
            if not 0 <= settings.scorecard_share <= 100:
                raise ValidationError(self.env._("The share of the yearly performance is between 0 and 100 points."))
