from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What applies until somebody changes it.
DEFAULTS = {
    'conversion_days': 5,
    'residual_days': 20,
    'residual_block': 1,
    'expert_least': 3,
}


class DaibanSettings(models.TransientModel):
    _inherit = 'daiban.settings'

    conversion_days = fields.Integer(
        "Days to Decide after the Land",
        help="Within so many working days after the land contract everything reviewed in advance is decided (R78).")
    residual_days = fields.Integer(
        "Days for Residual Items", help="What is proposed for what is still open at an early start; each can differ.")
    residual_block = fields.Integer(
        "Overdue Residual Items",
        help="An enterprise with so many gets no further early start (R81). 0: no such consequence.")
    expert_least = fields.Integer("Experts at Least", help="So many experts give their opinion in a review (R70).")

    @api.model
    def _defaults(self):
        return {**super()._defaults(), **DEFAULTS}

    @api.constrains(*DEFAULTS)
    def _check_fast_tracks(self):
        for settings in self:
            if min(settings.conversion_days, settings.residual_days, settings.expert_least) < 1:
                raise ValidationError(self.env._("Fast tracks: at least one day, and at least one expert."))
            if settings.residual_block < 0:
                raise ValidationError(self.env._("Overdue residual items are counted from 0."))
