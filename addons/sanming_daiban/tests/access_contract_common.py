from odoo.tests import TransactionCase, new_test_user

from .access_contract import ROLES, declared, granted, new_user, our_models


class AccessContractCase(TransactionCase):
    """What is not declared is not allowed: the table of an addon against what its models really give."""

    module = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = declared(cls.module)
        cls.models = our_models(cls.env, cls.module)
        cls.users = {role: new_user(cls.env, role) for role in ROLES}

    def check_declared(self):
        self.assertEqual(set(self.models), self.contract.keys())

    def check_matrix(self):
        for model in self.models:
            for role, user in self.users.items():
                with self.subTest(model=model, role=role):
                    self.assertEqual(granted(self.env, model, user), self.contract.get(model, {}).get(role, '-'))

    def check_outsiders(self):
        """Colleagues of other services, and visitors, are given nothing, whatever the model."""
        for user in (new_test_user(self.env, 'contract_clerk', groups='base.group_user'),
                     self.env.ref('base.public_user')):
            for model in self.models:
                self.assertEqual(granted(self.env, model, user), '-', f'{model} {user.login}')
