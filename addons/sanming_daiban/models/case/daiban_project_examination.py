from odoo import models

# What a browser may show inside our own page. Never HTML or SVG: they can carry script.
PREVIEWS = {
    'application/pdf': 'pdf',
    **dict.fromkeys(('image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp'), 'image'),
    'text/plain': 'text',
}


class DaibanProjectExamination(models.AbstractModel):
    """The papers of a case, one after the other, each beside its file (R29)."""

    _name = 'daiban.project.examination'
    _description = 'Agency Project: Examination'

    def action_examine(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.client',
            'tag': 'daiban_verify',
            'name': self.env._("Examine the Materials"),
            'params': {'project_id': self.id},
        }

    def read_examination(self):
        """What the screen shows, as far as the reader may read the case: the case and its materials with files."""
        self.ensure_one()
        self.check_access('read')
        states = dict(self.env['daiban.material']._fields['state']._description_selection(self.env))
        return {
            'name': self.display_name,
            'enterprise': self.partner_id.name,
            'state': self.state,
            'may_decide': self.has_access('write') and self.env.user.has_group('sanming_daiban.group_agent'),
            'materials': [material._examination_row(states) for material in self.material_ids],
            'coming': [
                {'id': one['type'].id, 'name': one['type'].name, 'source': '、'.join(one['source'].mapped('name'))}
                for one in self._asked_materials() if one['need'] == 'output'
            ],
        }
