from odoo import api, models


class DaibanHomeService(models.AbstractModel):
    """What waits for an agent of the service: window, park team, introducer (R34, R89)."""

    _name = 'daiban.home.service'
    _description = "Today's Work: Agents"

    @api.model
    def _agent_tiles(self):
        return [*self._agent_intake_tiles(), *self._agent_case_tiles(), *self._agent_contact_tiles()]

    @api.model
    def _agent_intake_tiles(self):
        """Until a case is accepted: the five days of the law run (行政许可法 32)."""
        return [
            self._tile('examine', self.env._("New Requests to Examine"), 'daiban_project_action_examine',
                       'at_my_desk', 'new_request', light='orange', order='due_date, id'),
            self._tile('answered', self.env._("Supplements to Examine"), 'daiban_project_action_examine',
                       'at_my_desk', 'answered', light='orange', order='due_date, id'),
            self._tile('representatives', self.env._("Representatives to Confirm"), 'daiban_representative_action',
                       'requested', order='requested_at, id'),
            self._tile('hand_over', self.env._("To Hand Over"), 'daiban_project_action_examine',
                       'at_my_desk', 'to_hand_over', order='accepted_on, id'),
        ]

    @api.model
    def _agent_case_tiles(self):
        return [
            self._tile('overdue', self.env._("My Cases: Overdue"), 'daiban_project_action', 'mine', 'open', 'overdue',
                       light='red', order='next_due_date, id'),
            self._tile('due_week', self.env._("My Cases: Due Within 7 Days"), 'daiban_project_action',
                       'mine', 'open', 'due_week', light='yellow', order='next_due_date, id'),
            self._tile('refused', self.env._("Refused Items to Talk About"), 'daiban_item_action',
                       'my_case', 'refused', light='red', order='finished_on desc, id'),
            self._tile('to_verify', self.env._("Papers to Examine"), 'daiban_project_action', 'at_my_desk', 'to_verify',
                       order='next_due_date, id'),
            self._tile('promises', self.env._("Promised Materials"), 'daiban_commitment_action', 'my_case', 'active',
                       order='due_date, id'),
            self._tile('to_complete', self.env._("To Complete"), 'daiban_project_action', 'mine', 'to_complete',
                       order='id'),
            self._tile('at_enterprise', self.env._("Waiting for the Enterprise"), 'daiban_project_action',
                       'mine', 'at_enterprise', order='submitted_on, id'),
            self._tile('mine', self.env._("My Open Cases"), 'daiban_project_action', 'mine', 'open',
                       order='next_due_date, id'),
        ]

    @api.model
    def _agent_contact_tiles(self):
        return [
            self._tile('questions', self.env._("Questions to Answer"), 'daiban_inquiry_action', 'mine', 'open',
                       light='orange', order='due_date, id'),
            self._tile('questions_offered', self.env._("Questions Offered to Me"), 'daiban_inquiry_action',
                       'offered', 'open', light='orange', order='due_date, id'),
            self._tile('questions_free', self.env._("Questions Nobody Has Taken"), 'daiban_inquiry_action',
                       'untaken', 'open', light='orange', order='due_date, id'),
            self._tile('cards', self.env._("My Cards That Expire Soon"), 'daiban_card_action', 'mine', 'expiring',
                       order='valid_to, id'),
        ]
