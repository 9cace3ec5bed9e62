from odoo.tests import freeze_time

from .case_common import CaseCommon


class FastTrackCommon(CaseCommon):
    """A running industrial case on Monday 2026-03-02, its enterprise filed (A01 done)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.project = cls._industrial()
        cls._finish(cls._item(cls.project, 'A01'))

    @classmethod
    def _industrial(cls, **vals):
        return cls._running(**{
            'category_id': cls.ref('category_social_industrial').id, 'address': "黄砂园区1号", 'land_area': 30000,
            **vals})

    @classmethod
    def _state(cls, code, project=None):
        return cls._item(project or cls.project, code).state

    @classmethod
    def _pre_review(cls, code, project=None):
        item = cls._item(project or cls.project, code)
        item.with_user(cls.leader).action_assign(cls.handler)
        item.action_pre_review("经预审，符合核发条件。")
        return item
