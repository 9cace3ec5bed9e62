import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ...tools.district_time import district_now
from .daiban_clock_state_mixin import BATCH

HEARTBEAT = 'sanming_daiban.lights_turned_on'
WARNED = 'sanming_daiban.lights_warned_on'
WATCH_FROM = 9  # o'clock in the district

_logger = logging.getLogger(__name__)


class DaibanClockDailyMixin(models.AbstractModel):
    """What is done with all clocks at once: with the day, with the calendar, for the proof that nothing drifted."""
    _name = 'daiban.clock.daily.mixin'
    _description = 'All Clocks'
    _inherit = 'daiban.clock.state.mixin'

    # === DAILY === #
    @api.model
    def _clock_models(self):
        """The models that have a clock."""
        names = self.env.registry.descendants(['daiban.clock.mixin'], '_inherit')
        return [self.env[name] for name in sorted(names) if not self.env[name]._abstract]

    @api.model
    def _clock_running_ids(self):
        """The ids of the clocks of this model that have begun and not ended."""
        return self.sudo().search([('started_on', '!=', False), ('finished_on', '=', False)], order='id').ids

    @api.model
    def _clock_recompute_all(self, calendar, progress=None, before=None):
        """Every running clock anew, after a change of the calendar; what is finished stays as it was judged.

        The lights are left to the daily job: automations write to people, and that must not keep the calendar locked.

        :param progress: called with (done, total) after each batch
        :param before: the calendar until now, when nothing else has changed
        """
        todo = [(model, model._clock_running_ids()) for model in self._clock_models()]
        done, total = 0, sum(len(ids) for _model, ids in todo)
        for model, ids in todo:
            for batch in split_every(BATCH, ids, list):
                model.browse(batch)._clock_recompute(calendar, lights=False, before=before)
                self.env.invalidate_all()  # writes what is pending and gives the memory back
                done += len(batch)
                if progress:
                    progress(done, total)

    @api.model
    def _verify_clocks(self):
        """The clocks whose stored numbers or spans are not what their events say: [(model, id, names)].

        What depends on today, and so on when the daily job ran, is left out.
        """
        calendar = self.env['daiban.calendar.year']._work_calendar()
        return [
            drifted
            for model in self._clock_models()
            for ids in split_every(BATCH, model.sudo().search([('clock_event_ids', '!=', False)], order='id').ids, list)
            for drifted in model.sudo().browse(ids)._clock_drifted(calendar)
        ]

    def _clock_drifted(self, calendar):
        stored = self._clock_stored()
        numbers, tracks = self._clock_numbers(stored, calendar)
        wrong_spans = self.env['daiban.clock.span']._differing(self._name, {
            res_id: track.spans for res_id, track in tracks.items()})
        for res_id, (_light, _limits, known) in stored.items():
            # what is finished stays as it was judged, whatever the calendar has become
            names = ('started_on', 'finished_on', 'extension_days') if known.finished_on else (
                'started_on', 'finished_on', 'extension_days', 'clock_used', 'clock_anchor', 'light_orange_on')
            wrong = [name for name in names if getattr(known, name) != getattr(numbers[res_id], name)]
            if res_id in wrong_spans:
                wrong.append('spans')
            if wrong:
                yield self._name, res_id, wrong

    @api.model
    def _cron_turn_lights(self):
        """At the beginning of every working day.

        Automations write to people when a light changes, so it waits for the office to open; a search by light is
        right at any time.
        """
        if not self.env['daiban.calendar.year']._office_open():
            return
        for done, remaining in self._turn_lights():
            self.env['ir.cron']._commit_progress(done, remaining=remaining)
        for model in self._clock_models():
            for _record in model._clock_day_begins():
                self.env['ir.cron']._commit_progress()
        self._note_lights_turned()

    @api.model
    def _note_lights_turned(self):
        """The heartbeat: the day on which the daily job last ran, or the product was installed."""
        # sudo: a note of the job
        self.env['ir.config_parameter'].sudo().set_param(HEARTBEAT, self._clock_today())

    @api.model
    def _clock_day_begins(self):
        """Hook: what a model does with its records at the beginning of a working day, beside their lights.

        A generator, so that the job can commit after each record.
        """
        yield from ()

    def _clock_one_by_one(self, method):
        """Call a method on each of the records; what fails, or is being changed by somebody, waits for the next day.

        Gives each after it was done, so that the job can commit: what was decided stays decided.
        """
        for record in self:
            try:
                with self.env.cr.savepoint():
                    if record.try_lock_for_update():
                        getattr(record, method)()
            except (UserError, OperationalError):
                _logger.exception("%s: %s", record, method)
            yield record

    @api.model
    def _cron_watch_lights(self):
        """Tell the supervisors, once a day, when the daily job has not run although the working day has begun."""
        parameters = self.env['ir.config_parameter'].sudo()  # sudo: two notes of the jobs
        today = str(self._clock_today())
        if not self._lights_late() or parameters.get_param(WARNED) == today:
            return
        parameters.set_param(WARNED, today)
        self.env['mail.thread'].message_notify(
            partner_ids=self.env.ref('sanming_daiban.group_supervisor').all_user_ids.partner_id.ids,
            subject=self.env._("The lights of the time limits are not up to date"),
            body=self._lights_warning(),
        )

    @api.model
    def _lights_warning(self):
        """What supervisors and managers read on every page when the daily job has not run; else nothing."""
        if not self._lights_late():
            return False
        # sudo: the date on which the job has run
        return self.env._(
            "The daily job last ran on %(date)s. Ask the administrator to look at the scheduled actions.",
            date=self.env['ir.config_parameter'].sudo().get_param(HEARTBEAT) or '—')

    @api.model
    def _lights_late(self):
        """Whether the daily job should have run today and has not."""
        now = district_now()
        if now.hour < WATCH_FROM or not self.env['daiban.calendar.year']._work_calendar().is_workday(now.date()):
            return False
        # sudo: the date on which the job has run
        return self.env['ir.config_parameter'].sudo().get_param(HEARTBEAT) != str(now.date())

    @api.model
    def _turn_lights(self):
        """Write the lights that have changed with the day, and no others; gives (done, remaining) after each batch.

        Automations react to the change of `light`, so it is an ordinary write.
        """
        changes = [
            (model.browse(ids), light)
            for model in self._clock_models()
            for light, changed in model._clock_wake()._clock_changed_lights().items()
            for ids in split_every(BATCH, changed)
        ]
        remaining = sum(len(records) for records, _light in changes)
        for records, light in changes:
            records.write({'light': light})
            remaining -= len(records)
            yield len(records), remaining

    @api.model
    def _clock_wake(self):
        """Let the clocks run again whose pause has come to its maximum."""
        lapsed = self.search([('pause_ends_on', '<', self._clock_today())])
        lapsed._clock_recompute()
        lapsed._clock_pauses_lapsed()
        return self

    @api.model
    def _clock_changed_lights(self):
        """{light: ids} of the clocks whose stored light is no longer that of today."""
        self.flush_model()
        light = self._clock_light_sql(self._table)
        rows = self.env.execute_query(SQL(
            "SELECT %s, array_agg(id ORDER BY id) FROM %s WHERE %s <> %s GROUP BY 1",
            light, SQL.identifier(self._table), SQL.identifier('light'), light))
        return dict(rows)
