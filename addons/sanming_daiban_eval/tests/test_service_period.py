"""The ledger of service and its certificate (R95, R94, Q13): as the people who keep it, and those whom it is about."""

from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .eval_common import EvalCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-11-02 08:00:00')
class TestServicePeriod(EvalCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.new_user('supervisor', 'test_colleague')
        cls.periods = cls.env['daiban.service.period'].with_user(cls.supervisor)

    def _period(self, start, end=False, **values):
        return self.periods.create({
            'user_id': self.agent.id, 'unit_id': self.window.id, 'date_from': start, 'date_to': end,
            'basis': "三政务〔2026〕3号", 'grade_set_id': self.eval_ref('grade_set_civil_servant').id, **values})

    def _confirmed(self, *args, **values):
        period = self._period(*args, **values)
        period.with_user(self.colleague).action_confirm()
        return period

    def _certificate(self, **values):
        return self.env['daiban.service.certificate'].with_user(self.supervisor).create({
            'user_id': self.agent.id, **values})

    # === The ledger ===

    def test_only_confirmed_counts(self):
        period = self._period(date(2026, 1, 1), date(2026, 6, 30))
        self.assertEqual(period.total_months, 0)
        period.with_user(self.colleague).action_confirm()
        self.assertEqual((period.total_days, period.total_months), (181, 6))
        self.assertEqual(period.confirmed_by_id, self.colleague)

    def test_overlap_counts_once(self):
        """Two units at once: merged, and said on both."""
        first = self._confirmed(date(2026, 1, 1), date(2026, 6, 30))
        second = self._confirmed(date(2026, 4, 1), date(2026, 9, 30), unit_id=self.ref('unit_center').id)
        self.assertEqual((first.total_days, first.total_months), (273, 9))
        self.assertTrue(first.overlaps and second.overlaps)

    def test_part_time(self):
        period = self._confirmed(date(2026, 1, 1), date(2026, 10, 27), percent=50)
        self.assertEqual((period.total_days, period.total_months), (300, 5))

    def test_still_serving_counts_until_today(self):
        self.assertEqual(self._confirmed(date(2026, 10, 4)).total_days, 30)

    def test_days_of_a_month_are_a_setting(self):
        """Q13: the district may count otherwise; its manager types it, without code."""
        period = self._confirmed(date(2026, 1, 1), date(2026, 3, 1))
        self.assertEqual(period.total_months, 2)
        self.env['daiban.settings'].with_user(self.manager).create({'service_month_days': 31}).action_save()
        period.invalidate_recordset()
        self.assertEqual(period.total_months, 1)

    def test_serving_in_a_year(self):
        """R96: who is evaluated for a year served in it, be it for a day."""
        last_year = self._confirmed(date(2025, 1, 1), date(2025, 12, 31))
        new_year = self._confirmed(date(2025, 12, 1), date(2026, 1, 1), unit_id=self.housing.id)
        serving = self._confirmed(date(2026, 10, 1), user_id=self.other_agent.id)
        self._period(date(2026, 2, 1), user_id=self.handler.id)
        self.assertEqual(self.periods._serving_in(date(2026, 1, 1), date(2026, 12, 31)), new_year | serving)
        self.assertIn(last_year, self.periods._serving_in(date(2025, 1, 1), date(2025, 12, 31)))

    # === Bad input ===

    def test_twice_at_one_unit(self):
        self._period(date(2026, 1, 1))
        with self.assertRaisesRegex(ValidationError, "already serves at"), self.cr.savepoint():
            self._period(date(2026, 5, 1), date(2026, 5, 31))
        self._period(date(2025, 1, 1), date(2025, 12, 31))

    @mute_logger('odoo.sql_db')
    def test_impossible_numbers(self):
        for values in ({'end': date(2025, 12, 31)}, {'percent': 0}, {'percent': 101}):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._period(date(2026, 1, 1), values.pop('end', False), **values)

    def test_confirm_needs_the_order(self):
        period = self._period(date(2026, 1, 1), basis=False)
        with self.assertRaisesRegex(UserError, "Document"):
            period.with_user(self.colleague).action_confirm()
        self.assertEqual(period.state, 'draft')

    def test_confirmed_only_ends(self):
        """A certificate stays true: what was confirmed does not change; it ends, or is annulled with a reason."""
        period = self._confirmed(date(2026, 1, 1))
        for values in ({'date_from': date(2020, 1, 1)}, {'percent': 50}, {'state': 'draft'}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                period.write(values)
        period.date_to = date(2026, 6, 30)
        with self.assertRaises(AccessError), self.cr.savepoint():
            period.date_to = date(2026, 12, 31)
        with self.assertRaisesRegex(UserError, "Why It Is Annulled"):
            period.action_annul()
        period.annul_reason = "日期录入有误"
        period.action_annul()
        self.assertEqual((period.state, period.total_months), ('annulled', 0))
        with self.assertRaises(UserError):
            period.with_user(self.colleague).action_confirm()

    # === Who ===

    def test_four_eyes(self):
        period = self._period(date(2026, 1, 1))
        with self.assertRaisesRegex(ValidationError, "a colleague has to confirm"):
            period.action_confirm()
        self.assertEqual(period.state, 'draft')

    def test_nobody_keeps_his_own(self):
        """Not by entering, handing over, confirming or certifying."""
        with self.assertRaisesRegex(AccessError, "about himself"), self.cr.savepoint():
            self._period(date(2020, 1, 1), user_id=self.supervisor.id)
        period = self._period(date(2026, 1, 1), user_id=self.colleague.id)
        for change in (period.with_user(self.colleague).action_confirm,
                       lambda: period.with_user(self.colleague).write({'date_from': date(2020, 1, 1)}),
                       lambda: period.write({'user_id': self.supervisor.id}),
                       lambda: self._certificate(user_id=self.supervisor.id)):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()

    def test_everybody_reads_his_own(self):
        mine, other = self._period(date(2026, 1, 1)), self._period(date(2026, 1, 1), user_id=self.other_agent.id)
        self.assertEqual(self.periods.with_user(self.agent).search([]), mine)
        with self.assertRaises(AccessError):
            other.with_user(self.agent).read(['date_from'])
        for change in (lambda: mine.with_user(self.agent).write({'percent': 100}),
                       *(mine.with_user(user).action_confirm for user in (self.agent, self.manager, self.officer))):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()

    # === The certificate ===

    def test_certificate(self):
        """Numbered, frozen, and checkable; what is annulled later does not change it, but withdrawing does."""
        period = self._confirmed(date(2026, 1, 1), date(2026, 6, 30))
        paper = self._certificate()
        self.assertEqual((paper.months, paper.number), (6, False))
        paper.action_issue()
        self.assertRegex(paper.number, "三代年〔2026〕[0-9]+号")
        self.assertIn("累计6个月", ''.join(paper.letter['paragraphs']))
        self.assertEqual(paper.letter['table']['rows'], [
            [self.window.name, '2026-01-01', '2026-06-30', '100%', '181']])
        period.annul_reason = "有误"
        period.action_annul()
        self.assertEqual(paper.months, 6)
        self.assertEqual(
            (paper._verify_facts()['valid'], paper._verify_facts()['enterprise']), (True, self.agent.name))
        paper.withdraw_reason = "重复出具"
        paper.action_withdraw()
        self.assertFalse(paper._verify_facts()['valid'])
        with self.assertRaises(AccessError):
            paper.until = date(2026, 12, 31)

    def test_certificate_needs_service(self):
        with self.assertRaisesRegex(UserError, "no confirmed service"):
            self._certificate().action_issue()
        self._confirmed(date(2026, 1, 1))
        with self.assertRaisesRegex(UserError, "until today at the latest"):
            self._certificate(until=date(2026, 12, 31)).action_issue()

    def test_certificate_is_his_own(self):
        self._confirmed(date(2026, 1, 1), date(2026, 6, 30))
        paper = self._certificate()
        paper.action_issue()
        self.assertTrue(paper.with_user(self.agent).has_access('read'))
        self.assertFalse(paper.with_user(self.other_agent).has_access('read'))
        with patch.object(type(paper), '_make_pdf', lambda self: b'%PDF-1.4'):
            self.assertEqual(paper.with_user(self.agent)._pdf_content(), b'%PDF-1.4')
        for user in (self.agent, self.manager, self.officer, self.auditor):
            with self.assertRaises(AccessError), self.cr.savepoint():
                paper.with_user(user).action_withdraw()
