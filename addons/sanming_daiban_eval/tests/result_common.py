from datetime import date
from unittest.mock import patch

from odoo.addons.sanming_daiban_eval.models.daiban_eval_campaign_box import DaibanEvalCampaign as Box
from odoo.addons.sanming_daiban_eval.models.daiban_eval_result import DaibanEvalResult as Result
from odoo.addons.sanming_daiban_eval.tools.fair_scores import GROUPS, Ballot

from .campaign_common import CampaignCommon


class ResultCommon(CampaignCommon):
    """Ten people of one type of employment, and a box whose content the test says. The scheme corrects nothing, so
    that the scores are those of the ballots; what it corrects is tested in `test_fair_scores`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plain = cls.scheme.copy()
        plain.write({'habit_prior': 0, 'sample_prior': 0, 'trim_from': 0})
        plain.action_publish()
        cls.people = cls.agent | cls.other_agent
        for number in range(8):
            person = cls.new_user('agent', f'test_person_{number}')
            cls._serves(person, date(2026, 1, 1))
            cls.people |= person

    def setUp(self):
        super().setUp()
        self.caps = {}
        self.startPatcher(patch.object(Result, '_caps', lambda _self, users, year: {
            user.id: cap for user, cap in self.caps.items() if user in users and year == 2026}))

    def _scores(self, **special):
        """{user: {group: [scores]}}: everybody 85 by three raters of each group, one in the center; others as said."""
        return {user: {'center': [85], 'owner': [85] * 3, 'office': [85] * 3, **special.get(user.login, {})}
                for user in self.people}

    def _best(self, *scores):
        """The first people with these scores in every group, the others 85."""
        return self._scores(**{
            user.login: {'center': [score], 'owner': [score] * 3, 'office': [score] * 3}
            for user, score in zip(self.people, scores, strict=False)})

    def _closed(self, scores=None):
        """An evaluation that was closed with these ballots in its box."""
        scores = scores or self._scores()
        campaign = self._opened()
        subjects = {subject.user_id: subject for subject in campaign.sudo().subject_ids}
        box = {kind: [
            Ballot(f'{kind}{number}', subjects[user].id, score)
            for user, own in scores.items() for number, score in enumerate(own.get(kind, ()))] for kind in GROUPS}
        counts = {
            (subject, kind): (5, len(scores[user].get(kind, ())))
            for user, subject in subjects.items() for kind in GROUPS}
        with patch.object(Box, '_box', lambda _self: box), patch.object(Box, '_ballot_counts', lambda _self: counts):
            campaign.sudo()._close()
        return campaign

    def _result(self, campaign, user, reader=None):
        result = campaign.sudo().result_ids.filtered(lambda result: result.user_id == user)
        return result.with_user(reader or self.officer)

    def _published(self, scores=None):
        campaign = self._closed(scores)
        campaign.with_user(self.officer).result_ids.action_accept_proposals()
        campaign.action_publish()
        return campaign
