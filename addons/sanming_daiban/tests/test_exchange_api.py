import json
import time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.signature import signature
from .access_contract import granted, our_models
from .case_common import CaseCommon

CODE = '2601-350404-04-01-123456'


class ExchangeCommon(CaseCommon, HttpCase):
    """The construction approval platform as it comes in: an account with the role, a key, a real server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.platform = new_test_user(
            cls.env, 'test_platform', groups='base.group_portal,sanming_daiban.group_exchange', lang='en_US')
        cls.case = cls._running(name="平台项目", project_code=CODE)
        cls.first = cls.case.item_ids.filtered(lambda item: item.state == 'dispatched')[:1]
        cls.first.sudo().type_id.platform = 'construction'
        cls.today = str(cls.env['daiban.calendar.year']._district_today())

    def row(self, **values):
        return {'project_code': CODE, 'item': self.first.code, 'status': 'running', 'started_on': self.today, **values}


@tagged('post_install', '-at_install')
class TestExchangeApi(ExchangeCommon):
    """Issue 7 §7: the JSON-2 contract of docs/api.md, with a real key, and nothing beyond it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        expires = fields.Datetime.add(fields.Datetime.now(), days=1)
        cls.key = cls.env['res.users.apikeys'].with_user(cls.platform).sudo()._generate('rpc', "平台", expires)

    def call(self, model, method, key=None, **body):
        self.env.flush_all()
        return self.url_open(f'/json/2/{model}/{method}', data=json.dumps(body), headers={
            'Content-Type': 'application/json', 'Authorization': f'bearer {key or self.key}'})

    def test_read_cases_and_items(self):
        names = ['number', 'project_code', 'name', 'enterprise', 'uscc', 'category', 'state', 'lead_unit',
                 'submitted_on', 'accepted_on', 'closed_on', 'updated_at']
        answer = self.call('daiban.exchange.case', 'search_read', domain=[['project_code', '=', CODE]], fields=names)
        self.assertEqual(answer.status_code, 200, answer.text)
        [case] = answer.json()
        self.assertEqual((case['number'], case['uscc'], case['state'], case['lead_unit']),
                         (self.case.number, self.enterprise.uscc, 'running', self.case.lead_unit_id.code))
        [item] = self.call('daiban.exchange.item', 'search_read',
                           domain=[['project_code', '=', CODE], ['code', '=', self.first.code]], fields=[
                               'case_number', 'code', 'unit', 'state', 'platform', 'dispatched_on', 'due_date']).json()
        self.assertEqual((item['state'], item['unit'], item['platform'], item['dispatched_on']),
                         ('dispatched', self.first.unit_id.code, 'construction', self.today))

    def test_drafts_are_not_shown(self):
        self._draft(name="草稿项目")
        answer = self.call('daiban.exchange.case', 'search_count', domain=[['name', '=', "草稿项目"]])
        self.assertEqual(answer.json(), 0)

    def test_push_statuses(self):
        answer = self.call('daiban.import', 'push_statuses', rows=[
            self.row(external_number='P1'), self.row(item='Z99'), self.row(project_code='1'), 'x'])
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual([row['result'] for row in answer.json()['rows']], ['applied', 'error', 'error', 'error'])
        self.first.invalidate_recordset()
        self.assertEqual((self.first.state, self.first.external_number), ('running', 'P1'))
        again = self.call('daiban.import', 'push_statuses', rows=[self.row(external_number='P1')]).json()
        self.assertEqual(again['rows'][0]['result'], 'same')
        record = self.env['daiban.import'].search([('source', '=', 'api')])
        self.assertEqual(set(record.user_id), {self.platform})

    @mute_logger('odoo.http', 'odoo.addons.rpc.controllers.json2')
    def test_without_a_key_and_beyond_the_contract(self):
        self.assertEqual(self.call('daiban.exchange.case', 'search_count', key='0' * 40, domain=[]).status_code, 401)
        for model in ('daiban.project', 'daiban.item', 'daiban.import', 'daiban.import.line', 'daiban.clock.event',
                      'daiban.webhook.inbound'):
            answer = self.call(model, 'search_read', domain=[])
            self.assertTrue(answer.status_code == 403 or answer.json() == [], f'{model} {answer.text[:200]}')
        self.assertEqual(self.call('daiban.exchange.case', 'create', vals_list=[{}]).status_code, 403)
        self.assertEqual(self.call('daiban.exchange.case', 'unlink', ids=self.case.ids).status_code, 403)
        self.assertEqual(
            self.call('daiban.exchange.case', 'write', ids=self.case.ids, vals={'name': 'x'}).status_code, 403)
        self.assertEqual(self.call('daiban.import', '_take_message', rows=[], source='api').status_code, 403)

    def test_the_role_gives_nothing_else(self):
        """Least rights: what other systems read are two views; what they write goes through one method."""
        given = {name: granted(self.env, name, self.platform) for name in our_models(self.env, 'sanming_daiban')}
        portal = {name: granted(self.env, name, self.owner) for name in given}
        self.assertEqual({name: letters for name, letters in given.items() if letters != portal[name]},
                         {'daiban.exchange.case': 'R', 'daiban.exchange.item': 'R'})

    def test_others_do_not_push(self):
        for user in (self.owner, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self.env['daiban.import'].with_user(user).push_statuses([self.row()])


@tagged('post_install', '-at_install')
class TestInboundChannel(ExchangeCommon):
    """Issue 7, bad input: a wrong key, a replay, an unknown case: a clear answer, nothing applied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env['daiban.webhook.inbound'].create({'name': "市工改平台", 'user_id': cls.platform.id})

    def send(self, body, nonce='n' * 16, secret=None, timestamp=None, key=None, sign=None):
        body = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        timestamp = str(timestamp or int(time.time()))
        self.env.flush_all()
        return self.url_open(f'/daiban/hook/{key or self.channel.key}', data=body, headers={
            'Content-Type': 'application/json', 'X-Daiban-Timestamp': timestamp, 'X-Daiban-Nonce': nonce,
            'X-Daiban-Signature': sign or signature(secret or self.channel.secret, f'{timestamp}.{nonce}', body)})

    def deliveries(self):
        self.channel.invalidate_recordset()
        return self.channel.delivery_ids

    def test_row_by_row(self):
        answer = self.send({'rows': [
            self.row(), self.row(item='没有的事项'), self.row(project_code='2601-350404-04-01-000000'),
            self.row(status='飞了'), {'project_code': CODE, 'foo': 1}, {'project_code': [1]}]})
        self.assertEqual(answer.status_code, 200, answer.text)
        rows = answer.json()['rows']
        self.assertEqual([row['result'] for row in rows], ['applied', *['error'] * 5])
        for row, words in zip(rows[1:], ("has no item", "No running case", "飞了", "Unknown: foo", "Not a text"),
                              strict=True):
            self.assertIn(words, row['message'])
        self.first.invalidate_recordset()
        self.assertEqual(self.first.state, 'running')
        delivery = self.deliveries()
        self.assertIn(CODE, delivery.body)
        self.assertEqual(delivery.answer['applied'], 1)
        self.assertEqual(delivery.import_id.user_id, self.platform)

    def test_refused_as_a_whole(self):
        good = {'rows': [self.row()]}
        now = int(time.time())
        with mute_logger('odoo.addons.sanming_daiban.models.exchange.daiban_webhook_inbound'):
            for status, error, answer in (
                (401, 'signature', self.send(good, secret='wrong')),
                (401, 'signature', self.send(good, sign='sha256=')),
                (401, 'time', self.send(good, timestamp=now - 3600)),
                (401, 'time', self.send(good, timestamp='soon')),
                (400, 'nonce', self.send(good, nonce='short')),
                (404, 'unknown', self.send(good, key='0' * 32)),
                (400, 'content', self.send(b'{"rows": [')),
                (400, 'content', self.send(b'\xff\xfe')),
                (400, 'content', self.send({'row': []})),
                (400, 'content', self.send({'rows': {}})),
                (400, 'content', self.send([1])),
                (400, 'content', self.send({'rows': [self.row()] * 501})),
            ):
                self.assertEqual((answer.status_code, answer.json()['error']), (status, error), answer.text)
                self.assertTrue(answer.json()['message'])
        self.assertFalse(self.deliveries())
        self.assertEqual(self.first.state, 'dispatched')
        self.channel.active = False
        self.assertEqual(self.send(good).status_code, 404)

    def test_replayed(self):
        self.assertEqual(self.send({'rows': [self.row()]}).status_code, 200)
        answer = self.send({'rows': [self.row(external_number='P2')]})
        self.assertEqual((answer.status_code, answer.json()['error']), (409, 'replay'))
        self.first.invalidate_recordset()
        self.assertFalse(self.first.external_number)
        self.assertEqual(self.send({'rows': [self.row(external_number='P2')]}, nonce='m' * 16).status_code, 200)
        self.assertEqual(len(self.deliveries()), 2)

    def test_the_key_changes_without_a_gap(self):
        former = self.channel.secret
        self.channel.action_rotate()
        self.assertNotEqual(self.channel.secret, former)
        self.assertEqual(self.send({'rows': [self.row()]}, secret=former).status_code, 200)
        self.channel.action_forget_former()
        with mute_logger('odoo.addons.sanming_daiban.models.exchange.daiban_webhook_inbound'):
            self.assertEqual(self.send({'rows': [self.row()]}, 'm' * 16, secret=former).status_code, 401)
        self.assertEqual(self.send({'rows': [self.row()]}, 'o' * 16).status_code, 200)
        self.channel.action_rotate()
        self.channel.former_until = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
        with mute_logger('odoo.addons.sanming_daiban.models.exchange.daiban_webhook_inbound'):
            self.assertEqual(
                self.send({'rows': [self.row()]}, 'p' * 16, secret=self.channel.former_secret).status_code, 401)

    def test_a_conflict_is_told_to_the_agent_once(self):
        self.first.external_number = 'P1'
        for nonce in ('a' * 16, 'b' * 16):
            answer = self.send({'rows': [self.row(external_number='P2')]}, nonce)
            self.assertEqual(answer.json()['rows'][0]['result'], 'conflict')
        self.first.invalidate_recordset()
        self.assertEqual((self.first.state, self.first.external_number), ('dispatched', 'P1'))
        asked = self.first.activity_ids.filtered(lambda one: "says something else" in (one.summary or ''))
        self.assertEqual((len(asked), asked.user_id), (1, self.case.agent_id))

    def test_only_an_account_of_the_role_and_only_administrators(self):
        with self.assertRaises(ValidationError):
            self.env['daiban.webhook.inbound'].create({'name': "x", 'user_id': self.agent.id})
        for user in (self.manager, self.supervisor, self.agent, self.platform):
            with self.assertRaises(AccessError):
                self.channel.with_user(user).read(['secret'])


@tagged('post_install', '-at_install')
class TestOutboundEvents(CaseCommon):
    """Issue 7 §7: outbound events through `base_automation`: which, and to whom, an administrator says without code."""

    def test_a_rule_tells_the_gateways(self):
        gateways = self.env['daiban.webhook'].create([
            {'name': name, 'url': 'https://example.com/x'} for name in ("甲", "乙")])
        project = self._running()
        item = project.item_ids.filtered(lambda one: one.state == 'dispatched')[:1]
        self.env['daiban.webhook.delivery'].search([]).unlink()
        automation = self.env['base.automation'].create({
            'name': "事项转办", 'model_id': self.env['ir.model']._get_id('daiban.item'), 'trigger': 'on_write',
            'trigger_field_ids': [(4, self.env['ir.model.fields']._get('daiban.item', 'state').id)],
            'filter_domain': "[('state', '=', 'assigned')]"})
        action = self.env['ir.actions.server'].create({
            'name': "告知", 'model_id': automation.model_id.id, 'base_automation_id': automation.id,
            'state': 'gateway', 'daiban_event': 'item_assigned', 'daiban_webhook_ids': gateways[0].ids})
        self.assertIn(automation.model_id, action.available_model_ids)
        item.with_user(self.leader).action_assign(self.handler)
        delivery = self.env['daiban.webhook.delivery'].search([('event', '=', 'item_assigned')])
        self.assertEqual((delivery.webhook_id, delivery.project_id), (gateways[0], project.sudo()))
        self.assertEqual((delivery.payload['code'], delivery.payload['state'], delivery.payload['case']),
                         (item.code, 'assigned', project.number))
        self.assertNotIn('0598-8222222', json.dumps(delivery.payload))
        action.daiban_webhook_ids = False
        item.with_user(self.handler).action_start()
        self.assertEqual(len(self.env['daiban.webhook.delivery'].search([('event', '=', 'item_assigned')])), 1)
