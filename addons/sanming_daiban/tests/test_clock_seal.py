import base64

from odoo.tests import BaseCase, tagged

from ..tools.seal import digest, first_broken
from .clock_probe import MODEL, ClockProbeCase


@tagged('post_install', '-at_install')
class TestSeal(BaseCase):

    def _chain(self, length=3):
        entries, previous = [], ''
        for number in range(1, length + 1):
            previous = digest(previous, {'n': number})
            entries.append((number, previous, {'n': number}))
        return entries, (length, previous)

    def test_a_whole_chain_holds(self):
        entries, head = self._chain()
        self.assertIsNone(first_broken(entries, head))
        self.assertIsNone(first_broken([], (0, '')))

    def test_what_is_changed_taken_out_or_cut_off_is_found(self):
        entries, head = self._chain()
        changed = [entries[0], (2, entries[1][1], {'n': 9}), entries[2]]
        self.assertEqual(first_broken(changed, head), (2, 'changed'))
        self.assertEqual(first_broken([entries[0], entries[2]], head), (2, 'missing'))
        self.assertEqual(first_broken(entries[:2], head), (3, 'missing'))


@tagged('post_install', '-at_install')
class TestVerify(ClockProbeCase):
    """DESIGN 5.3: the chain names the first broken link, also when a row was changed by SQL."""

    def setUp(self):
        super().setUp()
        self.case = self.probe()
        self.case._clock_start()
        self.file = self.env['ir.attachment'].create({'name': "通知书.pdf", 'datas': base64.b64encode(b'notice')})
        self.pause = self.case._clock_pause(self.reason, document_number="1", attachments=self.file)
        self.case._clock_resume()
        self.env.flush_all()

    def _verify(self):
        return [broken for broken in self.env['daiban.clock.event']._verify_chains()
                if broken['case'] == f'{MODEL},{self.case.id}']

    def assertBroken(self, event, number, cause):
        self.assertEqual(self._verify(), [
            {'case': f'{MODEL},{self.case.id}', 'event_id': event.id or None, 'number': number, 'cause': cause}])

    def test_untouched_chains_hold(self):
        self.assertEqual(self._verify(), [])

    def test_a_date_moved_by_sql_is_found(self):
        self.cr.execute("UPDATE daiban_clock_event SET date = date - 1 WHERE id = %s", [self.pause.id])
        self.assertBroken(self.pause, 2, 'changed')

    def test_a_recording_moved_by_sql_is_found(self):
        self.cr.execute(
            "UPDATE daiban_clock_event SET recorded_at = recorded_at - interval '1 hour' WHERE id = %s",
            [self.pause.id])
        self.assertBroken(self.pause, 2, 'changed')

    def test_an_event_deleted_by_sql_is_found(self):
        self.cr.execute(
            "DELETE FROM daiban_clock_event WHERE chain_id = %s AND chain_number = 3", [self.pause.chain_id.id])
        self.assertBroken(self.env['daiban.clock.event'], 3, 'missing')

    def test_an_event_slipped_in_by_sql_is_found(self):
        self.cr.execute("""
            INSERT INTO daiban_clock_event
                   (res_model, res_id, kind, date, recorded_at, user_id, chain_id, chain_number, digest)
            SELECT res_model, res_id, 'finish', date, recorded_at, user_id, chain_id, 4, digest
              FROM daiban_clock_event WHERE id = %s RETURNING id""", [self.pause.id])
        self.assertBroken(self.env['daiban.clock.event'].browse(self.cr.fetchone()), 4, 'changed')

    def test_a_file_exchanged_is_found(self):
        self.file.sudo().datas = base64.b64encode(b'another notice')
        self.env.flush_all()
        self.assertBroken(self.pause, 2, 'attachment')
