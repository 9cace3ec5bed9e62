from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCaseBudget(CaseCommon):
    """R38–R42, Q1: the base limit is a budget of working days, parallel items once."""

    def _handle(self, item, start, end):
        leader = item.sudo().unit_id.leader_id
        with freeze_time(f'{start} 02:00:00'):
            item.with_user(leader).action_assign(self.handler)
            item.with_user(self.handler).action_start()
        self._attach_result(item, self.handler)
        with freeze_time(f'{end} 02:00:00'):
            item.with_user(self.handler).action_done()

    def _by_brute_force(self, project, until):
        """Every day by itself: a working day on which some item of the limit was between its start and its finish."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        items = project.item_ids.filtered(lambda item: item.counts_in_limit and item.started_on)
        day, used = date(2026, 1, 1), 0
        while day <= until:
            used += calendar.is_workday(day) and any(
                item.started_on < day <= (item.finished_on or until) for item in items)
            day += timedelta(1)
        return used

    def test_union_against_brute_force(self):
        with freeze_time('2026-02-11 02:00:00'):
            project = self._running()
        self._handle(self._item(project, 'A01'), '2026-02-11', '2026-02-13')
        # from here across the Spring Festival, with its two make-up Saturdays
        self._handle(self._item(project, 'B02'), '2026-02-13', '2026-03-02')
        self._handle(self._item(project, 'C03'), '2026-03-09', '2026-03-11')
        with freeze_time('2026-03-20 02:00:00'):
            project.invalidate_recordset()
            self.assertEqual(project.budget_used, self._by_brute_force(project, date(2026, 3, 20)))
            self.assertEqual(project.budget_used, 2 + 7 + 2)
            self.assertEqual(project.budget_remaining, 8 - 11)
            self.assertEqual(sum(row['sum'] for row in project._budget_rows()), 11)

    def test_handler_sees_the_same_figure(self):
        """One case, one budget, whoever looks."""
        with freeze_time('2026-03-02 02:00:00'):
            project = self._running()
        self._handle(self._item(project, 'A01'), '2026-03-02', '2026-03-04')
        for user in (self.agent, self.handler, self.supervisor, self.owner):
            self.assertEqual(project.with_user(user).budget_used, 2, user.login)
