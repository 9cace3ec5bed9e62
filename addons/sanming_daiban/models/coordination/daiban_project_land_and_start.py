from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.district_time import district_date


class DaibanProject(models.Model):
    """拿地即开工 (R78): what can be examined is examined before the land is transferred, and decided right after.

    Before the land contract units review the marked items in advance; nothing is decided. With the contract, shown by
    the item or document that the district names, all of them go into formal decision at once, under one promise.
    """

    _inherit = 'daiban.project'
    _workflow_fields = ('approval_mode',)

    land_conversion_ids = fields.One2many('daiban.land.conversion', 'project_id', string="Decision after the Land")
    land_obtained_on = fields.Date(
        string="Land Contract", compute='_compute_land_obtained_on', compute_sudo=True,
        help="The day on which the item of the land supply was finished, or its document found in order.")
    land_and_start_missing = fields.Text(
        string="Missing for a Start on Land Delivery", compute='_compute_land_and_start_missing')
    pre_review_item_ids = fields.One2many(
        'daiban.item', string="Items Reviewed before the Land", compute='_compute_pre_review_item_ids')

    @api.depends('item_ids.state', 'item_ids.finished_on', 'material_ids.state')
    def _compute_land_obtained_on(self):
        conditions = self.env['daiban.mode.condition']._of('land_contract')
        for project in self:
            project.land_obtained_on = project._land_date(conditions)

    def _land_date(self, conditions):
        """The day of the land contract, as far as the conditions of the district find one."""
        if not conditions or not all(condition._is_met(self) for condition in conditions):
            return False
        dates = []
        for condition in conditions:
            items, materials = condition._evidence(self)
            dates += items.mapped('finished_on') or map(district_date, filter(None, materials.mapped('verified_at')))
        return max(filter(None, dates), default=self.env['daiban.calendar.year']._district_today())

    @api.depends('approval_mode', 'state', 'nature', 'object_class', 'item_ids.state', 'material_ids.state')
    def _compute_land_and_start_missing(self):
        for project in self:
            asks = project.approval_mode == 'standard' and project.state in ('supplement', 'accepted', 'running')
            project.land_and_start_missing = asks and '\n'.join(project._land_and_start_gaps())

    @api.depends('item_ids.plan_line_id', 'item_ids.type_id')
    def _compute_pre_review_item_ids(self):
        for project in self:
            project.pre_review_item_ids = project.item_ids.filtered('marked_for_pre_review')

    # === Eligibility ===

    def _land_and_start_gaps(self):
        """What keeps this case from it, one line each; nothing: it may."""
        conditions = self.env['daiban.mode.condition']
        gaps = conditions._lines(conditions._checks(self, 'land_and_start'))
        if self.land_obtained_on:
            gaps.append(self.env._("The land contract is there already; nothing is left to review before it."))
        if self.item_ids and not self.pre_review_item_ids:
            gaps.append(self.env._("No item of this case is marked for a review before the land."))
        return gaps

    def action_land_and_start(self):
        """Put an eligible case on this way; the marked items go to their units for review in advance."""
        self._check_state('submitted', 'supplement', 'accepted', 'running', action=self.env._("put it on this way"))
        self._check_case_agent()
        for project in self:
            if project.approval_mode != 'standard':
                raise UserError(self.env._("“%(case)s” is on a way of its own already.", case=project.display_name))
            if gaps := project._land_and_start_gaps():
                raise UserError(self.env._(
                    "“%(case)s” cannot start on land delivery yet. Missing:\n%(gaps)s",
                    case=project.display_name, gaps='\n'.join(f'· {gap}' for gap in gaps)))
        cases = self.sudo()  # sudo: the way changes only here and dispatches items of other units; checked above
        cases.approval_mode = 'land_and_start'
        cases._open_pre_reviews()
        return True

    def action_standard_way(self):
        """Leave this way before the land contract: what was reviewed in advance waits for its turn again."""
        self._check_case_agent()
        for project in self.sudo():  # sudo: items of other units; the agent was checked above
            if project.approval_mode != 'land_and_start' or project.land_conversion_ids:
                raise UserError(self.env._("Only a case that waits for its land can leave this way."))
            project.approval_mode = 'standard'
            ahead = project.item_ids.filtered(lambda item: item.in_pre_review or item.state == 'pre_reviewed')
            ahead._end_pre_review()
        return True

    # === Before the land ===

    def action_start(self):
        result = super().action_start()
        self.sudo()._open_pre_reviews()  # sudo: items of other units; the agent was checked by the action
        return result

    def _open_pre_reviews(self):
        """Hand to their units what can be reviewed before the land, now that what it builds on is known."""
        waiting = self.filtered(lambda case: case.approval_mode == 'land_and_start' and case.state == 'running')
        for project in waiting.filtered(lambda case: not case.land_conversion_ids and not case.land_obtained_on):
            items = project.item_ids.filtered(lambda item: item._pre_review_possible())
            items.in_pre_review = True
            items._dispatch()

    def _stage_reached(self, items):
        """A review in advance is not yet a stage of the approval."""
        return super()._stage_reached(items.filtered(lambda item: not item.in_pre_review))

    # === The land is there ===

    def _items_closed(self):
        result = super()._items_closed()
        self._land_reached()
        self.land_conversion_ids._follow_items()
        return result

    def _item_refused(self, item):
        result = super()._item_refused(item)
        self.land_conversion_ids._follow_items()
        return result

    def _land_reached(self):
        """As soon as the land contract shows, what was reviewed in advance is decided formally."""
        for project in self.filtered(lambda case: case.approval_mode == 'land_and_start' and case.state == 'running'):
            if not project.land_conversion_ids and project.land_obtained_on:
                project.env['daiban.land.conversion']._convert(project)
            else:
                project._open_pre_reviews()
