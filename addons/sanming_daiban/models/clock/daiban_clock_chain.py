from itertools import groupby

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ...tools.seal import first_broken

CHAINS_AT_ONCE = 500


class DaibanClockChain(models.Model):
    """The head of the hash chain of a case: how many events there are and the digest of the last one.

    Recording an event takes the row, so the events of a case get their numbers one after the other.
    """
    _name = 'daiban.clock.chain'
    _description = 'Chain of Clock Events'

    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Case", model_field='res_model', required=True, readonly=True)
    length = fields.Integer(required=True, default=0, readonly=True)
    digest = fields.Char(readonly=True)

    _case_uniq = models.Constraint('UNIQUE(res_model, res_id)', "A case has one chain.")

    @api.model
    def _take(self, cases):
        """Lock the chains of the cases until the end of the transaction, making those that are new.

        A concurrent event of the same case makes this transaction start anew (serialization failure), so what is
        read afterwards is complete.

        :param cases: {(res_model, res_id)}
        :return: {(res_model, res_id): [id, length, digest]}
        """
        rows = self._lock(cases)
        if missing := sorted(set(cases) - rows.keys()):
            self.env.cr.execute(SQL(
                "INSERT INTO daiban_clock_chain (res_model, res_id, length) VALUES %s ON CONFLICT DO NOTHING",
                SQL(", ").join(SQL("(%s, %s, 0)", *case) for case in missing)))
            rows.update(self._lock(missing))
        return rows

    def _lock(self, cases):
        if not cases:
            return {}
        rows = self.env.execute_query(SQL(
            "SELECT res_model, res_id, id, length, COALESCE(digest, '') FROM daiban_clock_chain "
            "WHERE (res_model, res_id) IN %s ORDER BY id FOR UPDATE", tuple(cases)))
        return {(model, res_id): [chain, length, digest] for model, res_id, chain, length, digest in rows}

    @api.model
    def _store(self, rows):
        """Write back the heads given by `_take`."""
        self.env.cr.execute(SQL(
            "UPDATE daiban_clock_chain AS chain SET length = v.length, digest = v.digest "
            "FROM (VALUES %s) AS v (id, length, digest) WHERE chain.id = v.id",
            SQL(", ").join(SQL("(%s, %s, %s)", *row) for row in rows)))
        self.invalidate_model(['length', 'digest'])

    # === VERIFYING === #
    @api.model
    def _broken_links(self):
        """Every chain that does not hold, with its first broken link, read from the database and nothing else.

        :return: [{case, event_id, number, cause}]; cause `changed`, `missing`, `head` or `attachment`
        """
        self.env.flush_all()
        chains = self.env.execute_query(SQL(
            "SELECT id, res_model, res_id, length, COALESCE(digest, '') FROM daiban_clock_chain ORDER BY id"))
        return [
            broken
            for batch in split_every(CHAINS_AT_ONCE, chains)
            for broken in self._broken_in(list(batch))
        ]

    def _broken_in(self, chains):
        rows = self.env['daiban.clock.event']._sealed_rows([chain[0] for chain in chains])
        entries = {chain_id: list(group) for chain_id, group in groupby(rows, key=lambda row: row['chain_id'])}
        for chain_id, model, res_id, length, head in chains:
            rows = entries.get(chain_id, [])
            broken = first_broken(
                [(row['chain_number'], row['digest'], self.env['daiban.clock.event']._facts(row)) for row in rows],
                (length, head))
            broken = broken or self._changed_attachment(rows)
            if broken:
                number, cause = broken
                event_id = next((row['id'] for row in rows if row['chain_number'] == number), None)
                yield {'case': f'{model},{res_id}', 'event_id': event_id, 'number': number, 'cause': cause}

    def _changed_attachment(self, rows):
        """The first event whose attached files are no longer those that were attached."""
        for row in rows:
            if (row['attachment_digest'] or '') != (row['attachments_now'] or ''):
                return row['chain_number'], 'attachment'
        return None
