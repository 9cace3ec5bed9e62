from odoo.tests import TransactionCase
from odoo.tests import new_test_user as odoo_test_user

# nobody is invited by mail: a fifth of the time of a test otherwise
QUIET = dict.fromkeys(('no_reset_password', 'mail_create_nolog', 'mail_create_nosubscribe', 'tracking_disable'), True)


def new_test_user(env, login, **values):
    """Odoo's, without the mails of a new account."""
    return odoo_test_user(env, login, context=QUIET, **values).with_env(env)


class DaibanCase(TransactionCase):
    """One user per role, none of them in a unit; nothing here depends on demo data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role in ('agent', 'handler', 'supervisor', 'auditor', 'manager'):
            setattr(cls, f'user_{role}', cls.new_user(role))
        cls.user_portal = new_test_user(cls.env, 'test_portal', groups='base.group_portal', name='Test portal')

    @classmethod
    def new_user(cls, role, login=None, **values):
        login = login or f'test_{role}'
        return new_test_user(
            cls.env, login, groups=f'sanming_daiban.group_{role}', name=f'Test {login}',
            email=f'{login}@example.com', **values)

    @classmethod
    def ref(cls, name):
        return cls.env.ref(f'sanming_daiban.{name}')
