from odoo.tests import freeze_time

from .case_common import CaseCommon


class ItemCommon(CaseCommon):
    """A running case on Monday 2026-03-02, its first item with its handler."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.project = cls._running()
        cls.item = cls._item(cls.project, 'A01')
        cls.item.with_user(cls.leader).action_assign(cls.handler)
        cls._attach_result(cls.item, cls.handler)
