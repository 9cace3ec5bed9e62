from odoo import fields, models
from odoo.tools import SQL

from ..case.daiban_project import PROJECT_STATES


class DaibanCaseReport(models.Model):
    """Requests and cases, one a row: how many came, run, were completed, and how much of the base limit they used.

    Rates are averages of completed cases with a base limit and of nothing else; they are empty, not zero, where
    nothing was completed.
    """

    _name = 'daiban.case.report'
    _description = 'Cases and Days Saved'
    _auto = False
    _order = 'submitted_on desc, id desc'

    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    partner_id = fields.Many2one('res.partner', string="Enterprise", readonly=True)
    category_id = fields.Many2one('daiban.category', readonly=True)
    lead_unit_id = fields.Many2one('daiban.unit', readonly=True)
    park_id = fields.Many2one('daiban.park', readonly=True)
    stage_id = fields.Many2one('daiban.stage', readonly=True)
    state = fields.Selection(PROJECT_STATES, readonly=True)
    submitted_on = fields.Date(readonly=True)
    accepted_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    investment = fields.Float("Investment (10,000 yuan)", readonly=True)
    case_count = fields.Integer("Requests", readonly=True)
    accepted_count = fields.Integer("Accepted Cases", readonly=True)
    running_count = fields.Integer("Running Cases", readonly=True)
    done_count = fields.Integer("Completed Cases", readonly=True)
    base_limit = fields.Integer("Days of the Base Limit", readonly=True)
    used_days = fields.Integer("Days Used", readonly=True)
    saved_days = fields.Integer("Days Saved", readonly=True)
    on_time_rate = fields.Float("Within the Base Limit, %", aggregator='avg', digits=(5, 1), readonly=True)
    saved_rate = fields.Float(
        "Compressed by, %", aggregator='avg', digits=(5, 1), readonly=True,
        help="By how much a completed case was shorter than its base limit, on the average of the cases.")

    @property
    def _table_query(self):
        return SQL("""
            SELECT id, id AS project_id, partner_id, category_id, lead_unit_id, park_id, stage_id, state, submitted_on,
                   accepted_on, closed_on, investment, 1 AS case_count,
                   (accepted_on IS NOT NULL)::int AS accepted_count,
                   (state IN ('accepted', 'running'))::int AS running_count, (state = 'done')::int AS done_count,
                   CASE WHEN judged THEN base_limit END AS base_limit,
                   CASE WHEN judged THEN days_at_close END AS used_days,
                   CASE WHEN judged THEN base_limit - days_at_close END AS saved_days,
                   CASE WHEN judged THEN 100::float8 * (days_at_close <= base_limit)::int END AS on_time_rate,
                   CASE WHEN judged THEN 100::float8 * (base_limit - days_at_close) / base_limit END AS saved_rate
              FROM (SELECT *, state = 'done' AND base_limit > 0 AS judged FROM daiban_project) project
             WHERE submitted_on IS NOT NULL AND active""")
