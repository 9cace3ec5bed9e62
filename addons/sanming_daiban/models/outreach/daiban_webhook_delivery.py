import logging
import uuid
from datetime import timedelta

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.signature import canonical_body, signature

_logger = logging.getLogger(__name__)

TIMEOUT = 10  # seconds to connect, and to answer
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
BATCH = 50
KEEP_DAYS = 90


class DaibanWebhookDelivery(models.Model):
    """One message to one gateway: waiting, sent, or failed after all its attempts, for everybody to see."""

    _name = 'daiban.webhook.delivery'
    _description = 'Gateway Message'
    _order = 'id desc'
    _rec_name = 'event'

    webhook_id = fields.Many2one('daiban.webhook', string="Gateway", required=True, index=True, ondelete='cascade')
    project_id = fields.Many2one('daiban.project', string="Case", index='btree_not_null', ondelete='cascade')
    event = fields.Char(string="Turn", required=True, readonly=True)
    payload = fields.Json(required=True, readonly=True)
    text = fields.Char(compute='_compute_text', string="Message")
    key = fields.Char(
        string="Message Key", default=lambda self: uuid.uuid4().hex, readonly=True, copy=False,
        help="The same at every attempt, so that the gateway can tell a repetition.",
    )
    state = fields.Selection(
        [('waiting', "To Send"), ('sent', "Sent"), ('failed', "Failed")],
        default='waiting', required=True, readonly=True, index=True,
    )
    attempts = fields.Integer(readonly=True, aggregator=None)
    next_try_at = fields.Datetime(default=fields.Datetime.now, readonly=True)
    sent_at = fields.Datetime(readonly=True)
    error = fields.Char(string="Last Problem", readonly=True)

    _to_send = models.Index("(next_try_at) WHERE state = 'waiting'")

    @api.depends('payload')
    def _compute_text(self):
        for delivery in self:
            delivery.text = (delivery.payload or {}).get('text')

    def action_resend(self):
        """Try again now, from the first attempt on."""
        self.check_access('write')
        if any(delivery.state == 'sent' for delivery in self):
            raise UserError(self.env._("This message was already sent. Only waiting and failed ones are tried again."))
        self.write({'state': 'waiting', 'attempts': 0, 'next_try_at': fields.Datetime.now()})
        self.env.ref('sanming_daiban.ir_cron_webhooks').sudo()._trigger()  # sudo: whoever may resend
        return True

    # === Send ===

    @api.model
    def _cron_send(self):
        due = [
            ('state', '=', 'waiting'), ('webhook_id.active', '=', True), ('next_try_at', '<=', fields.Datetime.now())]
        deliveries = self.search(due, order='next_try_at, id', limit=BATCH)
        for delivery in deliveries:
            # another worker may be at it; after the lock it is waiting still, or was done
            if delivery.try_lock_for_update() and delivery.state == 'waiting':
                delivery._send()
            # each result is kept at once: a crash later never sends it twice
            if not self.env['ir.cron']._commit_progress(1, remaining=self.search_count(due)):
                break

    def _send(self):
        """One attempt; what goes wrong is written down and tried again later."""
        self.ensure_one()
        body = canonical_body({**self.payload, 'key': self.key})
        timestamp = str(int(fields.Datetime.now().timestamp()))
        headers = {
            'Content-Type': 'application/json; charset=utf-8',
            'User-Agent': 'daiban',
            'X-Daiban-Event': self.event,
            'X-Daiban-Key': self.key,
            'X-Daiban-Timestamp': timestamp,
            'X-Daiban-Signature': signature(self.webhook_id.secret, timestamp, body),
        }
        try:
            # no redirects: the address is the one that the administrator entered; the answer is not read
            with requests.post(self.webhook_id.url, data=body, headers=headers, timeout=TIMEOUT,
                               allow_redirects=False, stream=True) as response:
                problem = '' if 200 <= response.status_code < 300 else f'HTTP {response.status_code}'
        except requests.RequestException as error:
            problem = type(error).__name__
        self._attempted(problem)

    def _attempted(self, problem):
        attempts, now = self.attempts + 1, fields.Datetime.now()
        if not problem:
            self.write({'state': 'sent', 'attempts': attempts, 'sent_at': now, 'error': False})
        elif attempts > len(PAUSES):
            _logger.warning("Gateway message %s failed for good: %s", self.id, problem)
            self.write({'state': 'failed', 'attempts': attempts, 'error': problem})
        else:
            self.write({'attempts': attempts, 'error': problem, 'next_try_at': now + PAUSES[attempts - 1]})

    @api.autovacuum
    def _gc_sent(self):
        """Messages hold names and phone numbers: those that were sent are kept for three months."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([('state', '=', 'sent'), ('sent_at', '<', limit)], limit=1000).unlink()
