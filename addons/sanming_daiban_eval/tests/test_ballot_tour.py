from odoo.tests import HttpCase, tagged

from .campaign_common import BallotCommon


@tagged('post_install', '-at_install')
class TestBallotTour(BallotCommon, HttpCase):
    """R97: center, owner and office answer in a real browser."""

    def _answered(self, kind):
        ballots = self.campaign.sudo().ballot_ids
        return len(ballots.filtered(lambda ballot: ballot.kind == kind and ballot.state == 'cast'))

    def test_center(self):
        self.start_tour('/odoo', 'daiban_ballot_center', login='test_supervisor')
        self.assertEqual((self._answered('center'), len(self._box_rows())), (2, 2))

    def test_office(self):
        self.start_tour('/odoo', 'daiban_ballot_office', login='test_handler')
        self.assertEqual((self._answered('office'), len(self._box_rows())), (1, 1))


@tagged('post_install', '-at_install')
class TestBallotTourPhone(BallotCommon, HttpCase):
    """An owner on a phone, without training."""

    browser_size = '375x667'
    touch_enabled = True

    def test_owner(self):
        self.start_tour('/my', 'daiban_ballot_owner', login='t_owner')
        row, = self._box_rows()
        self.assertEqual((row['kind'], row['score'], row['comment']), ('owner', 85, "讲得清楚"))
