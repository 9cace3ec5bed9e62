import threading
from unittest.mock import patch

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .case_common import USCC_A
from .portal_common import PDF, PortalCommon

OURS = 'odoo.addons.sanming_daiban'
SECRETS = ("测试企业甲", USCC_A, "机密项目", '0598-7654321')


@tagged('post_install', '-at_install')
class TestEveryRoute(PortalCommon):
    """DESIGN §7, for every route that the routing map knows: what a later change adds is asked too."""

    def setUp(self):
        super().setUp()
        secret = {'name': "机密项目", 'contact_phone': '0598-7654321'}
        self.case, self.draft = self.supplement(), self.draft_of_owner(**secret)
        self.case.sudo().write(secret)
        self.running = self._running(**secret)
        material = self.case.material_ids[0]
        self.case.with_user(self.owner)._portal_upload(material.id, [("机密项目.pdf", PDF)])
        self.file = material.attachment_ids

    def _routes(self):
        """``(rule, kind of request, methods)`` of every route that this product adds."""
        with patch.object(threading.current_thread(), 'dbname', self.env.cr.dbname, create=True):  # Odoo asks for it
            routing_map = self.env['ir.http'].routing_map()
        for rule in routing_map.iter_rules():
            if rule.endpoint.func.__module__.startswith(OURS):
                methods = (rule.methods or {'GET', 'POST'}) & {'GET', 'POST'}
                yield rule, rule.endpoint.routing['type'], sorted(methods)

    def _paths(self, rule):
        """The route with ids of the other enterprise, for each of its cases; tokens are guessed."""
        for case in (self.case, self.draft, self.running):
            values = {
                'case_id': case.id,
                'project_id': case.id,
                'attachment_id': self.file.id,
                'material_id': case.material_ids[:1].id or 1,
                'notice_id': self.case.notice_ids[:1].id,
                'letter_id': self.case.notice_ids[:1].id,
                'card_id': self.running.card_id.id,
                'line_id': self.enterprise.sudo().daiban_representative_ids[:1].id,
                'model': 'daiban.item',
                'res_id': self.running.item_ids[:1].id,
                'page': 1,
                'token': 'guessed',
                'access_token': 'guessed',
                'code': self.category.code,
                'kind': 'unit', 'form': 'csv', 'paper': 'xlsx', 'key': 'guessed', 'log_id': 1,
                **self._further_values(),
            }
            unknown = rule.arguments - values.keys()
            self.assertFalse(unknown, f'{rule.rule}: say here what these are in the other enterprise: {unknown}')
            yield rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)[1]

    def _further_values(self):
        """Ids of what only some routes know: the first record of each model that names an enterprise."""
        values = {}
        for name in self.env:
            model = self.env[name].sudo()
            if name.startswith('daiban.') and model._auto and not model._abstract:
                record_id = model.search([], limit=1).id or 1
                values[f'{name.removeprefix("daiban.").replace(".", "_")}_id'] = record_id
                values.setdefault(f'{name.rpartition(".")[2]}_id', record_id)
        return values | {'case_id': self.case.id}

    def _snapshot(self):
        self.env.invalidate_all()
        models = [self.env[name].sudo() for name in ('daiban.project', 'daiban.material', 'daiban.notice')]
        kept = [model.search([('partner_id', '=', self.enterprise.id)]) for model in models]
        return [records.read(['state', 'write_uid']) for records in kept]

    def _visit(self, login):
        self.authenticate(login, login)
        before, tried = self._snapshot(), 0
        for rule, kind, methods in self._routes():
            for path in set(self._paths(rule)):
                for method in methods:
                    with self.subTest(login=login, path=path, method=method), mute_logger('odoo.http'):
                        self._try(path, kind, method, has_id=bool(rule.arguments - {'page', 'code', 'kind'}))
                        tried += 1
        self.assertEqual(self._snapshot(), before)
        self.assertGreater(tried, 20)

    def _try(self, path, kind, method, has_id):
        if kind == 'http':
            data = {'csrf_token': self._token, 'reason': "x", 'consent': '1', 'name': "x"}
            response = self.url_open(path, data=data if method == 'POST' else None, allow_redirects=False)
        else:
            response = self.url_open(path, json={'jsonrpc': '2.0', 'method': 'call', 'params': {}})
        self.assertLess(response.status_code, 500)
        for secret in SECRETS:
            self.assertNotIn(secret, response.text)
        if has_id and kind == 'http' and response.status_code == 200:
            self.assertIn('guessed', path, 'a page about a record of another enterprise')

    def test_another_enterprise(self):
        self.authenticate('t_rival', 't_rival')
        self._token = self.csrf_token()
        self._visit('t_rival')

    def test_nobody(self):
        self._token = ''
        self._visit(None)


@tagged('post_install', '-at_install')
class TestEveryModel(PortalCommon):
    """DESIGN §7, for every model and every method that a call from outside can reach."""

    def setUp(self):
        super().setUp()
        self.case, self.running = self.supplement(), self._running()
        self.stranger = self.rival_owner

    def _ours(self):
        for name in sorted(self.env):
            if name.startswith('daiban.') and not self.env[name]._abstract and self.env[name]._auto:
                yield self.env[name].sudo(False)

    def _enterprise_of(self, record):
        """To whom a record belongs; nobody for configuration."""
        for path in ('enterprise_id', 'partner_id', 'project_id.partner_id', 'notice_id.project_id.partner_id'):
            if path.split('.')[0] in record._fields:
                return record.sudo().mapped(path)
        return self.env['res.partner']

    def test_another_enterprise_finds_nothing(self):
        looked = set()
        for model in self._ours():
            owned = model.sudo().search([]).filtered(lambda one: self.enterprise in self._enterprise_of(one))
            if not owned:
                continue
            looked.add(model._name)
            try:
                found = model.with_user(self.stranger).search([('id', 'in', owned.ids)])
            except AccessError:
                continue
            self.assertFalse(found, model._name)
            with self.assertRaises(AccessError, msg=model._name):
                owned.with_user(self.stranger).read(['id', 'display_name'])
        self.assertLessEqual({'daiban.project', 'daiban.item', 'daiban.material', 'daiban.notice', 'daiban.card',
                              'daiban.representative', 'daiban.rating'}, looked)

    def test_another_enterprise_calls_nothing(self):
        before = self._states()
        tried = 0
        for model in self._ours():
            owned = model.sudo().search([]).filtered(lambda one: self.enterprise in self._enterprise_of(one))[:1]
            for name in dir(type(model)) if owned else ():
                if self._is_called_from_outside(model, name):
                    self._call(owned.with_user(self.stranger), name)
                    tried += 1
        self.assertGreater(tried, 40)
        self.assertEqual(self._states(), before)

    def _is_called_from_outside(self, model, name):
        method = getattr(type(model), name, None)
        if not callable(method) or not (getattr(method, '__module__', None) or '').startswith(OURS):
            return False
        try:
            get_public_method(model, name)
        except (AccessError, AttributeError):
            return False
        return name not in ('create', 'write', 'unlink', 'copy_data')  # need arguments; asked in test_portal_access

    def _call(self, record, name):
        """Refused, or a window that shows what the caller may see anyway."""
        try:
            with self.env.cr.savepoint():
                result = getattr(record, name)()
        except (AccessError, MissingError, UserError, TypeError):
            return
        self.assertNotIn(self.enterprise.name, str(result), f'{record._name}.{name}')

    def _states(self):
        self.env.invalidate_all()
        cases = (self.case | self.running).sudo()
        parts = (cases, cases.item_ids, cases.material_ids, cases.notice_ids, cases.card_id)
        return [records.read(['write_uid', *({'state', 'active'} & records._fields.keys())]) for records in parts]
