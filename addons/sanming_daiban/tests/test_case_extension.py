from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import format_date

from .item_common import ItemCommon


@tagged('post_install', '-at_install')
class TestCaseExtension(ItemCommon):
    """行政许可法 42: an extension is approved by the leader, and the enterprise is told of it with reasons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item.action_start()

    def letters(self):
        return self.project.sudo().notice_ids.filtered(lambda notice: notice.kind == 'extension')

    def test_the_enterprise_gets_a_letter_with_days_date_and_reasons(self):
        due = self.item.due_date
        self.item.with_user(self.leader).action_extend(3, note="需要现场核对")
        letter = self.letters()
        self.assertEqual((letter.state, letter.served_by_id), ('served', self.leader))
        self.assertTrue(letter.number)
        self.assertGreater(self.item.due_date, due)
        due_text = format_date(self.env, self.item.due_date, date_format='long', lang_code=self.enterprise.lang)
        for words in (self.item.name, "3", "需要现场核对", due_text):
            self.assertIn(words, letter.note)
        message = self.project.sudo().message_ids[0]
        self.assertIn("需要现场核对", message.body)
        self.assertEqual(message.subtype_id, self.env.ref('mail.mt_comment'))
        self.assertIn(self.owner.partner_id, self.project.sudo().message_partner_ids)
        self.assertIn(letter, self.env['daiban.notice'].with_user(self.owner).search([]))

    def test_no_reasons_no_extension(self):
        for note in (None, "", "  "):
            with self.assertRaisesRegex(UserError, "reasons"):
                self.item.with_user(self.leader).action_extend(3, note=note)
        self.assertEqual((self.item.extension_days, self.letters().ids), (0, []))

    def test_beyond_the_cap_no_letter_either(self):
        with self.assertRaisesRegex(UserError, "at most"):
            self.item.with_user(self.leader).action_extend(11, note="需要现场核对")
        self.assertFalse(self.letters())

    def test_the_handler_does_not_extend(self):
        with self.assertRaises(AccessError):
            self.item.action_extend(3, note="需要现场核对")
