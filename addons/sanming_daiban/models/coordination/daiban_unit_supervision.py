from odoo import fields, models

STAFF = 'sanming_daiban.group_staff'


class DaibanUnit(models.Model):
    """How often a unit had to be supervised, and how it replied (R48)."""

    _inherit = 'daiban.unit'

    supervision_count = fields.Integer("Supervision Orders", compute='_compute_supervision_count', groups=STAFF)
    supervision_repeat_count = fields.Integer("Issued Again", compute='_compute_supervision_count', groups=STAFF)
    supervision_late_count = fields.Integer("Late Replies", compute='_compute_supervision_count', groups=STAFF)

    def _compute_supervision_count(self):
        figures = {unit: row for unit, *row in self.env['daiban.supervision']._read_group(
            [('unit_id', 'in', self.ids), ('number', '!=', False)], ['unit_id'],
            ['__count', 'repeat_count:sum', 'late_count:sum'])}
        for unit in self:
            unit.supervision_count, unit.supervision_repeat_count, unit.supervision_late_count = figures.get(
                unit, (0, 0, 0))

    def action_view_supervisions(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_supervision_action')
        return {**action, 'domain': [('unit_id', '=', self.id), ('number', '!=', False)], 'context': {}}
