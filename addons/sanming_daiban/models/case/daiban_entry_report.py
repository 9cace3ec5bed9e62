from odoo import fields, models
from odoo.tools import SQL

from ..clock.daiban_clock_event import KINDS


class DaibanEntryReport(models.Model):
    """Every event of the clocks of items and cases with its unit, for those who watch over the records.

    Late entries are how a breach would be hidden, so they are counted by unit and month.
    """

    _name = 'daiban.entry.report'
    _description = 'Clock Event in the Audit'
    _auto = False
    _order = 'recorded_at desc, id desc'

    event_id = fields.Many2one('daiban.clock.event', readonly=True)
    project_id = fields.Many2one('daiban.project', string="Case", readonly=True)
    item_id = fields.Many2one('daiban.item', readonly=True)
    unit_id = fields.Many2one('daiban.unit', readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    date = fields.Date(string="Happened on", readonly=True)
    recorded_at = fields.Datetime(readonly=True)
    user_id = fields.Many2one('res.users', string="By", readonly=True)
    approved_by_id = fields.Many2one('res.users', string="Approved by", readonly=True)
    reason_id = fields.Many2one('daiban.pause.reason', readonly=True)
    document_number = fields.Char(string="Document", readonly=True)
    note = fields.Char(readonly=True)
    late_entry = fields.Boolean(readonly=True)
    late_count = fields.Integer(string="Late Entries", readonly=True)
    late_days = fields.Integer(string="Natural Days Late", readonly=True)

    @property
    def _table_query(self):
        """The unit of an item's event is the item's, that of a case's examination leads the case."""
        return SQL("""
            SELECT event.id, event.id AS event_id, COALESCE(item.project_id, project.id) AS project_id,
                   item.id AS item_id, COALESCE(item.unit_id, project.lead_unit_id) AS unit_id, event.kind, event.date,
                   event.recorded_at, event.user_id, event.approved_by_id, event.reason_id, event.document_number,
                   event.note, event.late_entry, event.late_entry::int AS late_count,
                   CASE WHEN event.late_entry THEN
                        (event.recorded_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date - event.date
                   ELSE 0 END AS late_days
              FROM daiban_clock_event event
         LEFT JOIN daiban_item item ON event.res_model = 'daiban.item' AND item.id = event.res_id
         LEFT JOIN daiban_project project ON event.res_model = 'daiban.project' AND project.id = event.res_id
             WHERE event.res_model IN ('daiban.item', 'daiban.project')""")

    def action_open(self):
        """Open the item, or the case whose examination it is."""
        self.ensure_one()
        record = self.item_id or self.project_id
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'view_mode': 'form'}
