from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .item_common import ItemCommon


@tagged('post_install', '-at_install')
class TestClockEntryReport(ItemCommon):
    """Late entries are flagged and counted by unit and month, for those who watch over the records."""

    def rows(self, user, *domain):
        return self.env['daiban.entry.report'].with_user(user).search([('project_id', '=', self.project.id), *domain])

    def test_late_entries_are_counted_by_unit(self):
        with freeze_time('2026-03-06 02:00:00'):
            self.item.action_start(date='2026-03-03')
            for user in (self.supervisor, self.auditor, self.manager):
                late = self.rows(user, ('late_entry', '=', True))
                self.assertEqual((late.kind, late.late_count, late.late_days), ('start', 1, 3))
                self.assertEqual(late.unit_id, self.item.unit_id)
                self.assertEqual(late.action_open()['res_id'], self.item.id)

    def test_every_event_of_case_and_items_is_there(self):
        events = self.project.sudo().clock_event_ids | self.project.sudo().item_ids.clock_event_ids
        self.assertEqual(self.rows(self.auditor).event_id, events)
        self.assertFalse(self.rows(self.auditor).filtered(lambda row: not row.unit_id))

    def test_others_do_not_audit(self):
        for user in (self.agent, self.handler, self.owner):
            with self.assertRaises(AccessError):
                self.rows(user)
