from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What applies until somebody changes it.
DEFAULTS = {
    'opinion_days': 3,
    'condition_days': 10,
    'green_departments': 2,
    'green_answer_days': 5,
}


class DaibanSettings(models.TransientModel):
    _inherit = 'daiban.settings'

    opinion_days = fields.Integer(
        "Days for an Opinion", help="What is proposed when units are asked, in working days; each round can differ.")
    condition_days = fields.Integer(
        "Days for a Condition", help="What is proposed for the condition of a conditional acceptance (R73).")
    green_departments = fields.Integer(
        "City Departments for the Green Channel",
        help="With so many different city departments among the open items it is proposed (R66: two).")
    green_answer_days = fields.Integer(
        "Days for the City's Answer", help="After so many working days supervision presses for the answer (R67).")

    @api.model
    def _defaults(self):
        return {**super()._defaults(), **DEFAULTS}

    @api.constrains(*DEFAULTS)
    def _check_parallel(self):
        for settings in self:
            if min(settings.opinion_days, settings.condition_days, settings.green_answer_days) < 1:
                raise ValidationError(self.env._("Opinions, conditions and answers: at least one working day."))
            if settings.green_departments < 2:
                raise ValidationError(self.env._("The green channel is for two or more city departments (R66)."))
