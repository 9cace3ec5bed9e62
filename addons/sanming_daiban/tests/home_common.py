from odoo.fields import Command
from odoo.tests import freeze_time

from .case_common import CaseCommon


class HomeCommon(CaseCommon):
    """Two running cases on Monday 2026-03-02: the first item of each with another unit and its own people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.other_unit = cls.ref('unit_iit')
        cls.other_leader = cls.new_user('handler', 'test_other_leader')
        cls.other_unit.write({
            'member_ids': [Command.set((cls.stranger | cls.other_leader).ids)], 'leader_id': cls.other_leader.id,
            'responsible_id': False, 'liaison_id': False})
        cls.window.member_ids |= cls.other_agent
        cls.project = cls._running()
        cls.item = cls._item(cls.project, 'A01')
        cls.other_project = cls._accepted(name="另一个项目", partner_id=cls.rival.id)
        other_item = cls.other_project.sudo().item_ids.filtered(lambda item: item.code == 'A01')
        other_item.unit_id = cls.other_unit
        cls.other_project.action_start()
        cls.other_item = other_item.with_user(cls.other_leader)

    def _tiles(self, user, role):
        self.env.invalidate_all()  # what depends on today
        home = self.env['daiban.home'].with_user(user).blocks()
        return {tile['key']: tile for block in home['blocks'] if block['role'] == role for tile in block['tiles']}

    def _roles(self, user):
        return [block['role'] for block in self.env['daiban.home'].with_user(user).blocks()['blocks']]
