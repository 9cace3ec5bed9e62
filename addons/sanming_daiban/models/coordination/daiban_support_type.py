from odoo import api, fields, models
from odoo.exceptions import ValidationError

SUPPORT_KINDS = [
    ('intermediary', "Intermediary Service"),
    ('infrastructure', "Infrastructure"),
    ('early', "Early Involvement"),
    ('residual', "Left Over from an Early Start"),
]


class DaibanSupportType(models.Model):
    """What runs beside the approvals: six intermediary services (R74) and six infrastructure works (R76).

    Which case needs it, who sees to it, and for which of them it is mandatory (R75) are the district's to say.
    """

    _name = 'daiban.support.type'
    _description = 'Support Track'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin']
    _order = 'sequence, code, id'
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    kind = fields.Selection(SUPPORT_KINDS, required=True, default='intermediary')
    unit_id = fields.Many2one(
        'daiban.unit', string="Responsible Unit", ondelete='restrict', index='btree_not_null',
        help="Who sees to it. Empty: the unit that leads the case.")
    use_park_team = fields.Boolean(
        "The Park's Team in a Park", help="For a project in a park its team is responsible instead.")
    limit_days = fields.Integer("Usual Days", aggregator=None, default=20, help="In working days; can differ by case.")
    condition = fields.Char(help="Which projects need it, if one of the items below is among theirs. Empty: every one.")
    mandatory_condition = fields.Char(
        "Mandatory For", help="Projects that always need it, and whose track only supervision can cancel (R75).")
    item_type_ids = fields.Many2many(
        'daiban.item.type', string="Needed For",
        help="A case has the track when one of these items is in it. Empty: the condition alone decides.")
    material_type_id = fields.Many2one(
        'daiban.material.type', string="Deliverable", ondelete='restrict', index='btree_not_null',
        help="The document that comes out of it. It is handed in once, as this material of the case.")
    notes = fields.Text()
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a support track must be unique.")
    _limit_positive = models.Constraint('CHECK(limit_days >= 0)', "The days of a support track cannot be negative.")

    @api.constrains('condition', 'mandatory_condition')
    def _check_conditions(self):
        for record in self:
            for text in (record.condition, record.mandatory_condition):
                record._parse_condition(text)

    @api.constrains('kind')
    def _check_kind(self):
        if any(record.kind == 'residual' for record in self):
            raise ValidationError(self.env._(
                "What is left over from an early start differs by case; it is written on the case, not here."))

    def _is_mandatory(self, project):
        self.ensure_one()
        return bool(self.mandatory_condition) and self._meets_condition(project, self.mandatory_condition)

    def _is_needed(self, project):
        """Mandatory for the project; or it meets the condition, and has one of the items that need it."""
        self.ensure_one()
        if self._is_mandatory(project):
            return True
        return self._meets_condition(project, self.condition) and (
            not self.item_type_ids or bool(self._served_items(project)))

    def _served_items(self, project):
        """The items of the case that need what comes out of this track, in their order."""
        return project.item_ids.filtered(lambda item: item.state != 'cancelled' and item.type_id in self.item_type_ids)

    def _responsible_unit(self, project):
        self.ensure_one()
        team = self.use_park_team and project.park_id.team_unit_id
        return team or self.unit_id or project.lead_unit_id
