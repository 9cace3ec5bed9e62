from odoo import api, fields, models
from odoo.fields import Domain


class DaibanProject(models.Model):
    """The coordination of a case at a glance: problems, meetings, resolutions and the measures of its plan (R65)."""

    _inherit = 'daiban.project'

    issue_ids = fields.One2many('daiban.issue', 'project_id', string="Problems")
    meeting_ids = fields.Many2many(
        'daiban.meeting', 'daiban_meeting_project_rel', 'project_id', 'meeting_id', string="Meetings")
    resolution_ids = fields.One2many('daiban.resolution', 'project_id', string="Measures and Resolutions")
    open_issue_count = fields.Integer(compute='_compute_coordination', string="Open Problems")
    open_resolution_count = fields.Integer(compute='_compute_coordination', string="Open Resolutions")

    @api.depends('issue_ids.state', 'resolution_ids.state')
    def _compute_coordination(self):
        for project in self:
            project.open_issue_count = len(project.issue_ids.filtered(lambda one: one.state == 'open'))
            project.open_resolution_count = len(
                project.resolution_ids.filtered(lambda one: one.state in ('open', 'reported')))

    @api.model
    def _handler_domain(self, path=''):
        """Who is to carry out something for the case, or to solve its problem, sees it as long as that is open."""
        at = f'{path}.' if path else ''
        mine = Domain('owner_unit_id', 'in', self._my_units()) & Domain('state', 'in', ('open', 'reported'))
        asked = Domain('unit_id', 'in', self._my_units()) & Domain('state', '=', 'open')
        return super()._handler_domain(path) | Domain(f'{at}resolution_ids', 'any', mine) | Domain(
            f'{at}issue_ids', 'any', asked)

    def _close(self, state, reason=False, template=None, letter=None):
        """What ended early needs no more help; a problem of the construction goes on after the approval."""
        super()._close(state, reason, template, letter)
        if state != 'done':
            # sudo: problems and tasks of other units end with the case; who may was checked by the action
            cases = self.sudo()
            cases.issue_ids.filtered(lambda one: one.state == 'open')._end(
                'withdrawn', self.env._("The case was closed."))
            cases.resolution_ids._drop(self.env._("The case was closed."))

    def action_view_coordination(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_resolution_action')
        return {**action, 'domain': [('project_id', '=', self.id)], 'context': {'default_project_id': self.id}}
