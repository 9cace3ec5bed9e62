from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .test_exchange_api import ExchangeCommon


@tagged('post_install', '-at_install')
class TestExchangeKey(ExchangeCommon):
    """Issue 7 §7: keys for other systems, from the menu and not from the command line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = new_test_user(
            cls.env, 'test_chief', groups='base.group_system,sanming_daiban.group_manager', lang='en_US')

    def dialog(self, user=None, **values):
        return self.env['daiban.exchange.key'].with_user(user or self.chief).create(
            {'user_id': self.platform.id, 'name': "市工改平台", **values})

    def count(self, key):
        return self.url_open('/json/2/daiban.exchange.case/search_count', data='{"domain": []}', headers={
            'Content-Type': 'application/json', 'Authorization': f'bearer {key}'})

    @mute_logger('odoo.http', 'odoo.addons.rpc.controllers.json2')
    def test_from_the_menu_to_the_answer(self):
        """The administrator makes it in the browser; it opens the interface, and no other key does."""
        shown = []
        keys = type(self.env['res.users.apikeys'])
        generate = keys._generate
        self.patch(keys, '_generate', lambda *arguments: shown.append(generate(*arguments)) or shown[-1])
        self.start_tour('/odoo/action-sanming_daiban.daiban_exchange_key_action', 'daiban_exchange_key',
                        login='test_chief')
        self.logout()
        answer = self.count(shown[0])
        self.assertEqual((answer.status_code, answer.json()), (200, 1), answer.text)
        refused = self.count('0' * 40)
        self.assertEqual((refused.status_code, refused.json()['message']), (401, "Invalid apikey"))
        key = self.env['res.users.apikeys'].search([])
        self.assertEqual((key.name, key.scope, key.user_id.name), ("市工改平台", 'rpc', "市工改平台"))
        self.assertEqual(key.user_id.group_ids, self.platform.group_ids, "an account of its own, for nothing else")
        last = fields.Date.today() + timedelta(days=365)
        self.assertGreater(key.expiration_date.date(), last, "also on the last day")

    def test_only_for_accounts_of_the_role(self):
        """Never in the name of a person: that would be a way into somebody's account."""
        both = new_test_user(self.env, 'test_both', groups='sanming_daiban.group_agent')
        both.group_ids += self.env.ref('sanming_daiban.group_exchange')
        for account in (self.agent, self.chief, self.owner, both):
            with self.subTest(account.login), self.assertRaisesRegex(UserError, "person's account"):
                self.dialog(user_id=account.id)._make()
        self.assertFalse(self.env['res.users.apikeys'].search_count([]))

    def test_a_further_key_of_the_same_account(self):
        key = self.dialog()._make()
        self.assertEqual(self.env['res.users.apikeys'].search([]).user_id, self.platform)
        self.assertEqual(self.count(key).status_code, 200)

    def test_only_for_a_time(self):
        today = fields.Date.today()
        for day in (today, today - timedelta(days=1), today + timedelta(days=367)):
            with self.subTest(day), self.assertRaisesRegex(UserError, "at most a year"):
                self.dialog(expires_on=day, user_id=False)._make()
        self.assertFalse(self.env['res.users'].search_count([('login', '=like', 'exchange-%')]))

    def test_only_administrators(self):
        """And without a browser nobody: the password is asked."""
        for user in (self.manager, self.supervisor, self.agent, self.platform):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.dialog(user)
        with self.assertRaises(AccessError):
            self.dialog().with_user(self.manager)._make()
        with self.assertRaises(UserError):
            self.dialog().action_make()
