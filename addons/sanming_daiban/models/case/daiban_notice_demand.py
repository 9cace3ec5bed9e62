from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import clean_context


class DaibanNoticeDemand(models.AbstractModel):
    """What a letter must fulfil that asks for something (R28): every gap, once; again only with a cause for each."""

    _name = 'daiban.notice.demand'
    _description = 'Letter: Demands'

    has_omission = fields.Boolean(compute='_compute_has_omission')
    is_further = fields.Boolean(compute='_compute_is_further', string="Asked Again")

    @api.depends('project_id.notice_ids.served_at', 'served_at')
    def _compute_is_further(self):
        for notice in self:
            notice.is_further = bool(notice._earlier_demands())

    @api.depends('line_ids.cause')
    def _compute_has_omission(self):
        for notice in self:
            notice.has_omission = 'our_omission' in notice.line_ids.mapped('cause')

    @api.model
    def _create_supplement(self, project, gaps):
        # a dialog's defaults are not the letter's
        fresh = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        notice = fresh.create({'project_id': project.id, 'kind': 'supplement'})
        notice._add_gaps(gaps)
        return notice

    def _add_gaps(self, gaps):
        """A line for each gap; the cause is left open where a person has to say it."""
        self.ensure_one()
        known = self._earlier_demands().line_ids.material_type_id
        lines = self.env['daiban.notice.line'].with_context(lang=self._letter_lang())
        self.line_ids = [
            Command.create({**lines._prepare_from_material(gap), 'cause': self._proposed_cause(gap, known)})
            for gap in gaps]

    def _proposed_cause(self, gap, known):
        if not self.is_further:
            return 'first'
        return 'not_fulfilled' if gap.type_id in known else False

    def _earlier_demands(self):
        """The one-time notices of the case that were served before this one."""
        return self.project_id.notice_ids.filtered(
            lambda notice: notice.kind == 'supplement' and notice.served_at and notice not in self
            and (not self.served_at or notice.served_at <= self.served_at and notice.id < self.id))

    def _demand_text(self):
        """What stands above the list: a further notice says so, and that each line names its cause."""
        if self.demand_number < 2:
            return False
        text = self.env._("You were told once already. Below each material stands why it is asked for only now.")
        if self.has_omission:
            text += self.env._(
                " Among it is what we should have told you the first time, for which we apologise; our own time limit "
                "goes on meanwhile.")
        return text

    def _check_demand(self):
        for notice in self:
            notice.project_id._check_state('submitted', action=self.env._("ask for a supplement"))
            if not notice.line_ids:
                raise UserError(self.env._("A one-time notice lists what is missing; this one has no line."))
            notice.line_ids.material_id._check_demand()
            notice._check_complete()
            if notice.is_further:
                notice._check_causes()
            else:
                notice.line_ids.cause = 'first'

    def _check_complete(self):
        """Everything at once: what is known to be missing and not told now could only be told too late."""
        untold = self.project_id._intake_gaps().type_id - self.line_ids.material_type_id
        if untold:
            raise UserError(self.env._(
                "Missing or defective too, but not in this notice: %(materials)s. Tell the enterprise everything at "
                "once, or verify or waive it first.", materials='、'.join(untold.mapped('name'))))

    def _check_causes(self):
        for line in self.line_ids:
            if not line.cause or line.cause == 'first':
                raise UserError(self.env._(
                    "The enterprise has been told once already. Say for “%(material)s” why it is asked for now: a new "
                    "fact, a change of the law, a change by the enterprise, or our omission.",
                    material=line.material_type_id.name))
            if line.cause == 'not_fulfilled' and not line.previous_id:
                raise UserError(self.env._(
                    "“%(material)s” was not asked for before, so it cannot have been left unfulfilled. Choose the "
                    "cause for which it is asked for only now.", material=line.material_type_id.name))
