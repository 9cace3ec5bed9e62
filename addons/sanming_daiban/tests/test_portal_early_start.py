from odoo.tests import tagged

from .early_start_common import EarlyStartCommon
from .portal_common import PortalCommon


@tagged('post_install', '-at_install')
class TestPortalEarlyStart(EarlyStartCommon, PortalCommon):
    """Q10, R81: what the enterprise sees and does on the page of its case."""

    def test_reads_confirms_and_follows(self):
        """Q10: the words of the law, one tick, then the state and the dates, never a permit."""
        early = self._early()
        early.action_serve_risk()
        self.authenticate('t_owner', 't_owner')
        path = f'/my/daiban/{self.project.id}'
        page = self.get(path).text
        self.assertIn("第五十七条", page)
        self.assertIn("An early start is not approved yet", page)
        self.assertNotIn("You need not do anything now", page)
        self.post(f'{path}/early')
        self.assertFalse(early.risk_confirmed_at, "no tick, no confirmation")
        self.post(f'{path}/early', {'agreed': '1'})
        early.invalidate_recordset()
        self.assertEqual(early.risk_confirmed_by, self.owner.name)
        self._land_and_drawings()
        early.with_user(self.supervisor).resolution_id = self._resolve()
        early.with_user(self.supervisor).action_approve()
        page = self.get(path).text
        self.assertIn("Early start approved (no construction permit)", page)
        self.assertIn("This is not a construction permit", page)
        for task in early.residual_ids:
            self.assertIn(task.name, page)

    def test_not_for_others(self):
        """DESIGN 7: another enterprise neither reads nor confirms it."""
        early = self._early()
        early.action_serve_risk()
        self.authenticate('t_rival', 't_rival')
        answer = self.post(f'/my/daiban/{self.project.id}/early', {'agreed': '1'})
        self.assertNotEqual(answer.status_code, 200)
        self.assertFalse(early.risk_confirmed_at)

    def test_review_in_advance_is_no_permit(self):
        """R78: the item says so in words."""
        self.project.action_land_and_start()
        self._pre_review('A04')
        self.authenticate('t_owner', 't_owner')
        self.assertIn("Reviewed in advance; not a permit", self.get(f'/my/daiban/{self.project.id}').text)
