from odoo.fields import Command
from odoo.tests import TransactionCase
from odoo.tests import new_test_user as odoo_test_user

# nobody is invited by mail: a fifth of the time of a test otherwise
QUIET = dict.fromkeys(('no_reset_password', 'mail_create_nolog', 'mail_create_nosubscribe', 'tracking_disable'), True)


def new_test_user(env, login, **values):
    """Odoo's, without the mails of a new account."""
    return odoo_test_user(env, login, context=QUIET, **values).with_env(env)


def new_test_users(env, people):
    """The same for many at once, which takes half the time.

    :param people: {login: (group, further values)}
    """
    users = env['res.users'].with_context(**QUIET).create([
        {'login': login, 'password': login.ljust(8, 'x'), 'group_ids': [Command.set(env.ref(group).ids)], **values}
        for login, (group, values) in people.items()])
    return dict(zip(people, users.with_env(env), strict=True))


class DaibanCase(TransactionCase):
    """One user per role, none of them in a unit; nothing here depends on demo data."""

    # attribute -> role; classes below add theirs
    crew = {
        'user_agent': 'agent', 'user_handler': 'handler', 'user_supervisor': 'supervisor', 'user_auditor': 'auditor',
        'user_manager': 'manager', 'user_portal': 'portal'}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        logins = {f'test_{name.removeprefix("user_")}': name for name in cls.crew}
        users = new_test_users(cls.env, {
            login: (cls._role_group(cls.crew[name]), cls._role_person(login)) for login, name in logins.items()})
        for login, user in users.items():
            setattr(cls, logins[login], user)

    @classmethod
    def new_user(cls, role, login=None, **values):
        login = login or f'test_{role}'
        return new_test_user(cls.env, login, groups=cls._role_group(role), **{**cls._role_person(login), **values})

    @classmethod
    def _role_person(cls, login):
        return {'name': f'Test {login}', 'email': f'{login}@example.com'}

    @classmethod
    def _role_group(cls, role):
        return 'base.group_portal' if role == 'portal' else f'sanming_daiban.group_{role}'

    @classmethod
    def ref(cls, name):
        return cls.env.ref(f'sanming_daiban.{name}')
