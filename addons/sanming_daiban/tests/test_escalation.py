"""Automatic reminders without code and without the rights of an administrator (issue 7)."""
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import DaibanCase


@tagged('post_install', '-at_install')
class TestEscalation(DaibanCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reminders = cls.env['daiban.escalation'].with_user(cls.user_manager)

    def of(self, code):
        return self.reminders.search([('code', '=', f'automation_{code}')])

    def test_every_shipped_automation_is_there(self):
        """Whatever the product does by itself is in the manager's list."""
        names = self.env['ir.model.data'].search(
            [('module', '=', 'sanming_daiban'), ('model', '=', 'ir.actions.server'), ('name', '=like', 'automation%')])
        self.assertEqual(set(self.reminders.search([]).mapped('code')), set(names.mapped('name')))

    def test_words_days_and_switch(self):
        yellow, stays = self.of('item_yellow_action'), self.of('item_red_stays_action')
        yellow.message = '请在今天下班前办结'
        self.assertEqual(self.ref('automation_item_yellow_action').activity_summary, '请在今天下班前办结')
        stays.delay_days = 5
        self.assertEqual(self.ref('automation_item_red_stays').trg_date_range, 5)
        yellow.enabled = False
        self.assertFalse(self.ref('automation_item_yellow').active)
        yellow.enabled = True
        self.assertTrue(self.ref('automation_item_yellow').active)

    def test_one_of_two_is_switched_off(self):
        """The leader is still told when the liaison is not any more."""
        liaison, automation = self.of('item_orange_action_liaison'), self.ref('automation_item_orange')
        liaison.enabled = False
        self.assertTrue(automation.active)
        self.assertEqual(automation.action_server_ids.filtered('daiban_off').mapped('activity_user_field_name'), [
            'liaison_id'])
        self.of('item_orange_action').enabled = False
        self.assertFalse(automation.active)
        liaison.enabled = True
        self.assertTrue(automation.active)
        self.assertEqual(automation.action_server_ids.filtered('daiban_off').mapped('activity_user_field_name'), [
            'leader_id'])

    def test_switched_off_does_nothing(self):
        """The action itself is silent, whoever sets it off."""
        reminder, partner = self.of('item_yellow_action'), self.user_agent.partner_id
        action = self.env['ir.actions.server'].create({
            'name': 'Note', 'model_id': self.env['ir.model']._get_id('res.partner'), 'state': 'code',
            'code': "record.write({'city': '本区'})"})
        run = action.with_context(active_model='res.partner', active_id=partner.id)
        action.daiban_off = True
        run.run()
        self.assertFalse(partner.city)
        action.daiban_off = False
        run.run()
        self.assertEqual(partner.city, '本区')
        reminder.enabled = False
        self.assertTrue(self.ref('automation_item_yellow_action').daiban_off)

    def test_refused(self):
        reminder = self.of('item_red_stays_action')
        for values in ({'delay_days': -1}, {'delay_days': 61}, {'message': ' '}):
            with self.subTest(str(values)), self.assertRaises(ValidationError):
                reminder.write(values)
        with self.assertRaises(UserError):
            reminder.code = 'automation_item_yellow_action'
        for code in ('group_manager', 'nothing', False, 'daiban_clause_gap_server_action'):
            with self.subTest(str(code)), self.assertRaises(ValidationError):
                self.reminders.create({'code': code})

    def test_no_more_than_that(self):
        """The manager gets no right on automations, nobody else steers them."""
        with self.assertRaises(AccessError):
            self.ref('automation_item_yellow').with_user(self.user_manager).write({'active': False})
        reminder = self.of('item_yellow_action')
        with self.assertRaises(AccessError):
            reminder.action_id = self.ref('automation_item_red_action')
        for user in (self.user_agent, self.user_supervisor, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                reminder.with_user(user).enabled = False
