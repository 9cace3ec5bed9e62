from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .clock_probe import MODEL, ClockProbeCase


@tagged('post_install', '-at_install')
class TestClockEvents(ClockProbeCase):
    """DESIGN 5.3: events are only ever added."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref('base.user_admin')

    def _event(self):
        return self.probe()._clock_start()

    def test_nobody_changes_or_deletes_an_event(self):
        event = self._event()
        for user in (self.handler, self.admin):
            with self.assertRaises(UserError):
                event.with_user(user).write({'date': '2026-01-01'})
            with self.assertRaises(UserError):
                event.with_user(user).unlink()
        with self.assertRaises(UserError):
            event.sudo().write({'date': '2026-01-01'})
        with self.assertRaises(UserError):
            event.sudo().unlink()
        with self.assertRaises(UserError):
            event.sudo().copy()

    def test_nobody_makes_an_event_by_hand(self):
        probe = self.probe()
        vals = {'res_model': MODEL, 'res_id': probe.id, 'kind': 'start', 'date': '2026-03-02'}
        for user in (self.handler, self.admin):
            with self.assertRaises(UserError):
                self.env['daiban.clock.event'].with_user(user).create(vals)

    def test_import_makes_no_event(self):
        probe = self.probe()
        result = self.env['daiban.clock.event'].with_user(self.admin).load(
            ['res_model', 'res_id', 'kind', 'date'], [[MODEL, str(probe.id), 'start', '2026-03-02']])
        self.assertFalse(result['ids'])

    def test_even_a_server_action_is_checked_and_sealed(self):
        """Code that an administrator may run with all rights still cannot record what did not happen that way."""
        vals = {'res_model': MODEL, 'res_id': self.probe().id, 'kind': 'start', 'date': '2026-02-26',
                'recorded_at': '2020-01-01 00:00:00', 'late_entry': False, 'digest': 'x', 'chain_number': 7}
        event = self.env['daiban.clock.event'].create(vals)
        self.assertTrue(event.late_entry)
        self.assertEqual(str(event.recorded_at), '2026-03-02 04:00:00')
        self.assertEqual((event.chain_number, len(event.digest)), (1, 64))

    def test_events_are_read_by_who_reads_the_record(self):
        event = self._event()
        spans = self.env['daiban.clock.span']
        stranger = new_test_user(self.env, 'probe_stranger', groups='sanming_daiban.group_agent')
        self.assertEqual(event.with_user(self.handler).kind, 'start')
        self.assertTrue(spans.with_user(self.handler).search_count([('res_id', '=', event.res_id)]))
        with self.assertRaises(AccessError):
            event.with_user(stranger).read(['kind'])
        self.assertFalse(event.with_user(stranger).search([('id', '=', event.id)]))
        self.assertFalse(spans.with_user(stranger).search([('res_model', '=', MODEL)]))

    def test_the_events_of_a_case_are_one_chain(self):
        case = self.probe()
        items = self.probe(case_id=case.id) + self.probe(case_id=case.id)
        case._clock_start()
        items._clock_start()
        chain = self.env['daiban.clock.chain'].search([('res_model', '=', MODEL), ('res_id', '=', case.id)])
        events = self.env['daiban.clock.event'].search([('chain_id', '=', chain.id)])
        self.assertEqual(events.mapped('chain_number'), [1, 2, 3])
        self.assertEqual((chain.length, chain.digest), (3, events[-1].digest))

    def test_a_pause_keeps_what_its_reason_demanded(self):
        probe = self.probe()
        probe._clock_start()
        event = probe._clock_pause(self.review)
        self.review.sudo().write({'requires_document': False, 'needs_approval': False, 'max_days': 1})
        self.assertTrue(event.requires_document and event.requires_approval)
        self.assertEqual(event.pause_max_days, 20)
        probe._clock_recompute()
        self.assertTrue(probe.pause_claimed)
