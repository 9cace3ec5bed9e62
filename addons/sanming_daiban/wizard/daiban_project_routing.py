from odoo import api, fields, models

# The newest so many open cases.
TRIED = 300


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


class DaibanRoutingTrial(models.TransientModel):
    """An open case that the rules would give to others than serve it now: a look ahead, nothing is changed."""

    _name = 'daiban.routing.trial'
    _description = 'Routing Rules Tried on a Case'
    _order = 'id'

    project_id = fields.Many2one('daiban.project', string="Case", required=True, ondelete='cascade')
    number = fields.Char(related='project_id.number')
    lead_unit_id = fields.Many2one(related='project_id.lead_unit_id')
    changes = fields.Text("What Would Change")

    @api.model
    def _open(self):
        trials = self.create(self._prepare())
        if not trials:
            return {'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'success', 'message': self.env._("The rules name those who serve the open cases already.")}}
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Rules Tried on Open Cases"),
            'res_model': self._name,
            'view_mode': 'list',
            'domain': [('id', 'in', trials.ids)],
        }

    @api.model
    def _prepare(self):
        cases = self.env['daiban.project'].search(
            [('state', 'in', ('submitted', 'supplement', 'accepted', 'running'))], order='id desc', limit=TRIED)
        places = self.env['daiban.routing.rule']._places(cases)
        changes = {case: case._reroute_changes(places[case]) for case in cases}
        return [
            {'project_id': case.id, 'changes': '\n'.join(case._reroute_summary(found))}
            for case, found in changes.items() if found]
