import threading

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .concurrency_common import ConcurrencyCase

DAYS = ('2026-07-14', '2026-07-15')


@tagged('post_install', '-at_install')
class TestPublicationsAtOnce(ConcurrencyCase):
    """DESIGN 5.3: two publications at once and a case that ends meanwhile leave one calendar, and clocks after it."""

    def _prepare(self, env):
        partner = env['res.partner'].create({'name': "并发日历测试企业", 'is_company': True})
        projects = env['daiban.project'].create([{
            'name': f"并发日历测试{number}", 'partner_id': partner.id,
            'category_id': env.ref('sanming_daiban.category_simple_low_risk').id, 'limit_days': 20,
        } for number in range(3)])
        projects._clock_start(date='2026-07-01')
        publications = env['daiban.calendar.publication'].create([{
            'kind': 'closure', 'year': 2026, 'source': "并发测试", 'state': 'publishing',
            'line_ids': [(0, 0, {'date': day, 'name': "台风停工"})]} for day in DAYS])
        self.partner_id, self.project_ids, self.publication_ids = partner.id, projects.ids, publications.ids

    def _remove_all(self, env):
        projects = tuple(self.project_ids)
        env.cr.execute("DELETE FROM daiban_clock_event WHERE res_model = 'daiban.project' AND res_id IN %s", [projects])
        env.cr.execute("DELETE FROM daiban_clock_span WHERE res_model = 'daiban.project' AND res_id IN %s", [projects])
        env.cr.execute("DELETE FROM daiban_clock_chain WHERE res_model = 'daiban.project' AND res_id IN %s", [projects])
        env.cr.execute("DELETE FROM daiban_project WHERE id IN %s", [projects])
        env.cr.execute("DELETE FROM daiban_calendar_publication WHERE id IN %s", [tuple(self.publication_ids)])
        env['daiban.calendar.day'].search([('source', '=', "并发测试")]).unlink()
        env.invalidate_all()
        env['res.partner'].browse(self.partner_id).unlink()

    def _publish(self, number):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'lang': 'en_US'})
            publication = env['daiban.calendar.publication'].browse(self.publication_ids[number])
            self.met.wait(timeout=30)
            publication._publish()

    def _finish(self):
        def work(env):
            env['daiban.project'].browse(self.project_ids[0])._clock_finish(date='2026-07-17')
            self.met.wait(timeout=30)  # both publications now find it at work
        self._in_own_transaction(work)

    def test_two_publications_and_a_finish(self):
        self.met = threading.Barrier(3)
        threads = [threading.Thread(target=work, args=args) for work, args in [
            (self._publish, (0,)), (self._finish, ()), (self._publish, (1,))]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self._in_own_transaction(self._check)

    def _check(self, env):
        publications = env['daiban.calendar.publication'].browse(self.publication_ids)
        self.assertEqual(publications.mapped('state'), ['published', 'published'], publications.mapped('failure'))
        self.assertEqual(env['daiban.calendar.day'].search_count([('date', 'in', DAYS)]), 2)
        finished, *running = env['daiban.project'].browse(self.project_ids)
        calendar = env['daiban.calendar.year']._build_work_calendar()
        self.assertEqual([str(project.due_date) for project in running], [
            str(calendar.add(project.started_on, 20)) for project in running])
        self.assertEqual(str(running[0].due_date), '2026-07-31')
        # judged either before or after a publication, but wholly so
        self.assertIn(finished.used_days, (10, 11, 12))
        drifted = [res_id for model, res_id, _names in env['daiban.clock.mixin']._verify_clocks()
                   if model == 'daiban.project' and res_id in self.project_ids]
        self.assertFalse(drifted)
