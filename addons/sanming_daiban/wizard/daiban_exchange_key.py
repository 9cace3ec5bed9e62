import uuid
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.base.models.res_users import check_identity

YEAR = 366  # days


class DaibanExchangeKey(models.TransientModel):
    """An API key for the account of another system (docs/api.md), to which nobody ever logs in.

    Odoo lets everybody make keys for oneself; nobody is this account. What is shown is Odoo's own key, once; it is
    listed and removed with all others in the settings.
    """
    _name = 'daiban.exchange.key'
    _description = 'Key for Another System'

    name = fields.Char("Which System", required=True, help="To whom the key is given, for the list of keys.")
    user_id = fields.Many2one(
        'res.users', string="Account", ondelete='cascade',
        domain=lambda self: [('all_group_ids', 'in', self.env.ref('sanming_daiban.group_exchange').ids)],
        help="Under which name the statuses are recorded. Empty: a new account, of which nobody has the password, is "
             "made for this system.")
    expires_on = fields.Date(
        "Good Until", required=True, default=lambda self: fields.Date.today() + timedelta(days=YEAR - 1))

    @check_identity
    def action_make(self):
        """Show the key, after the administrator's password."""
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'res.users.apikeys.show',
            'name': self.env._("Key for Another System"),
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_key': self._make()},
        }

    def _make(self):
        self.ensure_one()
        if not self.env.user.has_group('base.group_system'):
            raise AccessError(self.env._("Only administrators give keys to other systems."))
        self._check_day()
        account = self.user_id or self._make_account()
        self._check_account(account)
        # sudo: Odoo makes keys for oneself only; the account is that of no person, as checked above
        keys = self.env['res.users.apikeys'].with_user(account).sudo()
        return keys._generate('rpc', self.name, fields.Datetime.to_datetime(self.expires_on + timedelta(days=1)))

    def _make_account(self):
        return self.env['res.users'].with_context(no_reset_password=True).create({
            'name': self.name, 'login': f'exchange-{uuid.uuid4().hex[:12]}', 'lang': self.env.lang,
            'group_ids': [Command.set([
                self.env.ref('base.group_portal').id, self.env.ref('sanming_daiban.group_exchange').id])]})

    def _check_account(self, account):
        if not account.has_group('sanming_daiban.group_exchange') or not account.has_group('base.group_portal'):
            raise UserError(self.env._(
                "%(user)s is a person's account. Leave it empty: this system gets one of its own.", user=account.name))

    def _check_day(self):
        if not 0 < (self.expires_on - fields.Date.today()).days <= YEAR:
            raise UserError(self.env._("A key is good for at least a day and at most a year. Choose another day."))
