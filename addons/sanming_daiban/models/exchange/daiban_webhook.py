from odoo import api, models


class DaibanWebhook(models.Model):
    """Events of the administrators' own rules go to the same gateways by the same queue as the turns of a case."""

    _inherit = 'daiban.webhook'

    @api.model
    def _queue_event(self, records, event, webhooks):
        """:param webhooks: which gateways are told; empty: all that are switched on"""
        # sudo: a rule of the administrators tells it, whoever's click it follows
        gateways = webhooks.sudo().filtered('active') if webhooks else self.sudo().search([])  # pylint: disable=no-search-all
        if not gateways or not records:
            return
        self.env['daiban.webhook.delivery'].sudo().create([
            {'webhook_id': gateway.id, 'project_id': self._event_case(record).id, 'event': event,
             'payload': {'event': event, **self._event_facts(record)}}
            for record in records.sudo() for gateway in gateways])
        self.env.ref('sanming_daiban.ir_cron_webhooks').sudo()._trigger()  # sudo: as above

    @api.model
    def _event_case(self, record):
        """The case that a record is, or belongs to."""
        return record if record._name == 'daiban.project' else record.project_id

    @api.model
    def _event_facts(self, record):
        """Which record it is and where it stands: no people and no telephone numbers."""
        case = self._event_case(record)
        shown = [name for name in ('code', 'state', 'light', 'due_date') if name in record._fields]
        return {
            'model': record._name, 'id': record.id, 'case': case.number or '', 'project_code': case.project_code or '',
            'text': record.display_name, **{name: str(record[name] or '') for name in shown},
        }
