import json
import logging
import re
import secrets
import uuid
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import consteq, mute_logger

from ...tools.signature import signature

_logger = logging.getLogger(__name__)

MAX_BODY = 2**20
CLOCK_DRIFT = timedelta(minutes=5)
OLD_KEY_DAYS = 7
KEEP_DAYS = 180
NONCE = re.compile(r'[A-Za-z0-9_-]{16,64}')
STATUSES = {'unknown': 404, 'large': 413, 'time': 401, 'nonce': 400, 'signature': 401, 'replay': 409, 'content': 400}


class InboundRefused(Exception):
    """A message that is not taken, as a whole; nothing of it was applied."""

    def __init__(self, code, message=''):
        super().__init__(code)
        self.code, self.message, self.status = code, message, STATUSES[code]


class DaibanWebhookInbound(models.Model):
    """An address at which another system tells us the statuses of items (docs/api.md).

    A message is signed with time and nonce, so that it can be neither forged nor sent a second time. The key changes
    without a gap: the former one is good for a week more.
    """

    _name = 'daiban.webhook.inbound'
    _description = 'Inbound Channel'
    _order = 'name, id'

    name = fields.Char(required=True)
    active = fields.Boolean(string="Switched On", default=True)
    key = fields.Char(
        string="Address Key", default=lambda self: uuid.uuid4().hex, required=True, readonly=True, copy=False)
    url = fields.Char(string="Address", compute='_compute_url')
    user_id = fields.Many2one(
        'res.users', string="Account", required=True, ondelete='restrict',
        help="Under which name the statuses are recorded. An account with the role “Exchange with Other Systems”.")
    secret = fields.Char(
        string="Signature Key", required=True, readonly=True, copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        help="HMAC-SHA256 over time stamp, full stop, nonce, full stop and body.")
    former_secret = fields.Char(readonly=True, copy=False)
    former_until = fields.Datetime(string="Former Key Good Until", readonly=True, copy=False)
    delivery_ids = fields.One2many('daiban.webhook.inbound.delivery', 'inbound_id', string="Received Messages")

    _key_uniq = models.Constraint('UNIQUE(key)', "This address is taken.")

    @api.depends('key')
    def _compute_url(self):
        for inbound in self:
            inbound.url = f'{inbound.get_base_url()}/daiban/hook/{inbound.key}'

    @api.constrains('user_id')
    def _check_account(self):
        for inbound in self:
            if not inbound.user_id.has_group('sanming_daiban.group_exchange'):
                raise ValidationError(self.env._(
                    "%(user)s does not have the role “Exchange with Other Systems”.", user=inbound.user_id.name))

    def action_rotate(self):
        """A new key; the former one is good for a week more, so that the other side can change it without a gap."""
        self.check_access('write')
        for inbound in self:
            inbound.write({
                'former_secret': inbound.secret, 'secret': secrets.token_urlsafe(32),
                'former_until': fields.Datetime.now() + timedelta(days=OLD_KEY_DAYS)})
        return True

    def action_forget_former(self):
        """The former key is good for nothing from now on: it has leaked, or is not needed."""
        self.check_access('write')
        self.write({'former_secret': False, 'former_until': False})
        return True

    # === Receiving ===

    @api.model
    def _receive(self, key, timestamp, nonce, sent_signature, body):
        """What the controller gives of a request; the answer for the sender. Raises :class:`InboundRefused`."""
        # sudo: a request without a user; its signature is what gives it the right to be heard
        inbound = self.sudo().search([('key', '=', key or '')], limit=1)
        if not inbound:
            raise InboundRefused('unknown', self.env._("There is no such address."))
        inbound = inbound.with_context(lang=inbound.user_id.lang)
        inbound._check_message(timestamp, nonce, sent_signature, body)
        delivery = inbound._keep(nonce, body)
        answer = inbound._take(body)
        delivery.write({'import_id': answer['delivery'], 'answer': answer})
        return answer

    def _check_message(self, timestamp, nonce, sent_signature, body):
        if len(body) > MAX_BODY:
            raise InboundRefused('large', self.env._("The message is larger than 1 MB."))
        now = fields.Datetime.now().timestamp()
        if not (timestamp or '').isdecimal() or abs(int(timestamp) - now) > CLOCK_DRIFT.total_seconds():
            raise InboundRefused('time', self.env._(
                "The time stamp (seconds since 1970) is missing, or more than five minutes away from ours."))
        if not NONCE.fullmatch(nonce or ''):
            raise InboundRefused('nonce', self.env._("The nonce has 16 to 64 letters, digits, hyphens or underscores."))
        if not any(consteq(signature(secret, f'{timestamp}.{nonce}', body), sent_signature or '')
                   for secret in self._good_secrets()):
            _logger.warning("Inbound channel %s: a message with a wrong signature was refused", self.id)
            raise InboundRefused('signature', self.env._("The signature does not match the message and the key."))

    def _good_secrets(self):
        former = self.former_until and self.former_until >= fields.Datetime.now() and self.former_secret
        return [self.secret, former] if former else [self.secret]

    def _keep(self, nonce, body):
        """Written down before anything is done; the same nonce comes only once, also at the same time."""
        try:
            with mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                return self.delivery_ids.create(
                    {'inbound_id': self.id, 'nonce': nonce, 'body': body.decode('utf-8', 'replace').replace('\0', '')})
        except UniqueViolation:
            raise InboundRefused('replay', self.env._("This message was received before.")) from None

    def _take(self, body):
        try:
            content = json.loads(body)
            rows = content['rows'] if isinstance(content, dict) else None
            imports = self.env['daiban.import'].with_user(self.user_id)
            return imports._take_message(rows, 'message')
        except (ValueError, KeyError, RecursionError):
            raise InboundRefused('content', self.env._(
                "The body has to be JSON in UTF-8, an object with a list “rows”.")) from None
        except UserError as error:
            raise InboundRefused('content', str(error)) from None


class DaibanWebhookInboundDelivery(models.Model):
    """One message that was received, as it came, and what was answered."""

    _name = 'daiban.webhook.inbound.delivery'
    _description = 'Received Message'
    _order = 'id desc'
    _rec_name = 'nonce'

    inbound_id = fields.Many2one(
        'daiban.webhook.inbound', string="Channel", required=True, index=True, readonly=True, ondelete='cascade')
    nonce = fields.Char(required=True, readonly=True)
    body = fields.Text("Message", readonly=True)
    answer = fields.Json(readonly=True)
    result = fields.Char(compute='_compute_result')
    import_id = fields.Many2one('daiban.import', string="Rows Taken", readonly=True)

    _nonce_uniq = models.Constraint('UNIQUE(inbound_id, nonce)', "This message was received before.")

    @api.depends('answer')
    def _compute_result(self):
        for delivery in self:
            counts = delivery.answer or {}
            delivery.result = self.env._(
                "%(applied)s applied, %(same)s the same, %(conflict)s conflicts, %(error)s errors",
                **{name: counts.get(name, 0) for name in ('applied', 'same', 'conflict', 'error')})

    @api.autovacuum
    def _gc_deliveries(self):
        """A nonce is checked together with its time; the messages are kept half a year to be looked up."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([('create_date', '<', limit)], limit=1000).unlink()
