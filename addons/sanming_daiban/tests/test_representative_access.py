from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .portal_common import PDF, PortalCommon


@tagged('post_install', '-at_install')
class TestRepresentativeAccess(PortalCommon):
    """Who leaves is shut off at once: pages, links, files, messages and calls find nothing (DESIGN §7)."""

    def setUp(self):
        super().setUp()
        self.person = new_test_user(self.env, 't_person', groups='base.group_portal', lang='en_US')
        self.line = self._representative(self.person, self.enterprise)
        self.case = self.supplement()
        self.material = self.case.material_ids[0]
        self.case.with_user(self.person)._portal_upload(self.material.id, [("甲.pdf", PDF)])
        self.running = self._running()
        self.records = {
            'daiban.project': self.case,
            'daiban.material': self.material,
            'daiban.notice': self.case.notice_ids[0],
            'daiban.notice.line': self.case.notice_ids.line_ids[0],
            'daiban.item': self.running.item_ids[0],
            'daiban.card': self.running.card_id,
            'ir.attachment': self.material.attachment_ids,
            'mail.message': self.case.message_ids.filtered('notified_partner_ids')[:1],
            'res.partner': self.enterprise,
        }
        self.authenticate('t_person', 't_person')

    def call(self, model, method, *args):
        return self.make_jsonrpc_request(
            f'/web/dataset/call_kw/{model}/{method}', {'model': model, 'method': method, 'args': args, 'kwargs': {}}
        )

    @mute_logger('odoo.http')
    def assert_nothing(self):
        for model, record in self.records.items():
            with self.assertRaises(JsonRpcException, msg=model):
                self.call(model, 'read', record.ids, ['id'])
        for page in ('', '/withdraw', '/materials', f'/file/{self.material.attachment_ids.id}'):
            self.get(f'/my/daiban/{self.case.id}{page}', code=404)
        self.get(f'/daiban/clock/daiban.item/{self.running.item_ids[0].id}', code=404)
        self.assertNotIn(self.case.number, self.get('/my/daiban').text)
        self.assertEqual(self.post(f'/my/daiban/{self.case.id}/withdraw', {'reason': "x"}).status_code, 404)
        self.assertEqual(self.case.state, 'supplement')

    def shut_off(self):
        self.line.with_user(self.agent).reason = "离职"
        self.line.with_user(self.agent).action_end()

    def test_before_the_end_everything_is_there(self):
        for model in ('daiban.project', 'daiban.material', 'daiban.item', 'daiban.card', 'mail.message'):
            self.assertTrue(self.call(model, 'read', self.records[model].ids, ['id']), model)
        self.get(f'/my/daiban/{self.case.id}')

    def test_shut_off_in_a_running_session(self):
        self.get(f'/my/daiban/{self.case.id}')
        self.shut_off()
        self.assert_nothing()

    def test_links_with_a_token_die_with_the_access(self):
        token = self.case.sudo()._portal_ensure_token()
        file = self.material.attachment_ids
        file_token = file.generate_access_token()[0]
        self.get(f'/my/daiban/{self.case.id}?access_token={token}')
        self.shut_off()
        self.get(f'/my/daiban/{self.case.id}?access_token={token}', code=404)
        response = self.url_open(f'/web/content/{file.id}?access_token={file_token}')
        self.assertNotIn(PDF, response.content)

    def test_requested_sees_nothing(self):
        self.shut_off()
        self._representative(self.person, self.enterprise, state='requested')
        self.assert_nothing()

    def test_other_enterprise_sees_nothing(self):
        self.line.enterprise_id = self.rival
        self.assert_nothing()

    def test_refused_sees_nothing(self):
        self.shut_off()
        line = self._representative(self.person, self.enterprise, state='requested')
        line.with_user(self.agent).reason = "不实"
        line.with_user(self.agent).action_refuse()
        self.assert_nothing()

    # === Colleagues ===

    def test_colleague_ends_a_colleague(self):
        self.authenticate('t_owner', 't_owner')
        self.assertIn(self.person.name, self.get('/my/daiban/enterprises').text)
        self.post(f'/my/daiban/representative/{self.line.id}/end', {'reason': "离职"})
        self.assertRecordValues(
            self.line, [{'state': 'ended', 'reason': "离职", 'ended_by_id': self.owner.id}]
        )
        self.authenticate('t_person', 't_person')
        self.assert_nothing()

    def test_stranger_and_unconfirmed_end_nobody(self):
        requester = new_test_user(self.env, 't_requester', groups='base.group_portal', lang='en_US')
        self._representative(requester, self.enterprise, state='requested')
        for login in ('t_rival', 't_requester'):
            self.authenticate(login, login)
            for action in ('end', 'evidence'):
                answer = self.post(f'/my/daiban/representative/{self.line.id}/{action}', {'reason': "x"})
                self.assertEqual(answer.status_code, 404)
            self.assertNotIn(self.person.name, self.url_open('/my/daiban/enterprises').text)
        self.assertEqual(self.line.state, 'active')
        self.assertEqual(self.post('/my/daiban/representative/99999999/end').status_code, 404)

    @mute_logger('odoo.http')
    def test_no_call_from_outside_reaches_the_lines(self):
        for method, args in (
            ('read', [self.line.ids, ['id']]),
            ('write', [self.line.ids, {'state': 'active'}]),
            ('create', [{'user_id': self.person.id, 'enterprise_id': self.rival.id}]),
            ('action_confirm', [self.line.ids]),
            ('action_end', [self.line.ids]),
            ('_portal_end', [self.line.ids]),
        ):
            with self.assertRaises(JsonRpcException, msg=method):
                self.call('daiban.representative', method, *args)
