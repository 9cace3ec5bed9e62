from odoo.addons.sanming_daiban.tests.case_common import CaseCommon
from odoo.addons.sanming_daiban.tests.common import new_test_user


class EvalCommon(CaseCommon):
    """The people of a case, and those whom the evaluation adds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = new_test_user(
            cls.env, 'test_officer', groups='sanming_daiban_eval.group_eval_officer', email='officer@example.com')
        cls.staff = new_test_user(cls.env, 'test_staff', groups='sanming_daiban.group_staff')
        cls.scheme = cls.eval_ref('eval_scheme_default').with_user(cls.manager)

    @classmethod
    def eval_ref(cls, name):
        return cls.env.ref(f'sanming_daiban_eval.{name}')
