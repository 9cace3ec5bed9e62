"""Somebody at a browser: requests through Odoo's own HTTP layer, with session, rights and JSON, without a socket."""

import ast
import json

from lxml import etree
from werkzeug.test import Client

import odoo.http
from odoo import api
from odoo.service import security
from odoo.tools.safe_eval import safe_eval

from .timing import stopwatch

RUNS = 12
LIST_LIMIT = 80


class Browser:
    def __init__(self, registry, login=None):
        """:param login: of nobody: a visitor"""
        self.registry = registry
        self.client = Client(odoo.http.root)
        session = odoo.http.root.session_store.new()
        session.update(odoo.http.get_default_session(), db=registry.db_name, _trace_disable=True)
        if login:
            self._log_in(session, login)
        odoo.http.root.session_store.save(session)
        self.client.set_cookie('session_id', session.sid, domain='localhost')

    def _log_in(self, session, login):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, 1, {})
            self.uid = env['res.users'].search([('login', '=', login)]).id
            env = api.Environment(cr, self.uid, {})
            session.uid, session.login = self.uid, login
            session.session_token = security.compute_session_token(session, env)
            session.context = dict(env['res.users'].context_get())

    # --- requests
    def call(self, model, method, *args, **kwargs):
        response = self.client.post(f'/web/dataset/call_kw/{model}/{method}', json={
            'jsonrpc': '2.0', 'params': {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}})
        answer = json.loads(response.data)
        if 'error' in answer:
            raise RuntimeError(answer['error']['data']['debug'])
        return answer['result']

    def _best_call(self, *args, **kwargs):
        self.call(*args, **kwargs)  # what is loaded once for all is there
        return min(stopwatch(lambda: self.call(*args, **kwargs)) for _ in range(RUNS))

    # --- what the web client asks when something is opened
    def list(self, model, action):
        """The time of the list of an action with its default filter, first page."""
        model, method, kwargs = self.list_request(model, action)
        return self._best_call(model, method, **kwargs)

    def list_request(self, model, action):
        """Model, method and arguments with which the web client asks for that list."""
        arch = self._arch(model, 'list')
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.uid, {})
            action = env.ref(action).sudo()
            domain = safe_eval(action.domain or '[]', {'uid': self.uid}) + self._default_filter(model, action.context)
        return model, 'web_search_read', {
            'domain': domain, 'specification': _specification(arch), 'limit': LIST_LIMIT,
            'order': arch.get('default_order', ''), 'count_limit': 10001}

    def times(self, runs, model, method, **kwargs):
        """The times of so many equal requests."""
        self.call(model, method, **kwargs)  # what is loaded once for all is there
        return [stopwatch(lambda: self.call(model, method, **kwargs)) for _ in range(runs)]

    def form(self, model, res_id):
        return self._best_call(model, 'web_read', [res_id], specification=_specification(self._arch(model, 'form')))

    def group(self, model, groupby):
        return self._best_call(model, 'formatted_read_group', [], groupby, ['__count'])

    def page(self, path, runs):
        """The times of so many requests; nothing if there is no such page."""
        if self.client.get(path).status_code == 404:
            return []
        return [stopwatch(lambda: self._get(path)) for _ in range(runs)]

    def json(self, path):
        return json.loads(self._get(path).data)

    def _get(self, path):
        response = self.client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f'{path} answers {response.status_code}')
        return response

    # --- views
    def _arch(self, model, kind):
        views = self.call(model, 'get_views', [[False, kind], [False, 'search']])['views']
        self.search_arch = etree.fromstring(views['search']['arch'])
        return etree.fromstring(views[kind]['arch'])

    def _default_filter(self, model, context):
        names = [name.removeprefix('search_default_') for name in ast.literal_eval(context or '{}')]
        nodes = [self.search_arch.find(f'.//filter[@name="{name}"]') for name in names]
        return [leaf for node in nodes for leaf in ast.literal_eval(node.get('domain'))]


def _specification(arch):
    """The fields of a view as the web client asks for them, lists inside of it included."""
    return {node.get('name'): _wanted(node) for node in arch.iter('field') if _owner(node) is arch}


def _owner(node):
    return next((parent for parent in node.iterancestors() if parent.tag in ('list', 'form', 'kanban')), None)


def _wanted(node):
    inner = next((child for child in node if child.tag in ('list', 'kanban')), None)
    if inner is not None:
        return {'fields': _specification(inner), 'limit': 40}
    return {'fields': {'display_name': {}}}
