from odoo import api, models


class DaibanHomeCoordination(models.AbstractModel):
    """What comes from coordination: orders, problems, meetings, resolutions, tasks beside the approvals (R43, R48)."""

    _name = 'daiban.home.coordination'
    _description = "Today's Work: Coordination"
    _inherit = ['daiban.home.service', 'daiban.home.department', 'daiban.home.oversight']

    @api.model
    def _agent_tiles(self):
        return [*super()._agent_tiles(), *self._own_duties('agent_'), *self._policy_tiles()]

    @api.model
    def _policy_tiles(self):
        """R55: of the federation, and whoever else follows claims."""
        claims = 'daiban_policy_claim_action'
        return [
            self._tile('claims_wanted', self.env._("Policies to Claim with the Enterprise"), claims, 'mine', 'wanted',
                       light='orange', order='valid_to, id'),
            self._tile('claims_to_tell', self.env._("Policies to Tell the Enterprise"), claims, 'mine', 'to_inform',
                       order='valid_to, id'),
            self._tile('claims_under_way', self.env._("Claims to Follow Up"), claims, 'mine', 'under_way',
                       order='last_step_on, id'),
        ]

    @api.model
    def _handler_tiles(self):
        return [*super()._handler_tiles(), *self._own_duties('handler_')]

    @api.model
    def _own_duties(self, prefix):
        """What somebody has taken on beside the approvals."""
        return [
            self._tile(f'{prefix}resolutions', self.env._("My Resolutions to Carry Out"), 'daiban_resolution_action',
                       'mine', 'open', light='yellow', order='due_date, id'),
            self._tile(f'{prefix}issues', self.env._("Problems with Me"), 'daiban_issue_action', 'mine', 'open',
                       light='yellow', order='due_date, id'),
            self._tile(f'{prefix}tasks', self.env._("My Tasks Beside the Approvals"), 'daiban_support_task_action',
                       'mine', 'open_now', order='deadline, id'),
        ]

    @api.model
    def _leader_tiles(self):
        return [
            self._tile('orders', self.env._("Supervision Orders to Reply To"), 'daiban_supervision_action', 'for_me',
                       light='red', order='due_date, id'),
            *super()._leader_tiles(),
            self._tile('opinions', self.env._("Opinions Asked of My Unit"), 'daiban_opinion_action', 'mine', 'asked',
                       light='yellow', order='due_date, id'),
            self._tile('handler_away', self.env._("Handlers Who Are Away"), 'daiban_item_action', 'my_charge',
                       'handler_away', light='yellow', order='due_date, id'),
            self._tile('unit_resolutions', self.env._("Resolutions for My Unit"), 'daiban_resolution_action',
                       'my_unit', 'open', order='due_date, id'),
            self._tile('unit_issues', self.env._("Problems with My Unit"), 'daiban_issue_action', 'my_unit', 'open',
                       order='due_date, id'),
        ]

    @api.model
    def _supervisor_tiles(self):
        return [
            *super()._supervisor_tiles(), *self._order_tiles(), *self._meeting_tiles(), *self._green_tiles(),
            self._tile('introducers', self.env._("Introducer's Person Missing"), 'daiban_project_action',
                       'introducer_missing', light='yellow', order='submitted_on, id'),
            self._tile('early_overdue', self.env._("Early Starts: Residual Items Overdue"),
                       'daiban_early_start_action', 'overdue', light='red', order='id'),
            self._tile('conversions', self.env._("Decisions after the Land: Overdue"), 'daiban_land_conversion_action',
                       'late', light='red', order='due_date, id'),
            self._tile('experts', self.env._("Expert Reviews Under Way"), 'daiban_expert_review_action', 'under_way',
                       order='id'),
        ]

    @api.model
    def _order_tiles(self):
        orders, issues = 'daiban_supervision_action', 'daiban_issue_action'
        return [
            self._tile('orders_proposed', self.env._("Supervision Orders Proposed"), orders, 'proposed',
                       light='orange', order='id'),
            self._tile('orders_to_judge', self.env._("Replies to Be Judged"), orders, 'to_judge', light='orange',
                       order='id'),
            self._tile('orders_overdue', self.env._("Replies Overdue"), orders, 'overdue', light='red',
                       order='due_date, id'),
            self._tile('issues', self.env._("Problems at the Center or Above"), issues, 'open', 'at_center',
                       'at_government', 'at_city', light='yellow', order='due_date, id'),
            self._tile('issues_late', self.env._("Problems Overdue"), issues, 'late', light='red',
                       order='due_date, id'),
        ]

    @api.model
    def _green_tiles(self):
        """R66–R68: to be requested from the city, to be asked after, and open."""
        channels = 'daiban_green_channel_action'
        return [
            self._tile('green_proposed', self.env._("Green Channels to Request"), channels, 'proposed', light='orange',
                       order='proposed_on, id'),
            self._tile('green_late', self.env._("Green Channels: the City's Answer Overdue"), channels, 'late',
                       light='red', order='due_date, id'),
            self._tile('green_open', self.env._("Green Channels Open"), channels, 'open', order='id'),
        ]

    @api.model
    def _meeting_tiles(self):
        resolutions = 'daiban_resolution_action'
        return [
            self._tile('take_up', self.env._("To Be Taken Up, on No Agenda Yet"), 'daiban_agenda_candidate_action',
                       'free', light='yellow', order='is_key desc, since, id'),
            self._tile('meetings', self.env._("Meetings Ahead"), 'daiban_meeting_action', 'ahead', order='start, id'),
            self._tile('minutes', self.env._("Minutes to Finish"), 'daiban_meeting_action', 'to_finish',
                       light='yellow', order='start, id'),
            self._tile('resolutions', self.env._("Resolutions to Accept"), resolutions, 'to_accept', light='orange',
                       order='due_date, id'),
            self._tile('resolutions_late', self.env._("Resolutions Overdue"), resolutions, 'late', light='red',
                       order='due_date, id'),
            self._tile('resolutions_look', self.env._("Resolutions: Did They Help?"), resolutions, 'to_look',
                       order='id'),
        ]

    @api.model
    def _auditor_tiles(self):
        return [
            *super()._auditor_tiles(),
            self._tile('orders_late', self.env._("Supervision Orders Replied Late"), 'daiban_supervision_action',
                       'late', light='yellow', order='issued_on desc, id'),
            self._tile('orders_broken', self.env._("Promises to Supervision Broken"), 'daiban_supervision_action',
                       'broken', light='red', order='issued_on desc, id'),
        ]

    @api.model
    def _manager_tiles(self):
        return [
            *super()._manager_tiles(),
            self._tile('staffing', self.env._("Stationed Units: People Not Named"), 'daiban_unit_action',
                       'staffing_gap', light='orange'),
        ]
