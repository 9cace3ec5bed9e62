from odoo import api, fields, models

ROLES = [
    ('lead', "Leads"),
    ('support', "Supports"),
    ('guide', "Guides"),
    ('tracker', "Tracks"),
    ('platform', "Follows on the Construction Platform"),
    ('introducer', "Introduced It"),
]


class DaibanProjectParty(models.Model):
    """A body that serves a case, in which role, and why it does (Q6, Q7, R50–R58).

    The case says who it is (``lead_unit_id`` and the like); the party follows, and keeps what the case does not know:
    the rule or the person that put the body there, and the reason in words of that moment. Nobody writes it by hand.
    """

    _name = 'daiban.project.party'
    _description = 'Party of a Case'
    _order = 'sequence, id'

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    role = fields.Selection(ROLES, required=True)
    sequence = fields.Integer(compute='_compute_sequence', store=True)
    unit_id = fields.Many2one('daiban.unit', required=True, index=True, ondelete='restrict')
    user_id = fields.Many2one('res.users', string="Person", compute='_compute_user_id')
    person_missing = fields.Boolean(compute='_compute_user_id')
    rule_id = fields.Many2one('daiban.routing.rule', ondelete='set null', index='btree_not_null')
    why = fields.Char("Reason for the Role", required=True)
    placed_on = fields.Date("Since", required=True)
    placed_by_id = fields.Many2one('res.users', ondelete='restrict')

    _once = models.Constraint('UNIQUE(project_id, role, unit_id)', "A unit has a role on a case once.")

    @api.depends('role')
    def _compute_sequence(self):
        order = [role for role, _label in ROLES]
        for party in self:
            party.sequence = order.index(party.role)

    @api.depends('role', 'unit_id', 'project_id.agent_id', 'project_id.platform_user_id', 'project_id.introducer_id',
                 'project_id.introducer_user_id', 'unit_id.liaison_id', 'unit_id.responsible_id')
    def _compute_user_id(self):
        for party in self.sudo():  # sudo: the people of the units that serve the case
            party.user_id = party._named_person()
            party.person_missing = not party.user_id

    def _named_person(self):
        case, unit = self.project_id, self.unit_id
        if self.role == 'lead':
            return case.agent_id
        if self.role == 'platform':
            return case.platform_user_id
        if self.role in ('introducer', 'tracker') and unit == case.introducer_id:
            return case.introducer_user_id
        return unit.liaison_id or unit.responsible_id

    @api.depends('role', 'unit_id')
    def _compute_display_name(self):
        labels = dict(self._fields['role']._description_selection(self.env))
        for party in self:
            party.display_name = f"{labels.get(party.role)}：{party.unit_id.name}"
