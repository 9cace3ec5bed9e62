from odoo.tests import new_test_user, tagged

from odoo.addons.sanming_daiban.tests.access_contract import granted
from odoo.addons.sanming_daiban.tests.access_contract_common import AccessContractCase

# What the evaluation officer does more than read.
OFFICER = {
    'daiban.eval.ballot': 'r',
    'daiban.eval.campaign': 'RWCD',
    'daiban.eval.conflict': 'rwcd',
    'daiban.eval.contact': 'r',
    'daiban.eval.group.score': 'r',
    'daiban.eval.recommendation': 'rw',
    'daiban.eval.result': 'r',
    'daiban.eval.review': 'r',
    'daiban.incident': 'r',
    'daiban.scorecard': 'r',
    'daiban.scorecard.line': 'r',
    'daiban.scorecard.period': 'r',
    'daiban.scorecard.person': 'r',
}


@tagged('post_install', '-at_install')
class TestEvalAccessContract(AccessContractCase):
    """DESIGN §6 for the evaluation: who may do what, as a matrix of role × model × operation."""

    module = 'sanming_daiban_eval'

    def test_matrix(self):
        self.check_declared()
        self.check_matrix()
        self.check_outsiders()

    def test_officer_reads(self):
        """The evaluation officer reads what the evaluation rests on, and changes none of it but what he runs."""
        officer = new_test_user(self.env, 'contract_officer', groups='sanming_daiban_eval.group_eval_officer')
        for model in self.models:
            if not self.env[model]._transient:
                self.assertEqual(granted(self.env, model, officer), OFFICER.get(model, 'R'), model)

    def test_auditor_changes_nothing(self):
        for model in self.models:
            if not self.env[model]._transient:
                self.assertEqual(self.contract[model]['auditor'], 'R', model)

    def test_enterprises_have_nothing(self):
        """R97: owners answer by checked methods later on; they read no model of the evaluation."""
        self.assertEqual({row['portal'] for row in self.contract.values()}, {'-'})
