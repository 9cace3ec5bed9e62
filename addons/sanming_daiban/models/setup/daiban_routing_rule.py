from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Where the answer of the rules of a role is written on the case.
UNIT_FIELDS = {
    'lead': 'lead_unit_id',
    'support': 'support_unit_ids',
    'guide': 'guide_unit_id',
    'tracker': 'tracker_unit_id',
    'platform': 'platform_unit_id',
}


class DaibanRoutingRule(models.Model):
    """Who does what on a project, first match first (Q7, R35, R52–R58).

    One lead, guide, tracker and platform unit: the first rule that finds a unit wins. Support units add up.
    A rule with the role ``item`` gives one approval item to another unit on some projects.
    """
    _name = 'daiban.routing.rule'
    _description = 'Routing Rule'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin']
    _order = 'role, sequence, id'
    _bundle_key = ('role', 'name')
    _clause_rule = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=100)
    domain = fields.Char("Condition", help="Which projects. Empty: every project.")
    role = fields.Selection([
        ('lead', "Leads"),
        ('support', "Supports"),
        ('guide', "Guides"),
        ('tracker', "Tracks"),
        ('platform', "Follows on the Construction Platform"),
        ('item', "Handles an Approval Item"),
    ], required=True, default='lead', help="What the unit does on the project. Only supporting units add up.")
    unit_id = fields.Many2one('daiban.unit', ondelete='restrict')
    use_introducer = fields.Boolean(
        "The Introducing Unit", help="Instead of a fixed unit: whoever brought the project (R57).")
    use_park_team = fields.Boolean(
        "The Team of the Park", help="Instead of a fixed unit: the team of the park of the project (R52).")
    item_type_id = fields.Many2one(
        'daiban.item.type', string="Approval Item",
        ondelete='cascade', index='btree_not_null')
    notes = fields.Text()
    active = fields.Boolean(default=True)

    _one_target = models.Constraint(
        'CHECK((unit_id IS NOT NULL)::int + use_introducer::int + use_park_team::int = 1)',
        "A routing rule names exactly one target: a unit, the introducing unit or the team of the park.")
    _item_role = models.Constraint(
        "CHECK((role = 'item') = (item_type_id IS NOT NULL))",
        "An approval item belongs to rules with the role “Handles an Approval Item”, and only to them.")

    @api.constrains('domain')
    def _check_domain(self):
        for rule in self.filtered('domain'):
            rule._parse_condition(rule.domain)

    @api.constrains('role', 'use_introducer', 'use_park_team')
    def _check_item_target(self):
        if self.filtered(lambda rule: rule.role == 'item' and not rule.unit_id):
            raise ValidationError(self.env._("A rule for an approval item must name a unit."))

    def _target(self, project):
        """The unit that the rule means on ``project``; empty if the project has no park team or no introducer."""
        if self.use_introducer:
            return project.introducer_id
        if self.use_park_team:
            return project.park_id.team_unit_id
        return self.unit_id

    @api.model
    def _route(self, projects):
        """Who leads, supports, guides and tracks each project, and who follows it on the construction platform.

        The units come with the rights of ``projects``.

        :return: ``{project: {'lead_unit_id', 'support_unit_ids', 'guide_unit_id', 'tracker_unit_id',
            'platform_unit_id': daiban.unit recordset}}``; a unit that leads is not named as support too. A project
            whose ``platform_unit_id`` is set needs a follower of that unit (R35).
        """
        return {
            project: {UNIT_FIELDS[role]: self.env['daiban.unit'].union(*placed) for role, placed in found.items()}
            for project, found in self._places(projects).items()
        }

    @api.model
    def _places(self, projects):
        """Which rule puts which unit where: ``{project: {role: {unit: rule}}}``"""
        # Whoever enters a case gets the same routing, whatever he may read of it.
        rules = self.sudo().search([('role', '!=', 'item')])
        return {project: rules._places_one(project) for project in projects}

    def _places_one(self, project):
        found = {role: {} for role in UNIT_FIELDS}
        for rule in self:
            placed = found[rule.role]
            if (not placed or rule.role == 'support') and rule._meets_condition(project, rule.domain):
                for unit in rule._target(project.sudo()):
                    placed.setdefault(unit.with_env(project.env), rule)
        for unit in found['lead']:
            found['support'].pop(unit, None)
        return found

    def _because(self, project):
        """One sentence: the rule, and the facts of the project that it looked at."""
        facts = self._condition_facts(project, self.domain)
        if facts:
            return self.env._("Rule “%(rule)s”: %(facts)s", rule=self.name, facts='，'.join(facts))
        return self.env._("Rule “%(rule)s”, for every case that no rule before it decides", rule=self.name)

    @api.model
    def _item_units(self, project, item_types):
        """``{item type: unit}`` of those of the types that a rule gives to another unit on ``project``."""
        units = {}
        for rule in self.sudo().search([('role', '=', 'item'), ('item_type_id', 'in', item_types.ids)]):
            if rule.item_type_id not in units and rule._meets_condition(project, rule.domain):
                units[rule.item_type_id] = rule.unit_id.with_env(project.env)
        return units

    def action_try_on_cases(self):
        """Show for which open cases the rules, as they are now, would name others than serve them; changes nothing."""
        return self.env['daiban.routing.trial']._open()
