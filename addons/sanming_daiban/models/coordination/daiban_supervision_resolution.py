from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .daiban_supervision import OPEN_STATES


class DaibanSupervision(models.Model):
    """An order because a resolution of a meeting is not done (R48, R65)."""

    _inherit = 'daiban.supervision'

    resolution_id = fields.Many2one(
        'daiban.resolution', index='btree_not_null', ondelete='cascade', domain="[('project_id', '=', project_id)]")

    _case_uniq = models.UniqueIndex(
        "(project_id, unit_id, COALESCE(resolution_id, 0)) WHERE item_id IS NULL "
        "AND state IN ('draft', 'issued', 'replied')",
        "There is an open supervision order to this unit for this case already: accept its reply, issue it once more "
        "or withdraw it, before there is another one.")

    def _is_matter_open(self):
        # sudo: one fact about the resolution
        resolution = self.sudo().resolution_id
        return resolution.state in ('open', 'reported') if resolution else super()._is_matter_open()

    def _next_round(self):
        return {**super()._next_round(), 'resolution_id': self.resolution_id.id}

    def _matter(self):
        return self.resolution_id or super()._matter()


class DaibanResolution(models.Model):
    _inherit = 'daiban.resolution'

    supervision_ids = fields.One2many('daiban.supervision', 'resolution_id', string="Supervision Orders")

    def action_supervise(self):
        """The open supervision order of the resolution; a new one, if there is none."""
        self.ensure_one()
        orders = self.env['daiban.supervision']
        if not orders._is_supervisor():
            raise AccessError(self.env._("Only supervision can do this."))
        order = self.supervision_ids.filtered(lambda order: order.state in OPEN_STATES)
        if not order:
            self._check_state('open', 'reported', action=self.env._("supervise it"))
            if not self.project_id or not self.owner_unit_id:
                raise UserError(self.env._("Say first which case the resolution belongs to, and which unit does it."))
            order = orders.create(self._prepare_supervision())
        return {'type': 'ir.actions.act_window', 'res_model': order._name, 'res_id': order.id, 'view_mode': 'form'}

    def _prepare_supervision(self):
        words = self.env['daiban.supervision']._in_chinese().env
        return {
            'project_id': self.project_id.id, 'resolution_id': self.id, 'unit_id': self.owner_unit_id.id,
            'facts': words._(
                "The resolution “%(resolution)s” was to be done by %(unit)s until %(due)s and is not done.",
                resolution=self.name, unit=self.owner_unit_id.name, due=self.due_date or '—'),
        }
