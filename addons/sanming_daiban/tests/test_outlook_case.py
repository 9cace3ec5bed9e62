from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-03-02 02:00:00')
class TestOutlook(CaseCommon):
    """R37: what is still to come of a running case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._running()
        cls.calendar = cls.env['daiban.calendar.year']._work_calendar()
        cls.today = date(2026, 3, 2)

    def setUp(self):
        super().setUp()
        self.registry.clear_all_caches()

    @classmethod
    def _finished_before(cls, number, days):
        """So many finished cases in a row, each item of which took so many working days."""
        began = date(2025, 3, 3)
        for _case in range(number):
            project = cls._running().sudo()
            cls.env.flush_all()
            finished = {}
            for item in project.item_ids:
                begun = max([finished[other.id] for other in item.prerequisite_ids], default=began)
                finished[item.id] = cls.calendar.add(begun, days)
                # by SQL: the past is not recorded on one day
                cls.env.cr.execute(
                    "UPDATE daiban_item SET state = 'done', dispatched_on = %s, finished_on = %s WHERE id = %s",
                    (begun, finished[item.id], item.id))
            ended = max(finished.values())
            cls.env.cr.execute(
                "UPDATE daiban_project SET state = 'done', submitted_on = %s, closed_on = %s WHERE id = %s",
                (began, ended, project.id))
            cls.env.invalidate_all()
            began = ended + timedelta(days=1)
        cls.registry.clear_all_caches()

    def _outlook(self, user=None, **what_if):
        return self.project.with_user(user or self.agent).read_outlook(**what_if)

    def _row(self, outlook, code):
        return next(row for row in outlook['items'] if row['code'] == code)

    def test_the_plan_follows_the_limits(self):
        """The end is that of the longest chain of the frozen limits, in legal working days."""
        outlook = self._outlook()
        items = self.project.sudo().item_ids
        self.assertEqual(len(outlook['items']), len(items))
        done = {}
        for item in items:  # in the order of the plan, prerequisites first
            begin = max([done[other] for other in item.prerequisite_ids], default=self.today)
            done[item] = self.calendar.add(begin, item.limit_days)
            row = self._row(outlook, item.code)
            self.assertEqual((row['begin'], row['finish']), (begin, done[item]), item.name)
            self.assertEqual(row['critical'], row['slack'] == 0)
        self.assertEqual(outlook['end'], max(done.values()))
        self.assertEqual(outlook['budget']['used'], 0)

    def test_a_running_item_needs_what_its_clock_leaves(self):
        first = self._item(self.project, 'A01')
        first.with_user(self.leader).action_assign(self.handler)
        first.action_start()
        limit = first.limit_days
        with freeze_time('2026-03-03 02:00:00'):
            row = self._row(self._outlook(), 'A01')
            self.assertEqual(row['days'], limit - 1)
            self.assertEqual(row['begun'], self.today)

    def test_what_if_moves_the_end_and_stores_nothing(self):
        before = self._outlook()
        critical = next(row for row in before['items'] if row['critical'] and row['days'])
        after = self._outlook(days={str(critical['id']): critical['days'] + 5})
        self.assertEqual(after['end'], self.calendar.add(before['end'], 5))
        self.assertEqual(after['moved'], 5)
        self.assertEqual(self._outlook(), before)

    def test_backward_plan_from_a_chosen_date(self):
        """What starts on its "start by" day keeps the date; an impossible date says by how much."""
        target = self.calendar.add(self._outlook()['end'], 7)
        outlook = self._outlook(target=str(target))
        self.assertEqual(outlook['spare'], 7)
        for row in outlook['items']:
            self.assertEqual(row['spare'] - row['slack'], 7, row['name'])
            self.assertGreaterEqual(row['start_by'], row['begin'])
        self.assertLess(self._outlook(target='2026-03-03')['spare'], 0)

    def test_base_limit_counts_parallel_days_once(self):
        """R42, Q1: eight working days; the plan of the category keeps them."""
        budget = self._outlook()['budget']
        self.assertEqual(budget['limit'], 8)
        self.assertLessEqual(budget['planned'], 8)
        self.assertGreaterEqual(budget['day'], self._outlook()['end'])

    def test_refuses_what_are_no_days(self):
        item_id = str(self.project.item_ids[0].id)
        for value in (-1, 1000, 2.5, 'x', True):
            with self.assertRaises(UserError):
                self._outlook(days={item_id: value})

    def test_who_may_ask(self):
        """DESIGN 6: staff who see the case; never the enterprise, by no method."""
        for user in (self.handler, self.leader, self.supervisor, self.auditor, self.manager):
            self.assertTrue(self._outlook(user)['items'], user.login)
        for user in (self.stranger, self.other_agent, self.owner, self.rival_owner):
            with self.assertRaises(AccessError):
                self._outlook(user)

    def test_says_when_too_little_is_known(self):
        found = self._outlook()['forecast']
        self.assertEqual(found, {'enough': False, 'count': 0, 'minimum': 30})
        self.assertIsNone(self.project.sudo()._expected_completion())

    def test_forecast_from_finished_cases(self):
        """Each item took four days whatever its limit: so will those of the next case, and P80 has been right."""
        self.env['ir.config_parameter'].set_param('sanming_daiban.forecast_min_items', 10)
        self._finished_before(8, days=4)
        found = self._outlook()['forecast']
        depth = {}
        for item in self.project.sudo().item_ids:
            depth[item] = 1 + max([depth[other] for other in item.prerequisite_ids], default=0)
        self.assertTrue(found['enough'])
        took = 4 * max(depth.values())
        self.assertTrue(0.8 * took <= self.calendar.count(self.today, found['p50']) <= 1.2 * took)
        self.assertLessEqual(found['p50'], found['p80'])
        self.assertGreaterEqual(found['tried'], 4)
        self.assertEqual(found['right'], found['tried'])
        window = self.project.sudo()._expected_completion()
        self.assertEqual(window, (found['p50'], found['p80']))

    def test_what_if_reaches_the_forecast(self):
        self.env['ir.config_parameter'].set_param('sanming_daiban.forecast_min_items', 10)
        self._finished_before(4, days=10)
        first = self._row(self._outlook(), 'A01')
        found = self._outlook(days={str(first['id']): 60}, target='2026-04-01')['forecast']
        self.assertGreater(found['p50'], self._outlook()['forecast']['p50'])
        self.assertEqual(found['by_target'], 0)
