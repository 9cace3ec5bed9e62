from odoo import fields, models
from odoo.tools import SQL

from ...tools.terms import HOLDERS

FIRST_DAY = '2000-01-01'  # no case is as old; what is, counts from here on


class DaibanHolderReport(models.Model):
    """Who held the ball for how long: the spans of the items, cut by month, up to today."""

    _name = 'daiban.holder.report'
    _description = 'Days by Holder'
    _auto = False
    _order = 'month desc, id'

    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    item_id = fields.Many2one('daiban.item', readonly=True)
    type_id = fields.Many2one('daiban.item.type', string="Kind of Item", readonly=True)
    category_id = fields.Many2one('daiban.category', readonly=True)
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    unit_id = fields.Many2one('daiban.unit', string="Unit of the Item", readonly=True)
    holder_kind = fields.Selection(HOLDERS, string="Holder", readonly=True)
    holder_unit_id = fields.Many2one('daiban.unit', string="Holding Unit", readonly=True)
    holder_user_id = fields.Many2one('res.users', string="Holding Person", readonly=True)
    reason_id = fields.Many2one('daiban.pause.reason', readonly=True)
    state = fields.Selection(selection=[
        ('waiting', "Not Started"),
        ('counting', "Counting"),
        ('paused', "Paused"),
    ], readonly=True)
    month = fields.Date(readonly=True)
    workday_count = fields.Integer("Working Days", readonly=True)
    day_count = fields.Integer("Natural Days", readonly=True)

    @property
    def _table_query(self):
        """Half-open spans: the days of a piece are those in (after, until].

        For every day is written down how many days were worked until then, so that a piece is a difference of two;
        there are half a million pieces, and leaders look at their sum. What is asked without the facts of the items
        is answered without them: an outer join that nobody needs is left out by the database.
        """
        today = self.env['daiban.calendar.year']._district_today()
        until, after = SQL("LEAST(span.date_to, %s)", today), SQL("GREATEST(span.date_from, %s)", FIRST_DAY)
        return SQL("""
              WITH day AS (
            SELECT date, month, works, (SUM(works) OVER (ORDER BY date))::int AS worked
              FROM (SELECT every.date::date AS date, date_trunc('month', every.date)::date AS month,
                           CASE special.kind WHEN 'workday' THEN 1 WHEN 'restday' THEN 0
                                             ELSE (EXTRACT(ISODOW FROM every.date) < 6)::int END AS works
                      FROM generate_series(%(begin)s::timestamp, %(today)s::timestamp, INTERVAL '1 day') every (date)
                 LEFT JOIN daiban_calendar_day special ON special.date = every.date::date) one
        ), month AS (
            SELECT row_number() OVER (ORDER BY month)::int AS number, month, MAX(date) AS last,
                   MIN(worked - works) AS before, MAX(worked) AS worked
              FROM day GROUP BY month
        ), calendar AS MATERIALIZED (
            SELECT array_agg(day.worked ORDER BY date) AS worked, array_agg(month.number ORDER BY date) AS months
              FROM day JOIN month USING (month)
        ), months AS MATERIALIZED (
            SELECT array_agg(month ORDER BY number) AS month, array_agg(last ORDER BY number) AS last,
                   array_agg(before ORDER BY number) AS before, array_agg(worked ORDER BY number) AS worked
              FROM month
        )
            SELECT piece.id * 1000 + piece.number - piece.first_number + 1 AS id, item.project_id,
                   piece.res_id AS item_id, item.type_id, item.category_id, item.stage_id, item.unit_id,
                   piece.holder_kind, piece.holder_unit_id, piece.holder_user_id, piece.reason_id, piece.state,
                   %(month)s AS month,
                   LEAST(piece.until, %(last)s) - GREATEST(piece.after, %(month)s - 1) AS day_count,
                   LEAST(piece.worked, %(worked)s) - GREATEST(piece.before, %(before)s) AS workday_count
              FROM (
                  SELECT span.id, span.res_id, span.holder_kind, span.holder_unit_id, span.holder_user_id,
                         span.reason_id, span.state, %(after)s AS after, %(until)s AS until,
                         %(worked_after)s AS before, %(worked_until)s AS worked, %(first)s AS first_number,
                         generate_series(%(first)s, %(final)s) AS number
                    FROM daiban_clock_span span
                   WHERE span.res_model = 'daiban.item' AND %(until)s > %(after)s
              ) piece
         LEFT JOIN daiban_item item ON item.id = piece.res_id""",
            begin=FIRST_DAY, today=today, after=after, until=until, worked_after=_on('worked', after),
            worked_until=_on('worked', until), first=_on('months', SQL("%s + 1", after)), final=_on('months', until),
            **{name: SQL("(SELECT %s FROM months)[piece.number]", SQL.identifier(name))
               for name in ('month', 'last', 'before', 'worked')})


def _on(name, day):
    """What the calendar of the query has for a day."""
    return SQL("(SELECT %s FROM calendar)[%s - %s::date + 1]", SQL.identifier(name), day, FIRST_DAY)
