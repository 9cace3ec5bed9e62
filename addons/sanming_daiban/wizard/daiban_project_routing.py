from odoo import api, fields, models


class DaibanProjectReroute(models.TransientModel):
    """Shows what routing a case again would change, and asks why; the routing itself is the case's."""

    _name = 'daiban.project.reroute'
    _description = 'Route a Case Again'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade')
    changes = fields.Text(compute='_compute_changes')
    reason = fields.Char(required=True)

    @api.depends('project_id')
    def _compute_changes(self):
        for dialog in self:
            case = dialog.project_id
            dialog.changes = '\n'.join(case._reroute_summary(case._reroute_changes(), case._reroute_items()))

    def action_confirm(self):
        self.ensure_one()
        self.project_id.action_reroute(self.reason)
        return {'type': 'ir.actions.act_window_close'}


class DaibanProjectAppointment(models.TransientModel):
    """Asks whom a unit names for a case; the naming itself is the case's."""

    _name = 'daiban.project.appointment'
    _description = 'Name a Person for a Case'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade')
    kind = fields.Selection(
        [('introducer', "Introducer's Person"), ('platform', "Platform Follower")], required=True, readonly=True)
    unit_id = fields.Many2one('daiban.unit', compute='_compute_unit_id')
    user_id = fields.Many2one('res.users', string="Person", domain="[('daiban_unit_ids', 'in', unit_id)]")
    assignees = fields.Json(compute='_compute_unit_id')

    @api.depends('project_id', 'kind')
    def _compute_unit_id(self):
        for dialog in self:
            dialog.unit_id = dialog.project_id._appoint_unit(dialog.kind)
            dialog.assignees = dialog.unit_id._assignees() if dialog.unit_id else []

    def action_confirm(self):
        self.ensure_one()
        self.project_id._appoint(self.kind, self.user_id)
        return {'type': 'ir.actions.act_window_close'}
