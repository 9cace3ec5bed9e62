from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What applies until somebody changes it.
DEFAULTS = {
    'light_least_days': 1,
    'light_percent': 20,
    'extension_cap': 10,
    'work_from': 8,
    'work_until': 18,
    'forecast_min_items': 30,
    'inquiry_days': 3,
    'commitment_days': 10,
    'rating_open_days': 30,
    'rating_change_days': 7,
    'rating_least_answers': 3,
    'rating_call_days': 1,
    'rectification_days': 10,
    'supervision_days': 2,
    'issue_days': 5,
    'agenda_stuck_days': 5,
    'resolution_days': 5,
    'effect_days': 10,
    'federation_visit_days': 90,
}


class DaibanSettings(models.TransientModel):
    """The numbers of the service that belong to no record, for the manager, who is no system administrator."""
    _name = 'daiban.settings'
    _description = 'Settings of the Agency Service'

    light_least_days = fields.Integer(
        "Yellow, Days Left", help="At the latest with so many days left the light is yellow.")
    light_percent = fields.Integer(
        "Yellow, Share of the Limit", help="Long limits turn yellow with this share, in percent, left.")
    extension_cap = fields.Integer(
        "Longest Extension",
        help="A time limit can be extended once, by so many days at most (行政许可法 42: ten).")
    work_from = fields.Integer(
        "Office Opens", help="The daily job turns the lights, and people are reminded, on working days from this hour.")
    work_until = fields.Integer(
        "Office Closes", help="What comes up later is told on the next working day.")
    forecast_min_items = fields.Integer(
        "Finished Items for a Forecast",
        help="A forecast of the end of a case is shown only when so many items of its category have been finished.")
    inquiry_days = fields.Integer("Days to Answer", help="Within so many working days a question is answered.")
    rating_open_days = fields.Integer("Days to Rate", help="So many days an enterprise can answer how it was.")
    rating_change_days = fields.Integer(
        "Days to Change a Rating", help="So many days after the first answer it can be changed.")
    rating_least_answers = fields.Integer(
        "Answers before Figures Are Shown",
        help="A unit sees the figures of its ratings when there are so many answers, so that nobody can be picked out.")
    rating_call_days = fields.Integer(
        "Days to Call Back", help="Within so many working days after a bad rating the enterprise is called back.")
    rectification_days = fields.Integer(
        "Days to Rectify", help="Within so many working days a bad rating is rectified and answered.")

    supervision_days = fields.Integer(
        "Days to Reply to a Supervision Order", help="What is proposed, in working days; each order can differ.")
    federation_visit_days = fields.Integer(
        "Days between Visits", help="At the latest after so many days the federation visits a non-public enterprise "
        "again (R54).")
    commitment_days = fields.Integer(
        "Days for Deferred Materials", help="What is proposed when materials are deferred; each promise can differ.")

    issue_days = fields.Integer("Days to Solve a Problem", help="What is proposed; each problem can differ.")
    agenda_stuck_days = fields.Integer(
        "Days before It Is Taken Up",
        help="What nobody has moved for more working days than this is proposed for a meeting.")
    resolution_days = fields.Integer(
        "Days for a Resolution", help="What is proposed when a meeting resolves something; each resolution can differ.")
    effect_days = fields.Integer(
        "Days until the Effect Is Looked At",
        help="So many working days after a resolution was carried out somebody looks whether it helped.")

    @api.model
    def _defaults(self):
        """Every number and what applies until somebody changes it; each room adds its own by super()."""
        return DEFAULTS

    @api.model
    def _number(self, name):
        """The setting, as it is in force."""
        # sudo: numbers that everybody sees at work
        parameters = self.env['ir.config_parameter'].sudo()
        return int(parameters.get_param(f'sanming_daiban.{name}', self._defaults()[name]))

    @api.model
    def default_get(self, fields_list):
        return {
            **super().default_get(fields_list),
            **{name: self._number(name) for name in self._defaults() if name in fields_list},
        }

    @api.depends_context('lang')
    def _compute_display_name(self):
        self.display_name = self.env._("Settings")

    @api.constrains(*DEFAULTS)
    def _check_numbers(self):
        for settings in self:
            if settings.light_least_days < 0 or not 0 <= settings.light_percent <= 100:
                raise ValidationError(self.env._("The light: days from 0, a share between 0 and 100 percent."))
            if not 0 <= settings.extension_cap <= 60:
                raise ValidationError(self.env._("An extension lasts between 0 and 60 days."))
            if not 0 <= settings.work_from < settings.work_until <= 24:
                raise ValidationError(self.env._("Working hours: it opens before it closes, between 0 and 24 o'clock."))
            if settings.commitment_days < 1:
                raise ValidationError(self.env._("Deferred materials need at least one day."))
            if settings.forecast_min_items < 1:
                raise ValidationError(self.env._("A forecast needs at least one finished item."))
            if settings.supervision_days < 1:
                raise ValidationError(self.env._("A supervision order leaves at least one working day to reply."))
            if settings.federation_visit_days < 1:
                raise ValidationError(self.env._("Between two visits of the federation lies at least one day."))
            if settings.inquiry_days < 1:
                raise ValidationError(self.env._("A question has at least one working day."))
            if min(settings.issue_days, settings.agenda_stuck_days, settings.resolution_days, settings.effect_days) < 1:
                raise ValidationError(self.env._("Meetings: at least one working day each."))
            if settings.rating_change_days < 0 or min(
                settings.rating_open_days, settings.rating_least_answers, settings.rating_call_days,
                settings.rectification_days,
            ) < 1:
                raise ValidationError(self.env._("Ratings: at least one day, and at least one answer."))

    def action_save(self):
        """Put the numbers into force; other thresholds move the yellow light of every running clock."""
        self.ensure_one()
        mixin = self.env['daiban.clock.mixin']
        before = mixin._clock_thresholds()
        parameters = self.env['ir.config_parameter'].sudo()  # sudo: only the manager can make a record of these
        for name in self._defaults():
            parameters.set_param(f'sanming_daiban.{name}', self[name])
        if mixin._clock_thresholds() != before:
            mixin._clock_recompute_all(self.env['daiban.calendar.year']._lock_work_calendar())
        return {'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
            'type': 'success', 'message': self.env._("The settings are in force."),
            'next': {'type': 'ir.actions.act_window_close'}}}
