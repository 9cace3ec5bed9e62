import io
import socket
import struct
import tempfile
import threading
import zipfile
from pathlib import Path

import pypdf

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.sanming_daiban.tools.protected import OLE, is_protected

from .portal_common import PDF, PNG, SCRIPT, PortalCommon

EICAR = rb'X5O!P%@AP[4\PZX54(P^)7CC)7}$' + rb'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'


def locked_pdf(password):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(password, owner_password='owner', algorithm='RC4-128')
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        archive.writestr('a.txt', b'x')
    content = bytearray(out.getvalue())
    content[content.index(b'PK\x01\x02') + 8] |= 1
    content[6] |= 1
    return bytes(content)


class FakeClamd:
    """Answers one INSTREAM after the other on a local socket, as clamd does."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.address = str(Path(self.folder.name) / 'clamd')
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.address)
        self.server.listen()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join()
        self.folder.cleanup()

    def serve(self):
        while True:
            try:
                connection, _peer = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile('rb') as stream:
                stream.read(len(b'zINSTREAM\0'))
                content = b''
                while size := struct.unpack('!L', stream.read(4))[0]:
                    content += stream.read(size)
                found = b'EICAR' in content
                connection.sendall(b'stream: Eicar-Signature FOUND\0' if found else b'stream: OK\0')


@tagged('post_install', '-at_install')
class TestPortalUpload(PortalCommon):
    """Files that travel from a phone: in parts, with a break, locked, harmful, too large, not what they say (R22)."""

    def setUp(self):
        super().setUp()
        self.authenticate('t_owner', 't_owner')
        self.case = self.draft_of_owner()
        self.material = self.case.material_ids[0].sudo()

    def names(self):
        self.env.invalidate_all()
        return self.material.attachment_ids.mapped('name')

    def offset(self, key='k'):
        query = f'material_id={self.material.id}&key={key}'
        return self.url_open(f'/my/daiban/{self.case.id}/parts?{query}').json()

    def part(self, content, offset, part, name="图纸.pdf", key='k', **data):
        fields = {
            'csrf_token': self.csrf_token(), 'material_id': self.material.id, 'key': key, 'name': name,
            'size': len(content), 'offset': offset, **data}
        return self.url_open(
            f'/my/daiban/{self.case.id}/parts', data=fields, files=[('part', ('part', io.BytesIO(part)))])

    # === In parts ===

    def test_file_in_parts_goes_on_after_a_break(self):
        content = PDF + b'0' * 5000
        self.assertEqual(self.offset()['offset'], 0)
        self.assertEqual(self.part(content, 0, content[:2000]).json()['offset'], 2000)
        self.assertEqual(self.part(content, 0, content[:2000]).json()['offset'], 2000)  # sent twice: not stored twice
        self.assertEqual(self.part(content, 4000, content[4000:]).json()['offset'], 2000)  # a part was lost
        self.assertEqual(self.offset()['offset'], 2000)
        self.assertFalse(self.names())
        self.assertTrue(self.part(content, 2000, content[2000:]).json()['done'])
        self.assertEqual(self.names(), ["图纸.pdf"])
        self.assertEqual(self.material.attachment_ids.raw, content)
        self.assertEqual(self.material.state, 'submitted')
        self.assertFalse(self.env['daiban.upload'].search([]).part_ids)

    def test_expired_session_answers_in_words_of_a_program_and_keeps_the_parts(self):
        content = PDF + b'0' * 100
        self.part(content, 0, content[:50])
        self.logout()
        lost = self.url_open(f'/my/daiban/{self.case.id}/parts', data={'material_id': self.material.id, 'key': 'k'})
        self.assertEqual((lost.status_code, lost.json()), (401, {'login': True}))
        self.authenticate('t_owner', 't_owner')
        self.assertEqual(self.offset()['offset'], 50)
        self.assertTrue(self.part(content, 50, content[50:]).json()['done'])

    def test_old_token_of_a_form_is_renewed(self):
        answer = self.part(PDF, 0, PDF, csrf_token='old')
        self.assertEqual(answer.status_code, 400)
        self.assertTrue(answer.json()['csrf'])
        self.assertFalse(self.names())

    def test_parts_are_refused_before_they_travel(self):
        for name, size in (("大.pdf", 200 * 1024 * 1024), ("空.pdf", 0), ("程序.exe", 100), ("无名", 100)):
            answer = self.part(PDF, 0, b'x', name=name, size=size, key=name)
            self.assertIn('error', answer.json(), name)
        self.assertFalse(self.env['daiban.upload'].search([]))

    def test_wrong_file_in_parts_is_refused_at_its_end(self):
        self.assertIn('error', self.part(PNG, 0, PNG).json())
        self.assertFalse(self.env['daiban.upload'].search([]))
        self.assertFalse(self.names())

    def test_other_enterprise_sends_no_part(self):
        self.part(PDF, 0, PDF[:5])
        self.authenticate('t_rival', 't_rival')
        self.assertEqual(self.part(PDF, 5, PDF[5:]).status_code, 404)
        self.assertEqual(self.url_open(f'/my/daiban/{self.case.id}/parts?material_id=1&key=k').status_code, 404)
        self.assertFalse(self.names())

    def test_forgotten_parts_go(self):
        self.part(PDF, 0, PDF[:5])
        upload = self.env['daiban.upload'].search([])
        files = upload.part_ids
        upload.flush_recordset()
        self.env.cr.execute("UPDATE daiban_upload SET write_date = now() - interval '3 days'")
        upload.invalidate_recordset()
        self.env['daiban.upload']._gc_uploads()
        self.assertFalse(upload.exists() or files.exists())

    # === Too large ===

    def test_200_mb_are_refused_by_the_length_alone(self):
        sent = self.url_open(
            f'/my/daiban/{self.case.id}/upload', data=b'x', headers={'Content-Length': str(200 * 1024 * 1024)},
            allow_redirects=False)
        self.assertIn(sent.status_code, (303, 400, 413))
        self.assertFalse(self.names())

    # === Locked ===

    def test_locked_files_are_refused_with_the_remedy(self):
        office = OLE + b'\0' * 600 + 'EncryptedPackage'.encode('utf-16-le')
        word = OLE + b'\0' * 504 + b'\xec\xa5' + b'\0' * 9 + b'\x01' + b'\0' * 100
        for name, content in (
            ("密.pdf", locked_pdf('secret')), ("密.docx", office), ("密.doc", word), ("密.zip", locked_zip()),
        ):
            page = self.upload(self.case, self.material, name, content)
            self.assertIn("password", page.text, name)
            self.assertFalse(self.names(), name)

    def test_files_that_open_without_a_password_are_not_locked(self):
        self.assertFalse(is_protected(locked_pdf('')))  # only changes are forbidden
        self.assertFalse(is_protected(PDF))
        self.assertFalse(is_protected(OLE + b'\0' * 2000))
        self.assertFalse(is_protected(b'PK broken'))
        self.assertTrue(is_protected(b'%PDF-1.4 /Encrypt 5 0 R broken'))

    # === Harmful ===

    def set_clamd(self, address):
        self.env['ir.config_parameter'].set_param('sanming_daiban.clamd_address', address)

    def test_virus_is_kept_in_quarantine_and_everybody_told(self):
        self.window.liaison_id = self.agent
        self.case.sudo().lead_unit_id = self.window
        with FakeClamd() as scanner:
            self.set_clamd(scanner.address)
            page = self.upload(self.case, self.material, "病毒.pdf", PDF + EICAR)
            self.assertIn("Eicar-Signature", page.text)
            self.assertIn("Eicar-Signature", self.part(PDF + EICAR, 0, PDF + EICAR).json()['error'])
            self.upload(self.case, self.material, "好.pdf", PDF)
        self.assertEqual(self.names(), ["好.pdf"])
        kept = self.env['daiban.quarantine'].search([('project_id', '=', self.case.id)], order='id')
        self.assertEqual(kept.mapped('name'), ["病毒.pdf", "图纸.pdf"])
        self.assertRecordValues(kept[0], [{'material_id': self.material.id, 'user_id': self.owner.id}])
        case = self.case.sudo()
        self.assertIn("Eicar-Signature", str(case.message_ids[0].body))
        self.assertIn(self.agent, case.activity_ids.user_id)
        file = self.env['ir.attachment'].sudo().search(
            [('res_model', '=', 'daiban.quarantine'), ('res_field', '=', 'content'), ('res_id', '=', kept[0].id)])
        self.assertIn(b'EICAR', file.raw)
        for login in ('t_owner', self.agent.login):
            self.authenticate(login, login)
            for path in (f'/web/content/{file.id}', f'/web/content/daiban.quarantine/{kept[0].id}/content'):
                self.assertNotIn(b'EICAR', self.url_open(path).content, login)

    def test_without_the_scanner_the_enterprise_does_not_wait(self):
        self.set_clamd('/nowhere/clamd')
        with mute_logger('odoo.addons.sanming_daiban.models.case.daiban_project_scan'):
            self.upload(self.case, self.material)
        self.assertEqual(len(self.names()), 1)

    # === Names ===

    def test_strange_names_are_kept_as_text(self):
        for name in ("名" * 300 + ".pdf", f"{SCRIPT}🏭.pdf", "../../etc/passwd.pdf"):
            self.case._portal_upload(self.material.id, [(name, PDF)])
        page = self.get(f'/my/daiban/{self.case.id}/materials').text
        self.assertNotIn("<script>alert('x')", page)
        self.assertTrue(all(len(name) <= 120 for name in self.names()))
        self.assertIn("passwd.pdf", self.names())
        with self.assertRaises(UserError):
            self.case._portal_upload(self.material.id, [])
