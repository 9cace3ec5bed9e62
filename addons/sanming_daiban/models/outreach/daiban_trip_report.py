from odoo import fields, models
from odoo.tools import SQL


class DaibanTripReport(models.Model):
    """Trips made and saved, by month of the request, leading unit and category (R10).

    The numbers are those stored on the case; how they are counted is written in `tools/trips.py`.
    """

    _name = 'daiban.trip.report'
    _description = 'Trips Saved'
    _auto = False
    _order = 'submitted_on desc, id desc'

    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    partner_id = fields.Many2one('res.partner', string="Enterprise", readonly=True)
    category_id = fields.Many2one('daiban.category', readonly=True)
    lead_unit_id = fields.Many2one('daiban.unit', readonly=True)
    submitted_on = fields.Date(readonly=True)
    case_count = fields.Integer(string="Cases", readonly=True)
    trip_recorded = fields.Integer(string="Trips Written Down", readonly=True)
    trip_stated = fields.Integer(string="Trips Stated", readonly=True)
    trip_made = fields.Integer(string="Trips Made", readonly=True)
    trip_windows = fields.Integer(string="Windows Without the Service", readonly=True)
    trip_saved = fields.Integer(string="Trips Saved", readonly=True)
    submission_count = fields.Integer(string="Times Handed In", readonly=True)
    repeated_demand_count = fields.Integer(string="Repeated Demands", readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT id, id AS project_id, partner_id, category_id, lead_unit_id, submitted_on, 1 AS case_count,
                   trip_recorded, trip_stated, trip_made, trip_windows, trip_saved, submission_count,
                   repeated_demand_count
              FROM daiban_project
             WHERE submitted_on IS NOT NULL AND active""")
