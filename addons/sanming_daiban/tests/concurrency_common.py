from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name


class ConcurrencyCase(BaseCase):
    """Works with real connections and real commits, and takes away what it left.

    To be given: ``_prepare(env)`` and ``_remove_all(env)``.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._in_own_transaction, self._restore, *self._in_own_transaction(self._remember))
        self.addCleanup(self._in_own_transaction, self._remove_all)
        self._in_own_transaction(self._prepare)

    def _in_own_transaction(self, work, *arguments, user_id=SUPERUSER_ID):
        """What the server does for one request: a connection, a repetition when it collided, a commit."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, user_id, {'lang': 'en_US', 'tracking_disable': True})
            return retrying(lambda: work(env, *arguments), env)

    def _remember(self, env):
        """What no record takes along when it goes: how far numbers have run, and the last message."""
        env.cr.execute("SELECT id, number_next FROM ir_sequence_date_range")
        ranges = dict(env.cr.fetchall())
        env.cr.execute("SELECT coalesce(max(id), 0) FROM mail_message")
        return ranges, env.cr.fetchone()[0]

    def _restore(self, env, ranges, last_message):
        env.cr.execute("DELETE FROM mail_message WHERE id > %s", [last_message])
        env.cr.execute("DELETE FROM ir_sequence_date_range WHERE NOT id = ANY(%s)", [list(ranges)])
        for range_id, number in ranges.items():
            env.cr.execute("UPDATE ir_sequence_date_range SET number_next = %s WHERE id = %s", [number, range_id])
