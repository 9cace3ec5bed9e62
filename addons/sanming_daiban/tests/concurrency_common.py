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
        self.addCleanup(self._in_own_transaction, self._remove_all)
        self._in_own_transaction(self._prepare)

    def _in_own_transaction(self, work, user_id=SUPERUSER_ID):
        """What the server does for one request: a connection, a repetition when it collided, a commit."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, user_id, {'lang': 'en_US', 'tracking_disable': True})
            return retrying(lambda: work(env), env)
