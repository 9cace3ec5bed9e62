import secrets
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DaibanWebhook(models.Model):
    """A gateway for SMS or WeChat that is told each turn of a case.

    Only administrators set the address. What is sent is queued with the turn (:meth:`_queue`) and sent afterwards by
    a job, so that a slow or dead gateway never delays or fails anybody's click.
    """

    _name = 'daiban.webhook'
    _description = 'Message Gateway'
    _order = 'name, id'

    name = fields.Char(required=True)
    url = fields.Char(string="Address", required=True, help="https://… of the gateway; redirects are not followed.")
    secret = fields.Char(
        required=True, copy=False, default=lambda self: secrets.token_urlsafe(32),
        help="The gateway checks with it that a message is ours: HMAC-SHA256 over time stamp, full stop and body.",
    )
    active = fields.Boolean(string="Switched On", default=True)
    template_ids = fields.Many2many(
        'mail.template', string="Turns", domain=[('model', '=', 'daiban.project')],
        help="Of which turns the gateway is told. Empty: of all.",
    )
    delivery_ids = fields.One2many('daiban.webhook.delivery', 'webhook_id', string="Gateway Messages")
    failed_count = fields.Integer(compute='_compute_counts', string="Failed")
    waiting_count = fields.Integer(compute='_compute_counts', string="To Send")

    def _compute_counts(self):
        counts = {
            (webhook.id, state): number
            for webhook, state, number in self.env['daiban.webhook.delivery']._read_group(
                [('webhook_id', 'in', self.ids)], ['webhook_id', 'state'], ['__count'])
        }
        for webhook in self:
            webhook.failed_count = counts.get((webhook.id, 'failed'), 0)
            webhook.waiting_count = counts.get((webhook.id, 'waiting'), 0)

    @api.constrains('url')
    def _check_url(self):
        for webhook in self:
            parts = urlsplit(webhook.url)
            if parts.scheme not in ('http', 'https') or not parts.hostname or parts.username or parts.password:
                raise ValidationError(
                    self.env._("“%(url)s” is not the address of a gateway: it begins with https:// or http:// and "
                               "holds no user name or password.", url=webhook.url))

    # === Queue ===

    @api.model
    def _queue(self, project, turn, text):
        """Keep one message per gateway that wants to know of this turn; it is sent after the transaction.

        :param turn: name of the mail template of the turn
        """
        # sudo: the case takes its turn with the rights of whoever acts; gateways are the administrators'
        webhooks = self.sudo().search([])  # pylint: disable=no-search-all  # one or two
        template = webhooks and self.env.ref(f'sanming_daiban.{turn}')
        wanted = webhooks.filtered(lambda webhook: not webhook.template_ids or template in webhook.template_ids)
        if wanted:
            payload = self._prepare_payload(project, turn, text)
            wanted.delivery_ids.create([
                {'webhook_id': webhook.id, 'project_id': project.id, 'event': payload['event'], 'payload': payload}
                for webhook in wanted
            ])
            # sudo: as above; the job runs as soon as this transaction is over
            self.env.ref('sanming_daiban.ir_cron_webhooks').sudo()._trigger()

    def _prepare_payload(self, project, turn, text):
        return {
            'event': turn.removeprefix('mail_template_project_'),
            'case': project.number or '',
            'enterprise': project.partner_id.name,
            'contact': project.contact_name or '',
            'phone': project.contact_phone or '',
            'text': text,
            'link': project.get_base_url() + project.access_url,
        }

    def action_view_deliveries(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_webhook_delivery_action')
        return {**action, 'domain': Domain('webhook_id', '=', self.id), 'context': {}}

    def action_send_test(self):
        """Queue a message without a case, to try the gateway."""
        self.ensure_one()
        self.check_access('write')
        self.delivery_ids.create({
            'webhook_id': self.id, 'event': 'test',
            'payload': {'event': 'test', 'text': self.env._("Test message of the agency service")},
        })
        self.env.ref('sanming_daiban.ir_cron_webhooks').sudo()._trigger()  # sudo: whoever may write the gateway
        return self.action_view_deliveries()
