from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .portal_common import PDF, PortalCommon

FORBIDDEN = 'odoo.http'


@tagged('post_install', '-at_install')
class TestPortalAccess(PortalCommon):
    """DESIGN §7: a portal user never reads or writes another enterprise's record, by no route, id, file or RPC."""

    def setUp(self):
        super().setUp()
        self.case = self.supplement()
        self.material = self.case.material_ids[0]
        self.case.with_user(self.owner)._portal_upload(self.material.id, [("甲.pdf", PDF)])
        self.file = self.material.attachment_ids
        self.draft = self.draft_of_owner()
        self.own = self._submitted(partner_id=self.rival.id)

    def snapshot(self):
        self.env.invalidate_all()
        cases = (self.case | self.draft).sudo()
        return [
            cases.read(['state', 'name', 'close_reason', 'number', 'write_date']),
            cases.material_ids.read(['state', 'attachment_ids']),
            len(cases.exists()),
        ]

    def test_other_enterprise_gets_no_page(self):
        self.authenticate('t_rival', 't_rival')
        for query in ('', f'?search={self.case.number}', '?filterby=todo'):
            self.assertNotIn(f'/my/daiban/{self.case.id}', self.get(f'/my/daiban{query}').text)
        for case in (self.case, self.draft):
            for page in (
                '',
                '/project',
                '/materials',
                '/confirm',
                '/withdraw',
                '?access_token=wrong',
                '?access_token=',
            ):
                self.get(f'/my/daiban/{case.id}{page}', code=404)
        self.get('/my/daiban/999999999', code=404)

    def test_other_enterprise_changes_nothing_by_any_form(self):
        self.authenticate('t_rival', 't_rival')
        before = self.snapshot()
        for case in (self.case, self.draft):
            for action, data in (
                ('submit', {'consent': '1'}),
                ('withdraw', {'reason': "x"}),
                ('discard', {}),
                ('project', self.form()),
                ('remove', {'material_id': self.material.id, 'attachment_id': self.file.id}),
            ):
                self.assertEqual(self.post(f'/my/daiban/{case.id}/{action}', data).status_code, 404, action)
            self.assertEqual(self.upload(case, self.material).status_code, 404)
        self.assertEqual(self.snapshot(), before)

    @mute_logger(FORBIDDEN)
    def test_ids_of_others_in_the_own_forms_do_nothing(self):
        self.authenticate('t_rival', 't_rival')
        before = self.snapshot()
        self.upload(self.own, self.material)
        self.post(f'/my/daiban/{self.own.id}/remove', {'material_id': self.material.id, 'attachment_id': self.file.id})
        self.get(f'/my/daiban/{self.own.id}/file/{self.file.id}', code=404)
        self.assertEqual(self.snapshot(), before)

    def test_files_only_for_the_own_enterprise(self):
        self.authenticate('t_rival', 't_rival')
        self.get(f'/my/daiban/{self.case.id}/file/{self.file.id}', code=404)
        self.assertNotIn(PDF, self.url_open(f'/web/content/{self.file.id}').content)
        self.authenticate(None, None)
        self.assertNotIn(PDF, self.url_open(f'/my/daiban/{self.case.id}/file/{self.file.id}').content)
        self.authenticate('t_owner', 't_owner')
        self.assertEqual(self.get(f'/my/daiban/{self.case.id}/file/{self.file.id}').content, PDF)

    def test_internal_files_are_not_for_the_enterprise(self):
        internal = self.env['ir.attachment'].create(
            [
                {'name': 'memo.pdf', 'raw': PDF, 'res_model': model, 'res_id': record.id}
                for model, record in (('daiban.project', self.case), ('daiban.item', self._running().item_ids[0]))
            ]
        )
        self.authenticate('t_owner', 't_owner')
        for file in internal:
            self.get(f'/my/daiban/{self.case.id}/file/{file.id}', code=404)

    def test_visitor_is_sent_to_the_login(self):
        for case_id in (self.case.id, 999999999):
            response = self.url_open(f'/my/daiban/{case_id}?access_token=wrong', allow_redirects=False)
            self.assertIn('/web/login', response.headers['Location'])

    def test_staff_without_the_enterprise_cannot_act_for_it(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.agent)._portal_withdraw("x")

    # === RPC ===

    def call(self, model, method, args):
        return self.make_jsonrpc_request(
            f'/web/dataset/call_kw/{model}/{method}', {'model': model, 'method': method, 'args': args, 'kwargs': {}}
        )

    def assert_refused(self, model, method, *args):
        with self.assertRaises(JsonRpcException, msg=f'{model}.{method}'), mute_logger(FORBIDDEN):
            self.call(model, method, args)

    def test_rpc_reads_nothing_of_others(self):
        self.authenticate('t_rival', 't_rival')
        foreign = {
            'daiban.project': self.case,
            'daiban.material': self.material,
            'daiban.notice': self.case.notice_ids[0],
            'daiban.notice.line': self.case.notice_ids.line_ids[0],
            'daiban.item': self._running().item_ids[0],
            'daiban.card': self._running().card_id,
            'ir.attachment': self.file,
        }
        for model, record in foreign.items():
            self.assert_refused(model, 'read', record.ids, ['id'])
            if model != 'ir.attachment':
                self.assertEqual(self.call(model, 'search_count', [[('id', '=', record.id)]]), 0, model)

    @mute_logger(FORBIDDEN)
    def test_rpc_writes_nothing_not_even_on_own_records(self):
        running, submitted = self._running(partner_id=self.rival.id), self.own
        self.authenticate('t_rival', 't_rival')
        for record, vals in (
            (submitted, {'name': "x"}),
            (submitted, {'state': 'done'}),
            (submitted.material_ids[0], {'defect': "x"}),
            (running.item_ids[0], {'note': "x"}),
            (running.card_id, {'valid_to': '2099-01-01'}),
            (running.notice_ids[0], {'note': "x"}),
            (self.rival, {'uscc': False}),
        ):
            self.assert_refused(record._name, 'write', record.ids, vals)
            self.assert_refused(record._name, 'unlink', record.ids)
        self.assert_refused('daiban.project', 'create', [{'name': "x", 'partner_id': self.rival.id}])
        file = {'name': "x", 'res_model': 'daiban.project', 'res_id': running.id}
        self.assert_refused('ir.attachment', 'create', [file])

    def test_rpc_reaches_no_workflow_action(self):
        running, submitted = self._running(partner_id=self.rival.id), self.own
        self.authenticate('t_rival', 't_rival')
        for record in (submitted, running, running.item_ids[:1], submitted.material_ids[:1], running.notice_ids[:1]):
            actions = [name for name in dir(type(record)) if name.startswith('action_') and self.is_ours(record, name)]
            states = record.sudo().read(['state'])
            for name in actions:
                with mute_logger(FORBIDDEN):
                    self.try_call(record, name)
            self.env.invalidate_all()
            self.assertEqual(record.sudo().read(['state']), states, record._name)
            self.assert_refused(record._name, '_submit', record.ids)

    def is_ours(self, record, name):
        return getattr(type(record), name).__module__.startswith('odoo.addons.sanming_daiban')

    def try_call(self, record, name):
        """Some actions only open a view; what matters is that nothing changes."""
        try:
            self.call(record._name, name, [record.ids])
        except JsonRpcException as error:
            self.assertNotIn('Internal', str(error))
