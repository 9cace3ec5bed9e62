from odoo import models


class DaibanEvalCampaign(models.Model):
    _inherit = 'daiban.eval.campaign'

    def _draw_raters(self):
        """Who is asked about whom."""

    def _waiting_count(self):
        return 0

    def _remind(self):
        """Tell whoever has not answered yet."""

    def _forget_names(self):
        """Destroy what leads from a rater to an answer."""

    def _forget_answers(self):
        """Destroy the answers."""

    def _box(self):
        """{kind of group: [fair_scores.Ballot(pseudonym of the rater, subject id, score)]}, once it is closed."""
        return {group.kind: [] for group in self.scheme_id.group_ids}

    def _ballot_counts(self):
        """{(subject, kind of group): (asked, cast)}"""
        return {(subject, group.kind): (0, 0) for subject in self.subject_ids for group in self.scheme_id.group_ids}

    def _comments(self, subject):
        """What raters wrote about a person, shuffled, for the center alone."""
        return []
