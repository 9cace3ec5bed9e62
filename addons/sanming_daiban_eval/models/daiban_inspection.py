from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class DaibanInspection(models.Model):
    """A visit of the center to a window (R49, R94): the points of a checklist, as they were found.

    What is not in order becomes a finding with a clock. The points are copied, so that a later change of the checklist
    leaves old inspections as they were.
    """
    _name = 'daiban.inspection'
    _description = 'Window Inspection'
    _inherit = ['daiban.team.mixin', 'mail.thread']
    _order = 'date desc, id desc'
    _workflow_fields = ('state',)

    checklist_id = fields.Many2one('daiban.inspection.checklist', required=True, ondelete='restrict')
    unit_id = fields.Many2one('daiban.unit', string="Inspected Unit", required=True, index=True, ondelete='restrict')
    date = fields.Date(required=True, default=lambda self: self.env['daiban.clock.mixin']._clock_today())
    inspector_id = fields.Many2one(
        'res.users', required=True, default=lambda self: self.env.user, domain=[('share', '=', False)], index=True,
        ondelete='restrict')
    companions = fields.Char("Together with")
    state = fields.Selection(
        [('draft', "Being Done"), ('done', "Inspected")], default='draft', required=True, readonly=True, copy=False,
        tracking=True, index=True)
    line_ids = fields.One2many(
        'daiban.inspection.line', 'inspection_id', string="Checked Points", compute='_compute_line_ids', store=True,
        readonly=False)
    finding_ids = fields.One2many('daiban.inspection.finding', 'inspection_id', string="Findings")
    note = fields.Text()
    fault_count = fields.Integer("Faults", compute='_compute_figures', store=True)
    share = fields.Float(
        "In Order", compute='_compute_figures', store=True, aggregator='avg', digits=(5, 1),
        help="Of the points that apply, in percent.")

    @api.depends('unit_id', 'date')
    def _compute_display_name(self):
        for inspection in self:
            inspection.display_name = f'{inspection.unit_id.name or ""} {inspection.date or ""}'

    @api.depends('checklist_id')
    def _compute_line_ids(self):
        for inspection in self.filtered(lambda inspection: inspection.state == 'draft'):
            inspection.line_ids = [Command.clear(), *(
                Command.create({
                    'name': point.name, 'requirement': point.requirement, 'basis': point.basis,
                    'limit_days': point.limit_days, 'sequence': number})
                for number, point in enumerate(inspection.checklist_id.point_ids))]

    @api.depends('line_ids.outcome')
    def _compute_figures(self):
        for inspection in self:
            outcomes = inspection.line_ids.mapped('outcome')
            good, faults = outcomes.count('ok'), outcomes.count('fault')
            inspection.fault_count = faults
            inspection.share = 100 * good / (good + faults) if good + faults else 0

    def _locked_fields(self):
        return {'checklist_id', 'unit_id', 'date', 'inspector_id', 'companions', 'line_ids', 'note'} if (
            self.state == 'done') else ()

    def _check_not_own(self):
        """An inspection is about a unit; who inspects is not one of it."""
        for inspection in self:
            # sudo: only asks whether one belongs to the unit
            if inspection.inspector_id in inspection.sudo().unit_id.member_ids:
                raise UserError(self.env._(
                    "%(person)s belongs to %(unit)s and does not inspect it. Choose another inspector.",
                    person=inspection.inspector_id.name, unit=inspection.unit_id.name))

    def action_done(self):
        """Every point has been looked at; what is not in order goes to the unit with a time limit."""
        self._check_state('draft', action=self.env._("finish the inspection"))
        self._check_center()
        self._check_not_own()
        for inspection in self:
            inspection._check_complete()
        self.sudo().write({'state': 'done'})  # sudo: the state moves only by this action, which was checked above
        self.line_ids.filtered(lambda line: line.outcome == 'fault')._make_findings()

    def _check_complete(self):
        if self.date > self.env['daiban.clock.mixin']._clock_today():
            raise UserError(self.env._("The day of the inspection has not come yet. Correct the date first."))
        if not self.line_ids or (missing := self.line_ids.filtered(lambda line: not line.outcome)):
            raise UserError(self.env._(
                "Say of every point whether it is in order. Missing: %(points)s.",
                points='、'.join(missing.mapped('name')) if self.line_ids else self.env._("all of them")))
        if missing := self.line_ids.filtered(lambda line: line.outcome == 'fault' and not line.remark):
            raise UserError(self.env._(
                "Write what was found at: %(points)s.", points='、'.join(missing.mapped('name'))))
