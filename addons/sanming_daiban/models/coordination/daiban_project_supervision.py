from odoo import api, fields, models
from odoo.fields import Domain


class DaibanProject(models.Model):
    _inherit = 'daiban.project'

    supervision_ids = fields.One2many('daiban.supervision', 'project_id', string="Supervision Orders")
    supervision_count = fields.Integer(compute='_compute_supervision_count', export_string_translation=False)

    def _compute_supervision_count(self):
        counts = dict(self.env['daiban.supervision']._read_group(
            [('project_id', 'in', self.ids)], ['project_id'], ['__count']))
        for project in self:
            project.supervision_count = counts.get(project, 0)

    @api.model
    def _handler_domain(self, path=''):
        """Also a unit that has to reply to a supervision order of the case."""
        at = f'{path}.' if path else ''
        ordered = [('state', '!=', 'draft'), ('unit_id', 'in', self._my_units())]
        return super()._handler_domain(path) | Domain(f'{at}supervision_ids', 'any', ordered)

    def action_view_supervisions(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_supervision_action')
        return {
            **action, 'domain': [('project_id', '=', self.id)],
            'context': {'default_project_id': self.id, 'default_unit_id': self.lead_unit_id.id}}

    def action_supervise(self):
        """A new order on the case as a whole; whom it goes to and what is demanded is for supervision to write."""
        return {
            **self.action_view_supervisions(), 'view_mode': 'form', 'views': [(False, 'form')]}
