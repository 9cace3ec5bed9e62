from odoo import api, fields, models
from odoo.exceptions import ValidationError

STAFF = 'sanming_daiban.group_staff'


class DaibanUnit(models.Model):
    """Any body that can hold the ball: window, park team, bureau, township, utility."""
    _name = 'daiban.unit'
    _description = 'Unit'
    _inherit = ['mail.thread', 'daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['name', 'alias', 'code']

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(required=True, copy=False)
    alias = fields.Char("Other Names", help="Other names of the same body, separated by 、. Search finds them.")
    unit_type = fields.Selection([
        ('center', "Service Center"),
        ('window', "Agency Window"),
        ('park_team', "Park Service Team"),
        ('investment_center', "Investment Center"),
        ('federation', "Federation of Industry and Commerce"),
        ('department', "Department"),
        ('township', "Township or Street"),
        ('city_center', "City Service Center"),
        ('utility', "Utility"),
        ('oversight', "Oversight"),
        ('government', "Government"),
    ], string="Type", required=True, default='department', index=True,
        help="What kind of body it is: windows and park teams take applications, departments decide on items.")
    level = fields.Selection([
        ('district', "District"),
        ('city', "City"),
        ('province', "Province"),
        ('enterprise', "Enterprise"),
    ], required=True, default='district')
    counts_as_city = fields.Boolean(
        "Counts as City Department", compute='_compute_counts_as_city', store=True, readonly=False, precompute=True,
        help="Two different city departments on a project open the green channel. A body dispatched to the district "
             "need not count, and a body below another city department counts as one with it.")
    parent_id = fields.Many2one('daiban.unit', string="Superior Unit", index='btree_not_null', ondelete='restrict')
    child_ids = fields.One2many('daiban.unit', 'parent_id', string="Subordinate Units")
    park_ids = fields.One2many('daiban.park', 'team_unit_id', string="Parks")
    responsible_id = fields.Many2one(
        'res.users', string="Agency Head", domain=[('share', '=', False)], tracking=True, groups=STAFF,
        help="The person in charge of agency work in this unit. Always a member.")
    leader_id = fields.Many2one(
        'res.users', string="Leader in Charge", domain=[('share', '=', False)], tracking=True, groups=STAFF,
        help="Receives what is dispatched to the unit and assigns it (R33). Always a member.")
    liaison_id = fields.Many2one(
        'res.users', domain=[('share', '=', False)], tracking=True, groups=STAFF,
        help="The one liaison of the unit with the agency window (R83). Always a member.")
    member_ids = fields.Many2many(
        'res.users', 'daiban_unit_res_users_rel', 'unit_id', 'user_id', string="Members",
        domain=[('share', '=', False)], groups=STAFF)
    phone = fields.Char()
    address = fields.Char()
    notes = fields.Text(groups=STAFF)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a unit must be unique.")

    @api.depends('level')
    def _compute_counts_as_city(self):
        for unit in self:
            unit.counts_as_city = unit.level == 'city'

    @api.constrains('parent_id')
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A unit cannot be its own superior: choose another superior unit."))

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        units._keep_officers()
        return units

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'member_ids', 'leader_id', 'responsible_id', 'liaison_id'}:
            self._keep_officers()
        return result

    def _keep_officers(self):
        """Leader, agency head and liaison are members: rights follow membership."""
        for unit in self:
            officers = unit.leader_id | unit.responsible_id | unit.liaison_id
            if missing := officers - unit.member_ids:
                unit.member_ids |= missing

    def _leaders(self):
        """Who assigns and approves in these units."""
        return self.leader_id | self.responsible_id

    def _receiver(self):
        """Who is asked first for what comes to this unit."""
        return self.leader_id or self.responsible_id

    def _city_department(self):
        """The city department as which this unit counts (R66), empty if it counts as none."""
        self.ensure_one()
        department = self if self.counts_as_city else self.browse()
        while department.parent_id.counts_as_city:
            department = department.parent_id
        return department
