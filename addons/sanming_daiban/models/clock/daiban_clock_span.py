from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.terms import HOLDERS

COLUMNS = ('res_model', 'res_id', 'sequence', 'date_from', 'date_to', 'state', 'holder_kind', 'holder_unit_id',
           'holder_user_id', 'reason_id', 'note')


class DaibanClockSpan(models.Model):
    """Who held the ball from when to when. Derived from the events: made anew with each, never edited.

    A span is half-open, (date_from, date_to]: the spans of a record tile, no day is lost or counted twice.
    """
    _name = 'daiban.clock.span'
    _description = 'Clock Span'
    _inherit = 'daiban.clock.trace.mixin'
    _order = 'res_model, res_id, sequence'
    _log_access = False

    sequence = fields.Integer(required=True, readonly=True, aggregator=None)
    date_from = fields.Date("After", required=True, readonly=True, help="The span begins with the day after.")
    date_to = fields.Date("Until", readonly=True, help="The last day of the span; empty while it lasts.")
    state = fields.Selection([
        ('waiting', "Not Started"),
        ('counting', "Counting"),
        ('paused', "Paused"),
    ], required=True, readonly=True)
    note = fields.Selection([
        ('claimed', "Pause Claimed Only"),
        ('lapsed', "Pause Past Its Maximum"),
    ], readonly=True, help="Why days count although a pause was asked for.")
    holder_kind = fields.Selection(HOLDERS, string="Holder", required=True, readonly=True)
    holder_unit_id = fields.Many2one('daiban.unit', string="Holding Unit", readonly=True, index='btree_not_null')
    holder_user_id = fields.Many2one('res.users', string="Holding Person", readonly=True)
    reason_id = fields.Many2one('daiban.pause.reason', readonly=True)

    _record_uniq = models.UniqueIndex("(res_model, res_id, sequence)")

    @api.model
    def _replace(self, model, spans):
        """Make the stored spans of these records equal to the given ones.

        :param spans: {res_id: [tools.track.Span]}
        """
        changed = self._differing(model, spans)
        if not changed:
            return
        rows = {res_id: _rows(model, res_id, spans[res_id]) for res_id in changed}
        self.env.cr.execute(SQL(
            "DELETE FROM daiban_clock_span WHERE res_model = %s AND res_id = ANY(%s)", model, changed))
        if values := [row for res_id in changed for row in rows[res_id]]:
            self.env.cr.execute(SQL(
                "INSERT INTO daiban_clock_span (%s) VALUES %s",
                SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
                SQL(", ").join(SQL("%s", row) for row in values)))
        self.invalidate_model()

    @api.model
    def _differing(self, model, spans):
        """The ids of the records whose stored spans are not these."""
        stored = self._stored_rows(model, list(spans))
        return [res_id for res_id, wanted in spans.items() if _rows(model, res_id, wanted) != stored.get(res_id, [])]

    @api.model
    def _stored_rows(self, model, res_ids):
        result = {}
        for row in self.env.execute_query(SQL(
            "SELECT %s FROM daiban_clock_span WHERE res_model = %s AND res_id = ANY(%s) ORDER BY res_id, sequence",
            SQL(", ").join(SQL.identifier(name) for name in COLUMNS), model, res_ids,
        )):
            result.setdefault(row[1], []).append(row)
        return result


def _rows(model, res_id, spans):
    return [
        (model, res_id, number, span.after, span.until, span.state, span.holder.kind, span.holder.unit or None,
         span.holder.user or None, span.reason, span.note or None)
        for number, span in enumerate(spans, start=1)
    ]
