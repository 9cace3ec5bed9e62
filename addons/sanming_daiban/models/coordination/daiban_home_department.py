from odoo import api, models


class DaibanHomeDepartment(models.AbstractModel):
    """What waits in a department: for the leader who assigns and approves, for the person who handles (R33, R34)."""

    _name = 'daiban.home.department'
    _description = "Today's Work: Departments"

    @api.model
    def _leader_tiles(self):
        items = 'daiban_item_action'
        return [
            self._tile('to_assign', self.env._("To Assign"), items, 'my_charge', 'to_assign', light='orange',
                       order='dispatched_on, id', button={'method': 'action_assign', 'label': self.env._("Assign")}),
            self._tile('pauses', self.env._("Pauses to Approve"), items, 'my_charge', 'pause_claimed',
                       light='orange', order='due_date, id', button={
                           'method': 'action_approve_pause', 'label': self.env._("Approve"),
                           'confirm': self.env._("From now on the pause stops the clock. Have you seen its reason?")}),
            self._tile('unit_red', self.env._("My Unit: Overdue"), items, 'my_charge', 'active_now', 'red',
                       light='red', order='due_date, id'),
            self._tile('unit_soon', self.env._("My Unit: Due Soon"), items, 'my_charge', 'active_now', 'orange',
                       'yellow', light='yellow', order='due_date, id'),
            self._tile('unit_enterprise', self.env._("My Unit: With the Enterprise"), items, 'my_charge',
                       'at_enterprise', order='pause_since, id'),
            self._tile('unit_open', self.env._("My Unit: Open Now"), items, 'my_charge', 'active_now',
                       order='due_date, id'),
            self._tile('rectifications', self.env._("Bad Ratings to Rectify"), 'daiban_rectification_action',
                       'mine', 'open', light='orange', order='due_date, id'),
        ]

    @api.model
    def _handler_tiles(self):
        items = 'daiban_item_action'
        return [
            self._tile('overdue', self.env._("My Items: Overdue"), items, 'mine', 'active_now', 'red', light='red',
                       order='due_date, id'),
            self._tile('today', self.env._("My Items: Due Today"), items, 'mine', 'active_now', 'orange',
                       light='orange', order='due_date, id'),
            self._tile('soon', self.env._("My Items: Due Soon"), items, 'mine', 'active_now', 'yellow', light='yellow',
                       order='due_date, id'),
            self._tile('to_start', self.env._("To Start"), items, 'mine', 'to_start', light='orange',
                       order='assigned_on, id',
                       button={'method': 'action_start', 'label': self.env._("Start Handling")}),
            self._tile('to_review', self.env._("To Review in Advance"), items, 'mine', 'to_review', light='orange',
                       order='assigned_on, id',
                       button={'method': 'action_pre_review', 'label': self.env._("Review in Advance")}),
            self._tile('on_time', self.env._("My Items: On Time"), items, 'mine', 'running', 'green',
                       order='due_date, id'),
            self._tile('at_enterprise', self.env._("With the Enterprise"), items, 'mine', 'at_enterprise',
                       order='pause_since, id'),
            self._tile('paused', self.env._("Paused for Another Reason"), items, 'mine', 'paused_otherwise',
                       order='pause_since, id'),
            self._tile('pause_claimed', self.env._("Pauses Not in Force Yet"), items, 'mine', 'pause_claimed',
                       light='yellow', order='due_date, id'),
        ]
