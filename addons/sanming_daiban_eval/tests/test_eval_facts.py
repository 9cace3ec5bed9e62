"""The facts beside the score (R97): from the ledger of the year, and insufficient evidence where there is none."""

from datetime import date

from odoo.tests import BaseCase, freeze_time, tagged

from ..tools.facts import Facts, percent, within
from .eval_common import EvalCommon


@tagged('post_install', '-at_install')
class TestFactTools(BaseCase):

    def test_no_case_is_no_rate(self):
        self.assertIsNone(percent(0, 0))
        self.assertEqual(percent(2, 3), 66.7)
        self.assertIsNone(Facts().on_time_rate)

    def test_days_of_another_year_do_not_count(self):
        year = date(2026, 1, 1), date(2026, 12, 31)
        self.assertEqual(within(date(2025, 12, 20), date(2026, 1, 10), *year), (date(2025, 12, 31), date(2026, 1, 10)))
        self.assertEqual(within(date(2026, 12, 20), date(2027, 1, 10), *year), (date(2026, 12, 20), date(2026, 12, 31)))


@tagged('post_install', '-at_install')
class TestEvalFacts(EvalCommon):

    def _facts(self, user=None, year=2026):
        user = user or self.agent
        return self.env['daiban.eval.facts']._of(user, year)[user.id]

    def test_nothing_in_the_ledger(self):
        """Insufficient evidence is said, never 0 % or 100 %."""
        self.assertEqual(self._facts(), Facts())
        rows = {row['label']: row for row in self._rows(Facts())}
        self.assertEqual(rows['Approvals on time']['value'], '—')
        self.assertIn('Insufficient evidence', rows['Approvals on time']['note'])
        self.assertIn('nobody has rated', rows['Satisfied ratings']['note'])

    def _rows(self, facts):
        result = self.env['daiban.eval.result'].new(self.env['daiban.eval.result']._fact_values(facts))
        return result._fact_rows()

    def test_case_of_the_year(self):
        """A case accepted in 2026: served, the examination in time, an approval finished on time, days held."""
        with freeze_time('2026-11-02 02:00:00'):
            project = self._running()
        with freeze_time('2026-11-04 02:00:00'):
            item = project.item_ids.filtered(lambda item: item.state in ('dispatched', 'ready'))[:1]
            self._finish(item.with_user(item.sudo().unit_id.leader_id))
        with freeze_time('2026-12-31 02:00:00'):
            facts = self._facts()
            self.assertEqual((facts.cases, facts.cases_done, facts.intakes, facts.intakes_on_time), (1, 0, 1, 1))
            self.assertEqual((facts.judged, facts.on_time), (1, 1) if item.limit_days else (0, 0))
            self.assertEqual(self._facts(year=2025), Facts())
            self.assertEqual(self._facts(self.other_agent), Facts())

    def test_item_counts_once_for_agent_and_handler(self):
        with freeze_time('2026-11-02 02:00:00'):
            project = self._running()
            item = project.item_ids.filtered(lambda item: item.state in ('dispatched', 'ready'))[:1]
            self._finish(item.with_user(item.sudo().unit_id.leader_id))
            item.sudo().write({'limit_days': 5})
            handler = item.sudo().handler_id
            project.sudo().agent_id = handler
        self.assertEqual(self._facts(handler).judged, 1)

    def test_service_of_the_year(self):
        """R95: a period that began before the year counts from its first day."""
        period = self.env['daiban.service.period'].with_user(self.supervisor).create({
            'user_id': self.agent.id, 'unit_id': self.window.id, 'date_from': date(2025, 7, 1),
            'basis': "三政务〔2025〕3号", 'grade_set_id': self.eval_ref('grade_set_civil_servant').id})
        period.with_user(self.new_user('supervisor', 'test_colleague')).action_confirm()
        with freeze_time('2027-02-01 02:00:00'):
            facts = self._facts()
        self.assertEqual((facts.service_days, facts.service_months), (365, 12))
