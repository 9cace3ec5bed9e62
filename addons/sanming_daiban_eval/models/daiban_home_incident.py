from odoo import api, models

INCIDENTS = 'sanming_daiban_eval.daiban_incident_action'
REVIEWS = 'sanming_daiban_eval.daiban_eval_review_action'


class DaibanHome(models.AbstractModel):
    """What incidents ask of whom: a statement, a confirmation, a decision (R101)."""
    _inherit = 'daiban.home'

    @api.model
    def _statement_tile(self):
        return self._tile('my_statement', self.env._("My Statement Is Awaited"), INCIDENTS, 'my_statement',
                          light='red', order='due_date, id')

    @api.model
    def _agent_tiles(self):
        return [*super()._agent_tiles(), self._statement_tile()]

    @api.model
    def _handler_tiles(self):
        return [*super()._handler_tiles(), self._statement_tile()]

    @api.model
    def _leader_tiles(self):
        return [*super()._leader_tiles(), self._tile(
            'home_confirm', self.env._("Incidents to Confirm for My Unit"), INCIDENTS, 'home_confirm', light='orange',
            order='found_on, id')]

    @api.model
    def _supervisor_tiles(self):
        return [
            *super()._supervisor_tiles(),
            self._tile('incidents_proposed', self.env._("Proposed Incidents"), INCIDENTS, 'proposed', order='id'),
            self._tile('incidents_to_find', self.env._("Incidents to Look Into"), INCIDENTS, 'to_find', light='orange',
                       order='id'),
            self._tile('incidents_confirm', self.env._("Incidents to Confirm for the Center"), INCIDENTS,
                       'center_confirm', light='orange', order='found_on, id'),
            self._tile('reviews', self.env._("Reviews to Decide"), REVIEWS, 'open', light='orange',
                       order='due_date, id'),
        ]


class DaibanIncident(models.Model):
    _inherit = 'daiban.incident'

    def _home_facts(self):
        kinds = dict(self._fields['kind']._description_selection(self.env))
        return {
            'title': self.user_id.name or self.unit_id.name, 'left': kinds[self.kind],
            'sub': ' · '.join(filter(None, [self.unit_id.name, self.item_id.sudo().name])),  # sudo: a name
            **({'due': str(self.due_date)} if self.due_date and self.state == 'reported' else {})}


class DaibanEvalReview(models.Model):
    _inherit = 'daiban.eval.review'

    def _home_facts(self):
        about = dict(self._fields['about']._description_selection(self.env))
        return {'title': self.user_id.name, 'sub': about[self.about], 'due': str(self.due_date or '')}
