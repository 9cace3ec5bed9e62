import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models.outreach.daiban_webhook_delivery import PAUSES
from ..tools.signature import signature
from .case_common import CaseCommon

DELIVERY = 'odoo.addons.sanming_daiban.models.outreach.daiban_webhook_delivery'


class Gateway(HTTPServer):
    """A real server on this machine that keeps what it gets and answers what it is told."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.received, self.answer, self.location = [], 200, None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.server_port}/sms'


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.server.received.append((self.path, self.headers, body))
        self.send_response(self.server.answer)
        if self.server.location:
            self.send_header('Location', self.server.location)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *args):
        pass


@tagged('post_install', '-at_install')
class TestWebhook(CaseCommon):
    """Messages to an SMS or WeChat gateway: queued with the turn, signed, sent by a job, repeated, visible."""

    def setUp(self):
        super().setUp()
        self.gateway = Gateway()
        self.addCleanup(self.gateway.server_close)
        self.addCleanup(self.gateway.shutdown)
        self.webhook = self.env['daiban.webhook'].create(
            {'name': "短信平台", 'url': self.gateway.url, 'secret': 'abc'})

    def run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.ref('ir_cron_webhooks').method_direct_trigger()
        self.env.invalidate_all()

    def deliveries(self):
        return self.webhook.delivery_ids.sorted('id')

    def test_a_turn_arrives_signed(self):
        project = self._submitted()
        self.assertFalse(self.gateway.received, "nothing is sent inside the transaction")
        self.run_job()
        [(path, headers, body)] = self.gateway.received
        payload = json.loads(body)
        self.assertEqual(path, '/sms')
        self.assertEqual(
            (payload['event'], payload['case'], payload['enterprise'], payload['phone']),
            ('received', project.number, self.enterprise.name, '0598-8222222'))
        self.assertIn(project.number, payload['text'])
        self.assertTrue(payload['link'].endswith(f'/my/daiban/{project.id}'))
        self.assertEqual(headers['X-Daiban-Signature'], signature('abc', headers['X-Daiban-Timestamp'], body))
        self.assertEqual(self.deliveries().state, 'sent')
        self.run_job()
        self.assertEqual(len(self.gateway.received), 1)

    def test_a_dead_gateway_fails_nobody_and_is_tried_again(self):
        self.gateway.answer = 503
        with freeze_time('2026-03-02 02:00:00') as clock:
            self._submitted()
            self.run_job()
            delivery = self.deliveries()
            self.assertEqual((delivery.state, delivery.attempts, delivery.error), ('waiting', 1, 'HTTP 503'))
            self.run_job()
            self.assertEqual(delivery.attempts, 1, "not before the pause is over")
            with mute_logger(DELIVERY):
                for pause in PAUSES:
                    clock.tick(pause)
                    self.run_job()
            self.assertEqual((delivery.state, delivery.attempts), ('failed', len(PAUSES) + 1))
            self.assertEqual((self.webhook.failed_count, self.webhook.waiting_count), (1, 0))
            keys = {json.loads(body)['key'] for _path, _headers, body in self.gateway.received}
            self.assertEqual(len(keys), 1)
            self.gateway.answer = 200
            delivery.action_resend()
            self.run_job()
        self.assertEqual(delivery.state, 'sent')
        with self.assertRaises(UserError):
            delivery.action_resend()

    def test_nobody_listens(self):
        self.webhook.url = 'http://127.0.0.1:1/'
        self._submitted()
        self.run_job()
        self.assertEqual((self.deliveries().state, self.deliveries().error), ('waiting', 'ConnectionError'))

    def test_a_redirect_is_not_followed(self):
        self.gateway.answer, self.gateway.location = 302, self.gateway.url + '/elsewhere'
        self._submitted()
        self.run_job()
        self.assertEqual(len(self.gateway.received), 1)
        self.assertEqual(self.deliveries().error, 'HTTP 302')

    def test_only_the_chosen_turns_and_only_when_on(self):
        self.webhook.template_ids = self.ref('mail_template_project_accepted')
        self._accepted()
        self.assertEqual(self.deliveries().mapped('event'), ['accepted'])
        self.webhook.active = False
        self._submitted()
        self.assertEqual(len(self.deliveries()), 1)

    def test_only_administrators(self):
        for user in (self.agent, self.supervisor, self.owner):
            with self.assertRaises(AccessError):
                self.webhook.with_user(user).read(['secret'])
            with self.assertRaises(AccessError):
                self.env['daiban.webhook.delivery'].with_user(user).search([])
        for url in ('ftp://x/', 'file:///etc/passwd', 'https://user:pw@x/', 'javascript:alert(1)', 'x'):
            with self.subTest(url), self.assertRaises(ValidationError):
                self.webhook.url = url

    def test_test_message(self):
        self.webhook.action_send_test()
        self.run_job()
        self.assertEqual(json.loads(self.gateway.received[0][2])['event'], 'test')
