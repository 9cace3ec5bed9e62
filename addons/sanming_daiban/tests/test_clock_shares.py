from odoo.tests import freeze_time, tagged

from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestClockShares(PortalCommon):
    """Who holds the ball: staff and enterprise see the same picture and the same proof."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time('2026-03-02 02:00:00'):
            cls.project = cls._running()
            cls.item = cls._item(cls.project, 'A01')
            cls.item.with_user(cls.item.sudo().unit_id.leader_id).action_assign(cls.handler)
            cls.item.action_start()
        cls.proof = f'/daiban/clock/daiban.item/{cls.item.id}'

    def test_case_and_item_draw_the_days_by_holder(self):
        with freeze_time('2026-03-06 02:00:00'):
            for user in (self.agent, self.handler, self.auditor):
                drawn = str(self.project.with_user(user).clock_shares_html)
                self.assertIn('<rect', drawn)
                self.assertIn(self.item.sudo().unit_id.name, drawn)
            self.assertIn('<strong>4</strong>', str(self.item.with_user(self.handler).clock_shares_html))

    def test_a_case_without_a_clock_draws_nothing(self):
        self.assertFalse(self._draft().clock_shares_html)

    def test_the_enterprise_reads_the_proof_of_its_item(self):
        self.authenticate('t_owner', 't_owner')
        page = self.get(f'/my/daiban/{self.project.id}').text
        self.assertIn(f'href="{self.proof}"', page)
        self.assertIn('o_daiban_shares', page)
        self.assertIn('2026-03-03', self.get(self.proof).text)

    def test_another_enterprise_reads_nothing(self):
        self.authenticate('t_rival', 't_rival')
        for path in (self.proof, f'{self.proof}/pdf', f'/daiban/clock/daiban.project/{self.project.id}'):
            self.get(path, 404)
