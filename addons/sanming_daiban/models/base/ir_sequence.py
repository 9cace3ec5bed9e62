from odoo import api, models
from odoo.tools import SQL


class IrSequence(models.Model):
    _inherit = 'ir.sequence'

    @api.model
    def _next_gapless(self, code, date):
        """The next number of the year of ``date`` in the sequence ``code``; no gap, no duplicate.

        A ``no_gap`` sequence locks its range of the year, but not while the first range of a new year is made.
        Touching the sequence itself makes a second transaction fail with a serialization error, which Odoo
        repeats on a fresh snapshot: it waits, and then sees the range and the number taken.

        :param date: district date whose year the number carries
        """
        return self._next_many_gapless(code, date, 1)[0]

    @api.model
    def _next_many_gapless(self, code, date, count):
        """So many numbers, one after the other, see :meth:`_next_gapless`."""
        if not count:
            return []
        # sudo: clerks and enterprises need a number, but may not read or edit sequences
        sequence = self.sudo().search([('code', '=', code)], limit=1)
        self.env.execute_query(
            SQL(
                "UPDATE ir_sequence SET number_increment = number_increment WHERE id = %s RETURNING id",
                sequence.id,
            )
        )
        sequence = sequence.with_context(ir_sequence_date=str(date))
        first = sequence.next_by_id(sequence_date=date)  # makes and locks the range of the year
        return [first, *sequence._take_numbers(date, count - 1)]

    def _take_numbers(self, date, count):
        """The next numbers of a range that this transaction holds, in one step."""
        if not count:
            return []
        span = self.env['ir.sequence.date_range'].search(
            [('sequence_id', '=', self.id), ('date_from', '<=', date), ('date_to', '>=', date)], limit=1)
        step = self.number_increment
        [(after,)] = self.env.execute_query(SQL(
            "UPDATE ir_sequence_date_range SET number_next = number_next + %s WHERE id = %s RETURNING number_next",
            count * step, span.id))
        span.invalidate_recordset(['number_next', 'number_next_actual'])
        # of one day, so that prefix and suffix are the same for all of them
        prefix, suffix = self.with_context(ir_sequence_date_range=str(span.date_from))._get_prefix_suffix()
        return [f'{prefix}{number:0{self.padding}}{suffix}' for number in range(after - count * step, after, step)]
