from odoo import api, models, tools
from odoo.exceptions import ValidationError

# In the context as `daiban_quiet`: what is entered happened long ago and reaches nobody. An object, which no call from
# outside can put there.
QUIET = object()


class BaseAutomation(models.Model):
    """Rules on what has a clock: they see its numbers change, and they reach people in working hours."""
    _inherit = 'base.automation'

    def _on_clocks(self):
        names = {model._name for model in self.env['daiban.clock.mixin']._clock_models()}
        return self.filtered(lambda automation: automation.model_name in names)

    @api.constrains('model_id', 'trigger', 'trigger_field_ids')
    def _check_clock_fields(self):
        for automation in self._on_clocks():
            if silent := automation.trigger_field_ids.filtered(lambda field: not field.store):
                raise ValidationError(self.env._(
                    "“%(field)s” is worked out whenever somebody looks, so no rule can wait for its change. Take the "
                    "light, which turns with the day, or a rule that is timed by the due date.",
                    field=silent[0].field_description))

    @api.model
    @tools.ormcache('model_name')
    def _watched_fields(self, model_name):
        """Names of the fields of the model for whose change a rule waits."""
        # sudo: which rules there are decides, not who is at work
        rules = self.sudo().search([
            ('model_name', '=', model_name), ('trigger', 'in', ('on_create_or_write', 'on_write'))])
        return frozenset(rules.trigger_field_ids.mapped('name'))

    def _get_actions(self, records, triggers):
        if self.env.context.get('daiban_quiet') is QUIET:
            return self.browse()
        return super()._get_actions(records, triggers)

    def _update_registry(self):
        result = super()._update_registry()
        self.env.registry.clear_cache()
        return result

    # === Working hours === #
    @api.model
    def _cron_process_time_based_actions(self):
        if not self.env['daiban.calendar.year']._office_open():
            self = self.with_context(daiban_office_closed=True)
        return super()._cron_process_time_based_actions()

    def _search_time_based_automation_records(self, *, until):
        records = super()._search_time_based_automation_records(until=until)
        return records.browse() if self._waits_for_office() else records

    def _waits_for_office(self):
        return bool(self.env.context.get('daiban_office_closed') and self._on_clocks())

    def write(self, vals):
        """A rule that waits for the office to open has not run: it will find its records then."""
        if vals.keys() == {'last_run'} and self.env.context.get('daiban_office_closed'):
            return super(BaseAutomation, self - self._on_clocks()).write(vals)
        return super().write(vals)
