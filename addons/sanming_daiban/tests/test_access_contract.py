from odoo.tests import tagged

from .access_contract import OPEN_TO_AGENTS, ROLES
from .access_contract_common import AccessContractCase

# What belongs to a case, and what is one: decided by those who work on it, never by who configures (DESIGN §6).
CASE = ('daiban.project', 'project_id')


@tagged('post_install', '-at_install')
class TestAccessContract(AccessContractCase):
    """DESIGN §6 as a matrix of role × model × operation."""

    module = 'sanming_daiban'

    def test_matrix(self):
        self.check_declared()
        self.check_matrix()
        self.check_outsiders()

    def _of_cases(self):
        return [name for name in self.models if not self.env[name]._transient
                and (name == CASE[0] or CASE[1] in self.env[name]._fields)]

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
