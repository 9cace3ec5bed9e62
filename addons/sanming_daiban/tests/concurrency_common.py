import threading

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
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


class TwoAtOnceCase(ConcurrencyCase):
    """Two people press a button at the same moment; each is told what came of it.

    To be given by ``_prepare``: ``people_ids`` (the first two press), ``partner_id``, ``project_ids``.
    """

    def _look(self, env):
        """What both have on the screen; reading it takes the snapshot."""
        env['daiban.project'].browse(self.project_ids).read(['state'])

    def _at_once(self, work):
        """Both do ``work(env, number)`` after both have looked; returns what they got, a refusal as its text."""
        barrier, met, results, errors = threading.Barrier(2), set(), {}, []

        def press(number):
            def once_both_have_looked(env):
                self._look(env)
                if number not in met:
                    met.add(number)
                    barrier.wait(timeout=30)
                try:
                    return work(env, number)
                except UserError as refused:
                    return str(refused)

            try:
                results[number] = self._in_own_transaction(once_both_have_looked, user_id=self.people_ids[number])
            except Exception as error:  # noqa: BLE001 - handed to the test below
                errors.append(error)

        threads = [threading.Thread(target=press, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertFalse(errors)
        return [results[number] for number in range(2)]

    def _one_wins(self, outcomes, refusal):
        """One is done, the other is told why not; returns the number of the first."""
        self.assertEqual(outcomes.count(True), 1, outcomes)
        self.assertIn(refusal, next(outcome for outcome in outcomes if outcome is not True))
        return outcomes.index(True)

    def _remove_cases(self, env, **clocks):
        """The cases with all that hangs on them, and the people.

        :param clocks: ids of what else has a clock, by the name of its model with ``_``
        """
        cr = env.cr
        cr.execute("SELECT id FROM daiban_clock_chain WHERE res_model = 'daiban.project' AND res_id = ANY(%s)",
                   [self.project_ids])
        chains = [row[0] for row in cr.fetchall()]
        cr.execute("DELETE FROM daiban_clock_event WHERE chain_id = ANY(%s)", [chains])
        cr.execute("DELETE FROM daiban_clock_chain WHERE id = ANY(%s)", [chains])
        for model, ids in {'daiban_project': self.project_ids, **clocks}.items():
            for table in ('daiban_clock_span', 'mail_activity'):
                cr.execute(f"DELETE FROM {table} WHERE res_model = %s AND res_id = ANY(%s)",
                           [model.replace('_', '.'), list(ids)])
        cr.execute("DELETE FROM daiban_project WHERE id = ANY(%s)", [self.project_ids])
        env.invalidate_all()
        self._remove_more(env)
        users = env['res.users'].browse(self.people_ids)
        partners = users.partner_id | env['res.partner'].browse(self.partner_id)
        users.unlink()
        partners.unlink()

    def _remove_more(self, env):
        """Hook: what hangs on the people."""
