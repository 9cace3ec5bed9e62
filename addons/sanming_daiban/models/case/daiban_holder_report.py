from odoo import fields, models
from odoo.tools import SQL

from ...tools.terms import HOLDERS


def _weekdays_until(day):
    """Mondays to Fridays from 0001-01-01, a Monday, to this column; the calendar's own days are added to it."""
    ordinal = SQL("(%s - DATE '0001-01-01' + 1)", day)
    return SQL("(%s / 7 * 5 + LEAST(%s %% 7, 5))", ordinal, ordinal)


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
        """Half-open spans: the days of a piece are those in (after, until]."""
        today = self.env['daiban.calendar.year']._district_today()
        return SQL("""
            SELECT piece.id, item.project_id, item.id AS item_id, item.type_id, item.category_id, item.stage_id,
                   item.unit_id, piece.holder_kind, piece.holder_unit_id, piece.holder_user_id, piece.reason_id,
                   piece.state, piece.month, piece.until - piece.after AS day_count,
                   %s - %s + COALESCE((
                       SELECT SUM(CASE WHEN day.kind = 'workday' AND EXTRACT(ISODOW FROM day.date) > 5 THEN 1
                                       WHEN day.kind = 'restday' AND EXTRACT(ISODOW FROM day.date) < 6 THEN -1
                                       ELSE 0 END)
                         FROM daiban_calendar_day day
                        WHERE day.date > piece.after AND day.date <= piece.until), 0)::int AS workday_count
              FROM (
                  SELECT span.id * 1000 + row_number() OVER (PARTITION BY span.id ORDER BY month) AS id, span.res_id,
                         span.holder_kind, span.holder_unit_id, span.holder_user_id, span.reason_id, span.state,
                         month::date AS month, GREATEST(span.date_from, month::date - 1) AS after,
                         LEAST(span.date_to, %s, (month + INTERVAL '1 month')::date - 1) AS until
                    FROM daiban_clock_span span
                    CROSS JOIN LATERAL generate_series(
                        date_trunc('month', (span.date_from + 1)::timestamp), LEAST(span.date_to, %s)::timestamp,
                        INTERVAL '1 month') month
                   WHERE span.res_model = 'daiban.item'
              ) piece
              JOIN daiban_item item ON item.id = piece.res_id
             WHERE piece.until > piece.after""",
            _weekdays_until(SQL("piece.until")), _weekdays_until(SQL("piece.after")), today, today)
