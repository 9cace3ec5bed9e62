from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_datetime


class DaibanEarlyStartLegs(models.AbstractModel):
    """What an early start stands on, leg by leg; none replaces another (R79, R80, Q10)."""

    _name = 'daiban.early.start.legs'
    _description = 'Early Start: Legs'

    @api.depends('state', 'resolution_id.in_force', 'risk_confirmed_at', 'residual_ids.planned_due',
                 'project_id.item_ids.state', 'project_id.material_ids.state')
    def _compute_legs(self):
        for early in self:
            checks = early._legs() if early.project_id else []
            early.legs = Markup('<ul class="list-unstyled mb-0">%s</ul>') % Markup().join(map(early._leg_html, checks))
            early.is_ready = bool(checks) and all(check['met'] for check in checks)

    def _leg_html(self, check):
        icon = 'fa-check-circle text-success' if check['met'] else 'fa-times-circle text-danger'
        return Markup(
            '<li class="d-flex gap-2 mb-2"><i class="fa %s mt-1" role="img" aria-label="%s"></i><div>%s'
            '<div class="small text-muted">%s</div></div></li>') % (
                icon, '✓' if check['met'] else '✗', check['name'],
                check['evidence'] if check['met'] else check['remedy'])

    def _legs(self):
        """Each leg as ``name``, ``met``, ``evidence``, ``remedy``."""
        self.ensure_one()
        conditions = self.env['daiban.mode.condition']._checks(self.project_id, 'early_start')
        return [*conditions, self._leg_meeting(), self._leg_risk(), self._leg_residuals(), self._leg_trust()]

    def _missing_legs(self):
        checks = self._legs()
        if not any(check for check in self.env['daiban.mode.condition']._of('early_start')):
            # without its conditions the list of the law would be empty, and so would pass
            return [self.env._("The configuration names no precondition of an early start.")]
        return self.env['daiban.mode.condition']._lines(checks)

    def _leg(self, name, met, evidence='', remedy=''):
        return {'name': name, 'met': bool(met), 'evidence': evidence or '', 'remedy': remedy or ''}

    def _leg_meeting(self):
        resolution = self.sudo().resolution_id  # sudo: whether and where it was resolved
        meeting = resolution.meeting_id
        fits = (
            resolution.kind == 'early_start' and resolution.project_id == self.project_id
            and meeting.kind == 'government_meeting')
        return self._leg(
            self.env._("Resolution of a government meeting that grants it"), fits and resolution.in_force,
            evidence=' '.join(filter(None, [meeting.number, resolution.name])),
            remedy=self._meeting_remedy(resolution, fits))

    def _meeting_remedy(self, resolution, fits):
        if resolution and not fits:
            return self.env._("what was chosen is not a resolution of the district government on this early start")
        if resolution:
            return self.env._("the minutes of the meeting are not finished")
        return self.env._("bring the case before a meeting of the district government")

    def _leg_risk(self):
        confirmed = self.risk_confirmed_at
        return self._leg(
            self.env._("Legal risk confirmed by the enterprise"), confirmed,
            evidence=confirmed and f'{self.risk_confirmed_by} {format_datetime(self.env, confirmed)}',
            remedy=self.env._("it confirms the notice in the portal or signs it")
            if self.risk_notice_id else self.env._("serve the notice of the legal risk"))

    def _leg_residuals(self):
        early = self.sudo()  # sudo: items of other units
        planned = early.residual_ids.filtered(lambda task: task.state != 'cancelled')
        open_items = early.project_id.item_ids.filtered('is_open')
        without = open_items.filtered(lambda item: item not in planned.item_id)
        undated = planned.filtered(lambda task: task.state == 'planned' and not task.planned_due)
        return self._leg(
            self.env._("A date for everything that is still open"), not without and not undated,
            evidence=self.env._("%(count)s residual items", count=len(planned)),
            remedy='、'.join([*without.mapped('name'), *undated.mapped('name')]))

    def _leg_trust(self):
        overdue = self.env['daiban.support.task']._overdue_residuals(self.project_id.sudo().partner_id)
        most = self.env['daiban.settings']._number('residual_block')
        return self._leg(
            self.env._("The enterprise keeps the dates of earlier early starts"), not most or len(overdue) < most,
            remedy=self.env._("overdue: %(tasks)s", tasks='、'.join(overdue.mapped('display_name'))))
