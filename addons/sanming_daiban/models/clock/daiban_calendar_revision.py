from odoo import api, fields, models
from odoo.tools import SQL


class DaibanCalendarRevision(models.Model):
    """The one row on which those who count days and those who change the calendar meet."""
    _name = 'daiban.calendar.revision'
    _description = 'Calendar Revision'

    number = fields.Integer(required=True, default=1)

    def init(self):
        self.env.cr.execute(SQL(
            "INSERT INTO daiban_calendar_revision (number) "
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM daiban_calendar_revision)"))

    @api.model
    def _current(self):
        return self.env.execute_query(SQL("SELECT number FROM daiban_calendar_revision"))[0][0]

    @api.model
    def _share(self):
        """The number of the calendar in force, which stays in force until the end of the transaction."""
        return self.env.execute_query(SQL("SELECT number FROM daiban_calendar_revision FOR SHARE"))[0][0]

    @api.model
    def _advance(self):
        """Take the calendar for oneself and count it up; those who are counting days are waited for."""
        self.env.cr.execute(SQL("UPDATE daiban_calendar_revision SET number = number + 1"))
