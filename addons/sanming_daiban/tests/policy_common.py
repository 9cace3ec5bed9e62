from odoo.fields import Command

from .case_common import CaseCommon


class PolicyCommon(CaseCommon):
    """The federation with one person, and a policy for non-public enterprises with a production project."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['daiban.policy'].search([]).active = False
        cls.federation = cls.ref('unit_federation')
        cls.follower = cls.new_user('agent', 'test_federation')
        cls.federation.write({
            'member_ids': [Command.set(cls.follower.ids)], 'leader_id': cls.follower.id, 'liaison_id': False,
            'responsible_id': False})
        cls.policy = cls._policy()
        cls.claims = cls.env['daiban.policy.claim']

    @classmethod
    def _policy(cls, **vals):
        return cls.env['daiban.policy'].with_user(cls.manager).create({
            'name': "工业企业技改补助", 'document_number': '三元政〔2026〕5号', 'authority': "区工信局",
            'partner_domain': "[('ownership', '=', 'non_public')]", 'domain': "[('nature', '=', 'production')]",
            'benefit': "按设备投资给予补助。", 'how_to_claim': "向区工信局提出申请。", **vals})

    @classmethod
    def _claim(cls):
        """The claim that the acceptance of a case of the enterprise made."""
        cls._accepted()
        return cls.claims.with_user(cls.follower).search([
            ('partner_id', '=', cls.enterprise.id), ('policy_id', '=', cls.policy.id)])
