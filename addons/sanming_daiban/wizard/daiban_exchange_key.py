from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base.models.res_users import check_identity

YEAR = 366  # days


class DaibanExchangeKey(models.TransientModel):
    """An API key for the account of another system (docs/api.md), to which nobody ever logs in.

    Odoo lets everybody make keys for oneself; nobody is this account. What is shown is Odoo's own key, once; it is
    listed and removed with all others in the settings.
    """
    _name = 'daiban.exchange.key'
    _description = 'Key for Another System'

    user_id = fields.Many2one(
        'res.users', string="Account", required=True, ondelete='cascade',
        domain=lambda self: [('all_group_ids', 'in', self.env.ref('sanming_daiban.group_exchange').ids)],
        help="A portal user with the role “Exchange with Other Systems” and nothing else.")
    name = fields.Char("What For", required=True, help="Which system it is given to: it stands in the list of keys.")
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
        self._check()
        # sudo: Odoo makes keys for oneself only; the account is that of no person, as checked above
        keys = self.env['res.users.apikeys'].with_user(self.user_id).sudo()
        return keys._generate('rpc', self.name, fields.Datetime.to_datetime(self.expires_on))

    def _check(self):
        account = self.user_id
        if not account.has_group('sanming_daiban.group_exchange') or not account.has_group('base.group_portal'):
            raise UserError(self.env._(
                "%(user)s is not an account for exchange alone. Make a portal user with the role “Exchange with Other "
                "Systems”.", user=account.name))
        if not 0 < (self.expires_on - fields.Date.today()).days <= YEAR:
            raise UserError(self.env._("A key is good for at least a day and at most a year. Choose another day."))
