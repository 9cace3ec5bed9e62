from odoo import fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    daiban_light_least_days = fields.Integer(
        "Yellow, Days Left", config_parameter='sanming_daiban.light_least_days', default=1,
        help="At the latest with so many days left the light is yellow.")
    daiban_light_percent = fields.Integer(
        "Yellow, Share of the Limit", config_parameter='sanming_daiban.light_percent', default=20,
        help="Long limits turn yellow with this share, in percent, left.")
    daiban_extension_cap = fields.Integer(
        "Longest Extension", config_parameter='sanming_daiban.extension_cap', default=10,
        help="A time limit can be extended once, by so many days at most (行政许可法 42: ten).")

    def set_values(self):
        mixin = self.env['daiban.clock.mixin']
        before = mixin._clock_thresholds()
        self._check_daiban_numbers()
        result = super().set_values()
        if mixin._clock_thresholds() != before:
            mixin._clock_recompute_all(self.env['daiban.calendar.year']._lock_work_calendar())
        return result

    def _check_daiban_numbers(self):
        for settings in self:
            if settings.daiban_light_least_days < 0 or not 0 <= settings.daiban_light_percent <= 100:
                raise ValidationError(self.env._("The light: days from 0, a share between 0 and 100 percent."))
            if not 0 <= settings.daiban_extension_cap <= 60:
                raise ValidationError(self.env._("An extension lasts between 0 and 60 days."))
