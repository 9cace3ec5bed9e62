from odoo import api, fields, models
from odoo.tools import SQL, split_every

from .daiban_clock_state_mixin import BATCH

COLUMNS = ('publication_id', 'res_model', 'res_id', 'old_due_date', 'new_due_date', 'old_statutory_due_date',
           'new_statutory_due_date', 'becomes_overdue')


class DaibanCalendarImpact(models.Model):
    """A running clock whose due date would move with a publication."""
    _name = 'daiban.calendar.impact'
    _description = 'Impact of a Calendar Publication'
    _inherit = 'daiban.clock.trace.mixin'
    _order = 'becomes_overdue desc, new_due_date, id'
    _log_access = False

    publication_id = fields.Many2one('daiban.calendar.publication', required=True, ondelete='cascade', index=True)
    old_due_date = fields.Date("Due Now", readonly=True)
    new_due_date = fields.Date("Due Then", readonly=True)
    old_statutory_due_date = fields.Date("Due Now by Law", readonly=True)
    new_statutory_due_date = fields.Date("Due Then by Law", readonly=True)
    becomes_overdue = fields.Boolean(readonly=True)

    @api.model
    def _measure(self, publication, calendar):
        """Compare every running clock with what it would be under this calendar, and keep those that differ.

        :return: the values of the impacts
        """
        self.env.cr.execute(SQL("DELETE FROM daiban_calendar_impact WHERE publication_id = %s", publication.id))
        moved = [
            {'publication_id': publication.id, **impact}
            for model in self.env['daiban.clock.mixin']._clock_models()
            for ids in split_every(BATCH, model._clock_running_ids(), list)
            for impact in self._measure_batch(model.sudo().browse(ids), calendar)  # sudo: the publisher sees all
        ]
        for batch in split_every(BATCH, moved, list):
            self.env.cr.execute(SQL(
                "INSERT INTO daiban_calendar_impact (%s) VALUES %s",
                SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
                SQL(", ").join(SQL("%s", tuple(impact[name] for name in COLUMNS)) for impact in batch)))
        self.invalidate_model()
        publication.invalidate_recordset(['impact_ids'])
        return moved

    def _measure_batch(self, records, calendar):
        today = records._clock_today()
        stored = records._clock_stored()
        numbers, _tracks = records._clock_numbers(stored, calendar, self.env['daiban.calendar.year']._work_calendar())
        for res_id, (_light, _limits, old) in stored.items():
            new = numbers[res_id]
            if (old.due_date, old.statutory_due_date) == (new.due_date, new.statutory_due_date):
                continue
            was_red = old.light_red_on and old.light_red_on <= today
            yield {
                'res_model': records._name, 'res_id': res_id,
                'old_due_date': old.due_date, 'new_due_date': new.due_date,
                'old_statutory_due_date': old.statutory_due_date, 'new_statutory_due_date': new.statutory_due_date,
                'becomes_overdue': new.light(today) == 'red' and not was_red,
            }
