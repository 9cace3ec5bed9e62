from odoo import api, fields, models
from odoo.tools import SQL

# One lock for the whole calendar; the number is that of the district.
CALENDAR_LOCK = 20260101


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
        """The number of the calendar in force, which stays in force until the end of the transaction.

        A publication under way is waited for. If it came after this transaction began, the row is no longer the one
        that the transaction sees, and PostgreSQL makes it start anew.
        """
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock_shared(%s)", CALENDAR_LOCK))
        return self.env.execute_query(SQL("SELECT number FROM daiban_calendar_revision FOR SHARE"))[0][0]

    @api.model
    def _hold(self, cr):
        """Keep everybody from counting until the transaction of this cursor ends; those who are at it are waited for.

        The cursor is another one than that of the work, so that the work begins after the wait and sees all that
        was recorded before.
        """
        cr.execute(SQL("SELECT pg_advisory_xact_lock(%s)", CALENDAR_LOCK))

    @api.model
    def _read_committed(self, cr):
        """Let this long transaction write rows that somebody touched meanwhile: nobody can touch their clocks."""
        cr.execute(SQL("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))

    @api.model
    def _advance(self):
        self.env.cr.execute(SQL("UPDATE daiban_calendar_revision SET number = number + 1"))
