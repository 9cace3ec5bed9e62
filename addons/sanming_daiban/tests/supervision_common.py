from odoo.fields import Command
from odoo.tests import freeze_time

from .item_common import ItemCommon


class SupervisionCommon(ItemCommon):
    """An item that runs since Monday 2026-03-02 with a limit of five days: due on the 9th, red from the 10th."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item.action_start()
        cls.item.sudo().limit_days = 5
        cls.item.sudo().activity_ids.unlink()
        cls.unit = cls.item.sudo().unit_id
        cls.chief = cls.new_user('supervisor', 'test_chief')
        cls.colleague = cls.new_user('supervisor', 'test_colleague')
        cls.ref('unit_center').write({'leader_id': cls.chief.id, 'member_ids': [
            Command.set((cls.chief | cls.supervisor | cls.colleague).ids)]})
        cls.orders = cls.env['daiban.supervision']

    @classmethod
    def _proposed(cls, day='2026-03-10'):
        """The order that the daily job proposes when the light turns red."""
        with freeze_time(f'{day} 00:05:00'):
            list(cls.env['daiban.clock.mixin']._turn_lights())
        cls.env.flush_all()
        cls.env.invalidate_all()
        return cls.orders.with_user(cls.supervisor).search([('item_id', '=', cls.item.id)], limit=1)

    @classmethod
    def _issued(cls, day='2026-03-10'):
        order = cls._proposed(day)
        with freeze_time(f'{day} 02:00:00'):
            order.action_issue()
        return order

    @classmethod
    def _replied(cls, day='2026-03-11', promised='2026-03-16', **vals):
        order = cls._issued().with_user(cls.leader)
        with freeze_time(f'{day} 02:00:00'):
            order.write({'reply': "材料核对耗时，已加派人手。", 'promised_on': promised, **vals})
            order.action_reply()
        return order.with_user(cls.supervisor)

    def _day(self, day):
        """The daily job of a day."""
        with freeze_time(f'{day} 00:05:00'):
            list(self.env['daiban.clock.mixin']._turn_lights())
            for model in self.env['daiban.clock.mixin']._clock_models():
                list(model._clock_day_begins())
