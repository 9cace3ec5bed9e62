from stdnum.cn import uscc

from odoo.fields import Command

from .case_common import CaseCommon

BODIES = [
    ("测试环评机构甲", '91350400MA2XN0010A', '2030-12-31'), ("测试环评机构乙", '91350400MA2XN0020B', False),
    ("测试环评机构丙", '91350400MA2XN0030C', '2028-06-30'), ("测试环评机构丁", '91350400MA2XN0040D', '2025-12-31'),
]


class SupportCommon(CaseCommon):
    """A utility with its own person, and cases with support tracks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.social = cls.ref('category_social_industrial')
        cls.power = cls.ref('unit_power')
        cls.utility = cls.new_user('handler', 'test_utility')
        cls.power.write({
            'member_ids': [Command.set(cls.utility.ids)], 'leader_id': cls.utility.id, 'responsible_id': False,
            'liaison_id': False})
        cls.window.member_ids |= cls.agent

    @classmethod
    def _independent(cls, **vals):
        return cls._accepted(
            **{'object_class': 'independent', 'category_id': cls.social.id, 'lead_unit_id': cls.window.id, **vals})

    @classmethod
    def _task(cls, project, code, user=None):
        task = project.support_task_ids.filtered(lambda one: one.type_id.code == code)
        return task.with_user(user or cls.agent)

    @classmethod
    def _register(cls, count=4, service='support_survey'):
        """Bodies for a service; the fourth has an expired certificate."""
        return cls.env['daiban.intermediary'].with_user(cls.manager).create([
            {'name': name, 'uscc': cls._code(code), 'service_ids': [Command.create({
                'type_id': cls.ref(service).id, 'qualification': "甲级", 'valid_until': until})]}
            for name, code, until in BODIES[:count]
        ])

    @classmethod
    def _code(cls, code):
        """A credit code with its check character."""
        return code[:17] + uscc.calc_check_digit(code[:17])
