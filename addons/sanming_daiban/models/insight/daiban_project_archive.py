import json

from odoo import fields, models
from odoo.exceptions import UserError


class DaibanProject(models.Model):
    _inherit = 'daiban.project'

    archive_count = fields.Integer(
        compute='_compute_archive_count',
        groups='sanming_daiban.group_agent,sanming_daiban.group_supervisor,sanming_daiban.group_auditor')

    def _compute_archive_count(self):
        counts = dict(self.env['daiban.archive']._read_group(
            [('project_id', 'in', self.ids)], ['project_id'], ['__count']))
        for project in self:
            project.archive_count = counts.get(project, 0)

    def action_make_archive(self):
        """One case, one file: for whoever works on the case, and for supervision."""
        self.ensure_one()
        self.check_access('write')
        if self.state == 'draft':
            raise UserError(self.env._("The request was not handed in yet, so there is nothing to put into a file."))
        return self.env['daiban.archive']._make(self).action_download()

    def action_view_archives(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Archive Files"), 'res_model': 'daiban.archive',
            'view_mode': 'list,form', 'domain': [('project_id', '=', self.id)]}

    def _events_as_json(self, events):
        """The facts that the seals cover, as they are stored, so that anybody can check the chain by the formula in
        `tools/seal.py`.
        """
        rows = events._sealed_rows(events.chain_id.ids)
        return json.dumps(
            [{**events._facts(row), 'digest': row['digest']} for row in rows], ensure_ascii=False, indent=1).encode()
