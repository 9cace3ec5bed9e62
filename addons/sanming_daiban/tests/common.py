from odoo.tests import TransactionCase, new_test_user


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
