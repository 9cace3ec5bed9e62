from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestHolderReport(CaseCommon):
    """DESIGN 5.3: the shares add up to the elapsed days, whatever they are grouped by."""

    def _report(self, **grouped):
        return self.env['daiban.holder.report']._read_group(
            [('item_id', '=', self.item.id)], [grouped['by']], ['workday_count:sum', 'day_count:sum'])

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time('2026-09-21 04:00:00'):
            cls.project = cls._running()
            cls.item = cls.project.item_ids.filtered(lambda item: item.state == 'dispatched')[:1].sudo()
        with freeze_time('2026-09-24 04:00:00'):
            cls.item._clock_start(holder_kind='unit', unit=cls.drc)
        with freeze_time('2026-10-09 04:00:00'):
            cls.item._clock_finish()
        cls.env.flush_all()

    def test_working_days_are_those_of_the_calendar(self):
        """Over the national holidays and the worked Saturday: 24 to 9 is 22, 23, 24 | 28, 29, 30, 8, 9."""
        with freeze_time('2026-10-12 04:00:00'):
            by_month = {month.month: (work, days) for month, work, days in self._report(by='month:month')}
            self.assertEqual(by_month, {9: (6, 9), 10: (2, 9)})
            shares = sum(share['days'] for share in self.item._clock_shares())
            self.assertEqual(sum(work for _kind, work, _days in self._report(by='holder_kind')), shares)

    def test_everybody_sees_the_own_unit_only(self):
        report = self.env['daiban.holder.report']
        domain = [('item_id', '=', self.item.id)]
        with freeze_time('2026-10-12 04:00:00'):
            self.assertTrue(report.with_user(self.supervisor).search_count(domain))
            self.assertTrue(report.with_user(self.handler).search_count(domain))
            self.assertFalse(report.with_user(self.stranger).search_count(domain))

    def test_without_a_role_nobody_sees_any(self):
        """DESIGN §6: to be of the staff gives the setup and the menu, no case, and so no days of one either."""
        staff = self.new_user('staff')
        with self.assertRaises(AccessError):
            self.env['daiban.holder.report'].with_user(staff).search_count([])

    def test_what_is_stored_is_what_the_events_say(self):
        """DESIGN §7: rebuild of spans = stored spans."""
        mixin = self.env['daiban.clock.mixin']
        self.assertNotIn(self.item.id, [res_id for model, res_id, _names in mixin._verify_clocks()
                                        if model == 'daiban.item'])
        self.cr.execute("UPDATE daiban_clock_span SET date_to = date_to + 1 WHERE res_model = 'daiban.item' "
                        "AND res_id = %s AND state = 'counting'", [self.item.id])
        self.cr.execute("UPDATE daiban_item SET started_on = started_on - 1 WHERE id = %s", [self.item.id])
        self.env.invalidate_all()
        self.assertIn(('daiban.item', self.item.id, ['started_on', 'spans']), mixin._verify_clocks())
