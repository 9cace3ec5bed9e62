from odoo.tests import TransactionCase, new_test_user, tagged

from .access_contract import ROLES, declared, granted, new_user, our_models

# What belongs to a case, and what is one: decided by those who work on it, never by who configures (DESIGN §6).
CASE = ('daiban.project', 'project_id')
# What every agent looks up whosever case it came from: documents that the district has already (idea “told once”).
OPEN_TO_AGENTS = {'daiban.vault.document'}


@tagged('post_install', '-at_install')
class TestAccessContract(TransactionCase):
    """DESIGN §6 as a matrix of role × model × operation: what is not declared is not allowed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = declared()
        cls.models = our_models(cls.env)
        cls.users = {role: new_user(cls.env, role) for role in ROLES}

    def _of_cases(self):
        return [name for name in self.models if not self.env[name]._transient
                and (name == CASE[0] or CASE[1] in self.env[name]._fields)]

    def test_every_model_is_declared(self):
        self.assertEqual(set(self.models), self.contract.keys())

    def test_matrix(self):
        for model in self.models:
            for role, user in self.users.items():
                with self.subTest(model=model, role=role):
                    self.assertEqual(granted(self.env, model, user), self.contract.get(model, {}).get(role, '-'))

    def test_outsiders_have_nothing(self):
        """Colleagues of other services, and visitors, are given nothing, whatever the model."""
        for user in (new_test_user(self.env, 'contract_clerk', groups='base.group_user'),
                     self.env.ref('base.public_user')):
            for model in self.models:
                self.assertEqual(granted(self.env, model, user), '-', f'{model} {user.login}')

    def test_auditor_changes_nothing(self):
        """DESIGN §6: reads every case and the sealed history, changes nothing."""
        for model in self.models:
            if not self.env[model]._transient:
                self.assertLessEqual(set(self.contract[model]['auditor']), set('Rr-'), model)
        for model in ('daiban.project', 'daiban.item', 'daiban.clock.event', 'daiban.clock.chain'):
            self.assertIn('R', self.contract[model]['auditor'], model)

    def test_manager_decides_nothing_on_cases(self):
        """DESIGN §6: configures everything, but takes no decision on a case."""
        for model in self._of_cases():
            self.assertLessEqual(set(self.contract[model]['manager']), set('Rr-'), model)

    def test_enterprise_writes_nothing_by_itself(self):
        """DESIGN §7: what the portal changes goes through checked methods, never through rights on a model."""
        for model in self.models:
            self.assertLessEqual(set(self.contract[model]['portal']), set('Rr-'), model)
        for model in self._of_cases():
            self.assertNotIn('R', self.contract[model]['portal'], f'{model}: also of other enterprises')

    def test_agents_and_handlers_see_their_own(self):
        """DESIGN §6: cases that the own unit leads, supports or tracks; items of the own unit and their cases."""
        for model in set(self._of_cases()) - OPEN_TO_AGENTS:
            for role in ('agent', 'handler'):
                letters = self.contract[model][role]
                self.assertEqual(letters, letters.lower(), f'{model}: {role} reaches the cases of others')

    def test_nobody_deletes_a_decision(self):
        """What was decided stays: whatever moves by a state can at most be deleted by who may make it."""
        for model in self.models:
            for role in ROLES:
                letters = self.contract[model][role].lower()
                self.assertFalse('d' in letters and 'c' not in letters, f'{model} {role}')
