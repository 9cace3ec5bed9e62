import hashlib
import hmac
from datetime import timedelta

from odoo import api, fields, models

PER_HOUR = 10


class DaibanAskLimit(models.Model):
    """How often somebody has asked within the last hour, so that nobody floods the window with questions.

    Kept is a keyed hash that changes every day, never an address; it goes with the next cleaning after an hour.
    """

    _name = 'daiban.ask.limit'
    _description = 'Limit of Questions'
    _log_access = False

    sender = fields.Char(required=True, index=True, export_string_translation=False)
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)

    @api.model
    def _allow(self, address):
        """Count a question from ``address``.

        :return: whether it is within the limit
        """
        today = self.env['daiban.calendar.year']._district_today()
        limits = self.sudo()  # sudo: nobody has rights here; only this count is kept
        secret = limits.env['ir.config_parameter'].get_param('database.secret')
        sender = hmac.new(secret.encode(), f'{today} {address}'.encode(), hashlib.sha256).hexdigest()
        recent = [('sender', '=', sender), ('asked_at', '>', self._hour_ago())]
        if limits.search_count(recent, limit=PER_HOUR) >= PER_HOUR:
            return False
        limits.create({'sender': sender})
        return True

    def _hour_ago(self):
        return fields.Datetime.now() - timedelta(hours=1)

    @api.autovacuum
    def _gc_old(self):
        self.sudo().search([('asked_at', '<', self._hour_ago())]).unlink()
