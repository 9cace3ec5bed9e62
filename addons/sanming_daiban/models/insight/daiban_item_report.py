from odoo import fields, models
from odoo.tools import SQL

from ..case.daiban_item import ACTIVE_STATES, ITEM_STATES
from ..clock.daiban_clock_state_mixin import LIGHTS


class DaibanItemReport(models.Model):
    """Items, one a row: where they are stuck, who is on time, how many days they take.

    Rates are averages of finished items and of nothing else. The days before the start are the unit's own: nobody was
    assigned or nobody had begun.
    """

    _name = 'daiban.item.report'
    _description = 'Items and Bottlenecks'
    _auto = False
    _order = 'id desc'

    item_id = fields.Many2one('daiban.item', readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    type_id = fields.Many2one('daiban.item.type', string="Kind of Item", readonly=True)
    category_id = fields.Many2one('daiban.category', readonly=True)
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    unit_id = fields.Many2one('daiban.unit', string="Unit of the Item", readonly=True)
    state = fields.Selection(ITEM_STATES, readonly=True)
    light = fields.Selection(LIGHTS, readonly=True)
    dispatched_on = fields.Date(readonly=True)
    finished_on = fields.Date(readonly=True)
    item_count = fields.Integer("Items", readonly=True)
    open_count = fields.Integer("Open Items", readonly=True)
    done_count = fields.Integer("Finished Items", readonly=True)
    late_count = fields.Integer("Late Items", readonly=True, help="Finished after the due date, or overdue now.")
    used_days = fields.Float(
        "Days to Finish", aggregator='avg', digits=(6, 1), readonly=True,
        help="Of finished items, as the clock counts.")
    limit_days = fields.Float("Days Allowed", aggregator='avg', digits=(6, 1), readonly=True)
    start_days = fields.Float(
        "Natural Days until Begun", aggregator='avg', digits=(6, 1), readonly=True,
        help="From the hand-over to the unit until the clock started.")
    on_time_rate = fields.Float("On Time, %", aggregator='avg', digits=(5, 1), readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT id, id AS item_id, project_id, type_id, category_id, stage_id, unit_id, state, light, dispatched_on,
                   finished_on, 1 AS item_count, (state IN %s)::int AS open_count,
                   (finished_on IS NOT NULL)::int AS done_count,
                   (CASE WHEN finished_on IS NULL THEN light = 'red' ELSE finished_late END)::int AS late_count,
                   CASE WHEN finished_on IS NOT NULL THEN clock_used END AS used_days,
                   CASE WHEN finished_on IS NOT NULL THEN limit_days + COALESCE(extension_days, 0) END AS limit_days,
                   started_on - dispatched_on AS start_days,
                   CASE WHEN finished_on IS NOT NULL
                        THEN 100::float8 * (NOT COALESCE(finished_late, FALSE))::int END AS on_time_rate
              FROM daiban_item
             WHERE state != 'cancelled'""", ACTIVE_STATES)
