from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class DaibanProject(models.Model):
    """Early start of the construction (R79–R81, Q10): its state on the case, and what the enterprise does with it."""

    _inherit = 'daiban.project'

    early_start_ids = fields.One2many('daiban.early.start', 'project_id', string="Early Starts")

    def _has_construction_permit(self):
        """By the documents and items that the district names; never by an early start."""
        permits = self.env['daiban.mode.condition']._of('construction_permit')
        return bool(permits) and all(condition._is_met(self) for condition in permits)

    def action_prepare_early_start(self):
        """Open the early start of this case, made now if there is none."""
        self.ensure_one()
        early = self.early_start_ids.filtered(lambda one: one.state in ('draft', 'approved'))
        if not early:
            early = self.env['daiban.early.start'].create({'project_id': self.id})
        return {
            'type': 'ir.actions.act_window', 'res_model': 'daiban.early.start', 'res_id': early[:1].id,
            'view_mode': 'form'}

    def _items_closed(self):
        result = super()._items_closed()
        self.early_start_ids._follow_permit()
        return result

    # === Portal ===

    def _portal_early_start(self):
        """What the enterprise is shown of the early start; empty while there is nothing to show."""
        # sudo: the page of the case was opened by who may; only what is meant for the enterprise is given
        early = self.sudo().early_start_ids.filtered(
            lambda one: one.state == 'approved' or one.state == 'draft' and one.risk_notice_id)[:1]
        if not early:
            return {}
        letter = early.risk_notice_id.letter or {}
        return {
            'early': early,
            'risk': [*letter.get('paragraphs', []), *letter.get('closing', [])],
            'bases': letter.get('bases', []),
            'residuals': early.residual_ids.filtered(lambda task: task.state in ('planned', 'running')),
        }

    def _portal_risk_to_confirm(self):
        found = self._portal_early_start()
        return bool(found) and not found['early'].risk_confirmed_at

    def _portal_confirm_risk(self, agreed):
        """The enterprise confirms that it knows the legal risk of an early start (Q10)."""
        early = self._portal_own().early_start_ids.filtered(lambda one: one.state == 'draft' and one.risk_notice_id)
        if not early:
            raise AccessError(self.env._("Nothing has to be confirmed here any more."))
        if early.risk_confirmed_at:
            return
        if not agreed:
            raise UserError(self.env._("Please confirm that you have read and understood the legal risk."))
        early.risk_confirmed_by = self.env.user.name
        early._confirm_risk()
