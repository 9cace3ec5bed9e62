import hashlib
import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ..tools.archive import CHECKSUMS, broken
from ..tools.seal import first_broken
from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestArchive(CaseCommon, HttpCase):
    """Issue 7: one case, one file, with index, documents, letters, clock proofs and the hash of each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.case = cls._running()
        cls.item = cls._item(cls.case, 'A01')
        cls.item.with_user(cls.leader).action_assign(cls.handler)
        cls.item.with_user(cls.handler).action_start()
        cls._attach_result(cls.item, cls.handler)

    def make(self):
        self.case.with_user(self.agent).action_make_archive()
        return self.env['daiban.archive'].with_user(self.agent).search([('project_id', '=', self.case.id)], limit=1)

    def unpack(self, archive):
        with zipfile.ZipFile(io.BytesIO(archive._zip_content())) as content:
            return {name: content.read(name) for name in content.namelist()}

    def test_everything_of_the_case_is_in_it(self):
        archive = self.make()
        files = self.unpack(archive)
        listed = files.pop(CHECKSUMS).decode()
        self.assertEqual(list(broken(files, listed)), [])
        self.assertEqual(len(listed.splitlines()), len(files))
        kept = set(self.env['ir.attachment'].sudo().search([
            ('res_model', 'in', ('daiban.material', 'daiban.item')),
            ('res_id', 'in', [*self.case.material_ids.ids, *self.case.item_ids.ids])]).mapped('raw'))
        self.assertTrue(kept)
        self.assertLessEqual(kept, set(files.values()))
        letters = self.env['daiban.notice'].sudo().search([('project_id', '=', self.case.id), ('state', '!=', 'draft')])
        self.assertTrue(letters)
        self.assertLessEqual({letter._pdf_content() for letter in letters}, set(files.values()))
        index = [path for path in files if path.startswith('00 ')]
        self.assertEqual(len(index), 1)
        self.assertTrue(files[index[0]].startswith(b'%PDF'))

    def test_the_chain_of_the_clock_can_be_checked_with_nothing_but_the_file(self):
        files = self.unpack(self.make())
        events = json.loads(next(content for path, content in files.items() if path.endswith('clock-events.json')))
        entries = [(row['number'], row.pop('digest'), row) for row in events]
        self.assertGreater(len(entries), 1)
        self.assertIsNone(first_broken(entries))
        entries[0][2]['date'] = '2026-03-01'
        self.assertEqual(first_broken(entries), (1, 'changed'))

    def test_it_never_changes_and_a_changed_file_is_refused(self):
        archive = self.make()
        with self.assertRaises(AccessError):
            archive.sudo().sha256 = 'x'
        stored = self.env['ir.attachment'].sudo().search([
            ('res_model', '=', 'daiban.archive'), ('res_id', '=', archive.id), ('res_field', '=', 'content')])
        self.assertEqual(hashlib.sha256(stored.raw).hexdigest(), archive.sha256)
        stored.raw = b'something else'
        with self.assertRaises(UserError):
            archive._zip_content()

    def test_who_makes_and_who_reads(self):
        """Agents of the case and supervision make it, audit reads it; departments and enterprises do neither."""
        archive = self.make()
        for user in (self.supervisor, self.auditor, self.agent):
            self.assertTrue(archive.with_user(user).has_access('read'), user.login)
        for user in (self.handler, self.other_agent, self.owner, self.manager):
            self.assertFalse(archive.with_user(user).has_access('read'), user.login)
        for user in (self.auditor, self.other_agent, self.stranger, self.owner):
            with self.assertRaises(AccessError, msg=user.login):
                self.case.with_user(user).action_make_archive()
        self.case.with_user(self.supervisor).action_make_archive()

    def test_no_file_of_a_draft(self):
        with self.assertRaises(UserError):
            self._draft().action_make_archive()

    def test_the_link_is_for_readers_only(self):
        archive = self.make()
        for login, status in ((self.agent.login, 200), (self.other_agent.login, 404), (self.owner.login, 404)):
            self.authenticate(login, login)
            answer = self.url_open(f'/daiban/archive/{archive.id}')
            self.assertEqual(answer.status_code, status, login)
        self.authenticate(self.agent.login, self.agent.login)
        self.assertEqual(self.url_open('/daiban/archive/999999').status_code, 404)
        self.assertEqual(
            hashlib.sha256(self.url_open(f'/daiban/archive/{archive.id}').content).hexdigest(), archive.sha256)

    def test_the_proofs_of_several_items_are_one_document(self):
        """Issue 7: the PDF program of Debian refuses several documents at once: two clocks, no file."""
        report = self.env['ir.actions.report']
        items = self.case.item_ids.sudo()[:3]
        html, _kind = report._render_qweb_html(
            'sanming_daiban.action_report_clock_proof', items.ids, {'clock_model': items._name, 'statutory': False})
        bodies = report._prepare_html(html, report_model='daiban.clock.event')[0]
        self.assertEqual(len(bodies), 1)
        for item in items:
            self.assertIn(item.display_name, str(bodies[0]))
