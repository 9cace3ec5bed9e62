from odoo import api, models

from ..tools import fair_scores
from ..tools.grading import Person, grade_all, places
from ..tools.stability import stability
from .daiban_eval_grade_set import LADDER

BEST = LADDER[0]


class DaibanEvalResult(models.Model):
    """From the closed box to totals, ranks and proposals; the arithmetic is in `tools/`."""
    _inherit = 'daiban.eval.result'

    @api.model
    def _make(self, campaign):
        """The results of everybody in a campaign that has just been closed. Run by the campaign."""
        results = self.sudo().with_context(tracking_disable=True, mail_create_nolog=True)  # sudo: see the class
        subjects = campaign.sudo().subject_ids  # sudo: as above
        results.search([('subject_id', 'in', subjects.ids)]).unlink()
        facts = self.env['daiban.eval.facts']._of(subjects.user_id, campaign.year)
        made = results.create([
            {'subject_id': subject.id, **self._fact_values(facts[subject.user_id.id])} for subject in subjects])
        made._make_scores(campaign)
        made._settle()
        return made.with_env(self.env)

    def _make_scores(self, campaign):
        box, counts = campaign._box(), campaign._ballot_counts()
        rules = campaign.scheme_id._group_rules()
        subjects = self.subject_id.ids
        scores = {
            kind: fair_scores.score_group(box.get(kind, ()), subjects, rule) for kind, rule in rules.items()}
        self.env['daiban.eval.group.score'].sudo().create([  # sudo: as in `_make`
            self._prepare_score(result, group, scores[group.kind], counts)
            for result in self for group in campaign.scheme_id.group_ids])

    def _prepare_score(self, result, group, scores, counts):
        score = scores[result.subject_id.id]
        asked, cast = counts.get((result.subject_id, group.kind), (0, 0))
        return {
            'result_id': result.id, 'kind': group.kind, 'sequence': group.sequence, 'weight': group.weight,
            'asked': asked, 'cast': cast, 'counted': score.count, 'has_score': score.score is not None,
            'score': score.score or 0, 'steps': [step._asdict() for step in score.steps]}

    # === Totals, ranks, proposals ===

    def _settle(self):
        """Derive everything below the group scores anew, for the whole campaign of these results.

        What is published stays, and what was decided on another proposal has to be decided again.
        """
        for campaign in self.campaign_id:
            results = self.sudo().search([('campaign_id', '=', campaign.id)])  # sudo: the proposal is about all
            caps = self._ladder_caps(results.user_id, campaign.year)
            for result in results:
                result._settle_cap(*caps.get(result.user_id.id, (False, None)))
            for peers in results.grouped('grade_set_id').values():
                peers._settle_peers(campaign.scheme_id)

    def _settle_cap(self, cap, record):
        values = {
            'cap': cap, 'cap_reason': record.display_name if record else False,
            'cap_model': record._name if record else False, 'cap_res_id': record.id if record else False}
        if all((self[name] or False) == (value or False) for name, value in values.items()):
            return
        if cap and self.grade in LADDER and LADDER.index(self.grade) < LADDER.index(cap):
            self._withdraw_grade(self.env._("A cap was set: %(incident)s (R102).", incident=record.display_name))
        self.write(values)

    def _settle_peers(self, scheme):
        """Those of one type of employment: they are ranked together and share the quota."""
        weights = scheme._weights()
        totals = {result: fair_scores.total(
            result._group_scores(), weights, result.score_ids.filtered('left_out').mapped('kind')) for result in self}
        scores = {
            result.id: {kind: score.score for kind, score in result._group_scores().items()
                        if score.score is not None}
            for result in self if totals[result].score is not None}
        ranks = stability(scores, weights, scheme.stability_percent) if scores else {}
        outcomes = grade_all(
            [result._as_person(totals[result]) for result in self], scheme._ladder(), scheme.quota_percent,
            scheme.quota_rounding == 'half_up')
        for result in self.filtered(lambda result: result.state != 'published'):
            result._settle_one(totals[result].score, ranks.get(result.id), len(scores), outcomes[result.id])

    def _group_scores(self):
        """{kind: GroupScore} without the steps"""
        return {
            score.kind: fair_scores.GroupScore(self.id, score.counted, score.score if score.has_score else None, [])
            for score in self.score_ids}

    def _as_person(self, total):
        owner = self._group_scores().get(fair_scores.OWNER)
        return Person(self.id, total.score, owner and owner.score, self._facts().on_time_rate, self.cap or None)

    def _settle_one(self, total, rank, population, outcome):
        values = {
            'has_total': total is not None, 'total': total or 0, 'population': population,
            'rank': rank.rank if rank else 0, 'rank_best': rank.best if rank else 0,
            'rank_worst': rank.worst if rank else 0, 'stable': bool(rank and rank.stable),
            'suggested': outcome.suggested or False, 'proposed': outcome.grade or False, 'why': outcome.why}
        if self.state == 'decided' and (self.proposed or False) != values['proposed']:
            self._withdraw_grade(self.env._("The proposal has changed: it is decided again."))
        self.write({name: value for name, value in values.items() if self[name] != value})
        for score in self.score_ids:
            moves = [(percent, now) for kind, percent, now in rank.moves if kind == score.kind] if rank else []
            if (score.moves or []) != [list(move) for move in moves]:
                score.moves = moves

    @api.model
    def _refresh_caps(self, users, year):
        """For whoever confirms or lifts an incident: take it into account at once, also in what is published.

        A published grade above a new cap is withdrawn and has to be decided again.
        """
        # sudo: follows from the confirmed incident
        results = self.sudo().search([('user_id', 'in', users.ids), ('year', '=', year)])
        results._settle()

    # === The quota ===

    def _quota_places(self):
        """(places of the best grade among the peers, how many of them are given)"""
        peers = self._peers()
        scheme = self.campaign_id.scheme_id
        free = places(len(peers.filtered('has_total')), scheme.quota_percent, scheme.quota_rounding == 'half_up')
        return free, len(peers.filtered(lambda result: result.grade == BEST) - self)

    def _peers(self):
        return self.search([('campaign_id', '=', self.campaign_id.id), ('grade_set_id', '=', self.grade_set_id.id)])
