from odoo import api, models


class DaibanHome(models.AbstractModel):
    _inherit = 'daiban.home'

    @api.model
    def _roles(self):
        """Whoever is asked finds it on the first page, whatever else he does; the officer sees what is missing."""
        return [
            *super()._roles(),
            ('rater', self.env._("Yearly Evaluation"), self._has_ballots(), self._rater_tiles, self._no_boards),
            ('eval_officer', self.env._("Evaluation Officer"),
             self.env.user.has_group('sanming_daiban_eval.group_eval_officer'), self._officer_tiles, self._no_boards),
        ]

    @api.model
    def _has_ballots(self):
        return bool(self.env['daiban.eval.ballot'].search_count(
            [('rater_id.user_id', '=', self.env.uid), ('state', '=', 'pending'), ('campaign_id.state', '=', 'open')],
            limit=1))

    @api.model
    def _rater_tiles(self):
        return [
            self._tile('ballots', self.env._("People Wait for Your Evaluation"),
                       'sanming_daiban_eval.daiban_eval_ballot_action_mine', 'waiting', light='orange', order='id',
                       button={'method': 'action_answer', 'label': self.env._("Evaluate")}),
        ]

    @api.model
    def _officer_tiles(self):
        return [
            self._tile('campaigns', self.env._("Evaluations under Way"),
                       'sanming_daiban_eval.daiban_eval_campaign_action', 'under_way', order='year desc'),
        ]


class DaibanEvalBallot(models.Model):
    _inherit = 'daiban.eval.ballot'

    def _home_facts(self):
        return {'title': self.display_name, 'due': str(self.sudo().closes_on), 'left': ''}  # sudo: told to every rater
