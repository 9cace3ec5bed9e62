from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate

from ...tools.identifiers import normalise_project_codes

_lt = LazyTranslate(__name__)

PROJECT_STATES = [
    ('draft', "Draft"),
    ('submitted', "Under Examination"),
    ('supplement', "Waiting for Supplement"),
    ('accepted', "Accepted"),
    ('running', "In Progress"),
    ('done', "Completed"),
    ('rejected', "Not Accepted"),
    ('withdrawn', "Withdrawn"),
    ('terminated', "Terminated"),
]


class DaibanProject(models.Model):
    """The case: one project of one enterprise, from application to completion (R22–R35).

    What happens to it is in the mixins: ``daiban.project.intake`` (until it is accepted or not),
    ``daiban.project.flow`` (from the frozen plan to completion), ``daiban.project.portal`` (what the enterprise does).
    """

    _name = 'daiban.project'
    _description = 'Agency Project'
    _inherit = [
        'daiban.project.own',
        'daiban.project.intake',
        'daiban.project.flow',
        'daiban.project.checklist',
        'daiban.project.glance',
        'daiban.project.budget',
        'daiban.project.portal',
        'daiban.project.counter',
        'daiban.project.examination',
        'daiban.project.outlook',
        'daiban.project.correction',
        'daiban.project.rating',
        'daiban.project.trips',
        'daiban.project.message',
        'daiban.project.access',
        'daiban.clock.mixin',
        'daiban.workflow.mixin',
        'portal.mixin',
        'mail.thread',
        'mail.activity.mixin',
    ]
    _order = 'priority desc, submitted_on desc, id desc'
    _mail_post_access = 'read'
    _rec_names_search = ['name', 'number', 'partner_id.name', 'uscc', 'project_code']
    _workflow_fields = (
        'state', 'number', 'plan_id', 'card_id', 'submitted_on', 'received_on', 'accepted_on', 'accepted_by_lapse',
        'closed_on', 'consented_at', 'consented_by_id', 'consent_letter_id', 'consent_withdrawn_at', 'terminate_ground',
        'previous_id')

    # --- who and what ---
    name = fields.Char(string="Project Name", required=True, tracking=True, index='trigram')
    number = fields.Char(string="Case Number", readonly=True, copy=False, index='trigram')
    priority = fields.Selection([('0', "Normal"), ('1', "Urgent")], default='0')
    partner_id = fields.Many2one(
        'res.partner', string="Enterprise", required=True, tracking=True, index=True, ondelete='restrict',
        domain=[('is_company', '=', True)])
    uscc = fields.Char(related='partner_id.uscc', store=True)
    ownership = fields.Selection(related='partner_id.ownership', store=True, readonly=False)
    project_unit_name = fields.Char(
        string="Project Unit", help="The construction client, if it is not the enterprise itself (R18).")
    project_code = fields.Char(
        copy=False, index='btree_not_null',
        help="Code of the national online approval platform, 24 characters with hyphens. Several: with commas.")
    contact_name = fields.Char(string="Contact Person")
    contact_phone = fields.Char()
    description = fields.Text(string="What Is Built")

    # --- what kind (decides plan, limit, routing) ---
    category_id = fields.Many2one('daiban.category', tracking=True, index=True, ondelete='restrict')
    nature = fields.Selection([('production', "Production"), ('commercial', "Commercial")])
    object_class = fields.Selection(
        [
            ('key', "Key Construction Project"),
            ('park', "Project Admitted to a Park"),
            ('independent', "Independent Site"),
            ('other', "Other"),
        ],
    )
    key_tier = fields.Selection(
        [('province', "Province"), ('city', "City"), ('district', "District")], string="Key Project Of")
    approval_mode = fields.Selection(
        [
            ('standard', "Standard"),
            ('land_and_start', "Start on Land Delivery"),
            ('early_start', "Early Start Approved (No Construction Permit)"),
        ],
        default='standard', required=True, readonly=True, copy=False, tracking=True)
    park_id = fields.Many2one('daiban.park', index='btree_not_null')
    township_id = fields.Many2one(
        'daiban.unit', string="Township or Street", domain=[('unit_type', '=', 'township')], index='btree_not_null'
    )
    address = fields.Char(string="Site")
    industry_code = fields.Char(help="GB/T 4754-2017, for example C2614.")
    investment = fields.Float(string="Investment (10,000 CNY)", digits=(16, 2))
    land_area = fields.Float(string="Land Area (m²)", digits=(16, 2))
    floor_area = fields.Float(string="Floor Area (m²)", digits=(16, 2))
    properties = fields.Properties(definition='category_id.property_definition', copy=True)
    planned_start_date = fields.Date(string="Planned Construction Start")

    # --- who serves it (Q6, Q7) ---
    service_mode = fields.Selection(
        [('agency', "Full Agency"), ('guided', "Guided")], default='agency', required=True, tracking=True
    )
    channel = fields.Selection(
        [('portal', "Portal"), ('window', "Agency Window"), ('park_team', "Park Team")], default='window', required=True
    )
    introducer_id = fields.Many2one('daiban.unit', string="Introducing Unit", index='btree_not_null')
    introducer_user_id = fields.Many2one(
        'res.users', string="Introducer's Person", help="R58: follows the case throughout."
    )
    lead_unit_id = fields.Many2one('daiban.unit', tracking=True, index=True)
    support_unit_ids = fields.Many2many(
        'daiban.unit', 'daiban_project_support_unit_rel', 'project_id', 'unit_id', string="Support Units"
    )
    guide_unit_id = fields.Many2one('daiban.unit', string="Guiding Unit", index='btree_not_null')
    tracker_unit_id = fields.Many2one('daiban.unit', string="Tracking Unit", index='btree_not_null')
    agent_id = fields.Many2one('res.users', tracking=True, index='btree_not_null')
    platform_user_id = fields.Many2one(
        'res.users', string="Platform Follower", help="R35: follows the items on the construction approval platform."
    )

    # --- where it stands ---
    state = fields.Selection(
        PROJECT_STATES, default='draft', required=True, readonly=True, copy=False, tracking=True, index=True
    )
    active = fields.Boolean(default=True)
    consented_at = fields.Datetime(
        string="Consent to Be Represented", readonly=True, copy=False,
        help="R11: the service runs only on the enterprise's own request.")
    submitted_on = fields.Date(readonly=True, copy=False, index=True)
    accepted_on = fields.Date(readonly=True, copy=False, tracking=True)
    closed_on = fields.Date(readonly=True, copy=False)
    close_reason = fields.Text(string="Reason for Closing", readonly=True, copy=False)
    plan_id = fields.Many2one(
        'daiban.plan',
        string="Plan Version",
        readonly=True,
        copy=False,
        ondelete='restrict',
        help="The version that was in force when the case was opened; it stays on it (R1).",
    )
    optional_line_ids = fields.Many2many(
        'daiban.plan.line',
        'daiban_project_optional_line_rel',
        'project_id',
        'line_id',
        string="Items on Demand",
        help="Items of the plan that this project needs only if somebody says so.",
    )
    base_limit = fields.Integer(
        compute='_compute_base_limit',
        store=True,
        readonly=False,
        help="Working days of the scheme (R38–R42); entered by hand for a case of its own kind (Q2).",
    )
    stage_id = fields.Many2one(
        'daiban.stage',
        compute='_compute_stage_id',
        store=True,
        group_expand='_group_expand_stage',
        index=True,
        falsy_value_label=_lt("Before Acceptance"),  # pylint: disable=translation-field  # or it is not exported
    )
    card_id = fields.Many2one('daiban.card', readonly=True, copy=False, index='btree_not_null')
    item_ids = fields.One2many('daiban.item', 'project_id', string="Items")
    material_ids = fields.One2many('daiban.material', 'project_id', string="Materials")
    notice_ids = fields.One2many('daiban.notice', 'project_id', string="Letters")

    _number_uniq = models.Constraint('UNIQUE(number)', "This case number is taken.")
    _amounts_positive = models.Constraint(
        'CHECK(investment >= 0 AND land_area >= 0 AND floor_area >= 0 AND base_limit >= 0)',
        "Investment, areas and limits cannot be negative.",
    )
    _closed_after_start = models.Constraint(
        'CHECK(closed_on IS NULL OR submitted_on IS NULL OR closed_on >= submitted_on)',
        "A case cannot be closed before it was submitted.",
    )

    @api.depends('number', 'name')
    @api.depends_context('case_name_first')
    def _compute_display_name(self):
        # in a narrow column the name is what people know the case by: it must not be what is cut off
        order = -1 if self.env.context.get('case_name_first') else 1
        for project in self:
            project.display_name = ' '.join(filter(None, [project.number, project.name][::order]))

    def _compute_access_url(self):
        for project in self:
            project.access_url = f'/my/daiban/{project.id}'

    @api.depends('category_id')
    def _compute_base_limit(self):
        for project in self:
            project.base_limit = project.category_id.base_limit or project.base_limit

    @api.depends('item_ids.state', 'item_ids.stage_id')
    def _compute_stage_id(self):
        """The earliest stage that still has open items; when none is open, the last one that was reached."""
        self._fetch_item_states()
        self.item_ids.mapped('is_open')  # worked out for all of them at once
        for project in self:
            items = project.item_ids.filtered('stage_id')
            still_open = items.filtered('is_open')
            reached = (items - still_open).filtered(lambda item: item.state != 'cancelled').stage_id.sorted()
            ahead = (still_open or items).stage_id.sorted()
            project.stage_id = reached[-1:] if reached and not still_open else ahead[:1]

    def _fetch_item_states(self):
        """Read of the items what the state of a case hangs on, and not all that an item has."""
        self.item_ids.fetch(['state', 'stage_id', 'unit_id', 'type_id'])

    @api.model
    def _group_expand_stage(self, stages, domain):
        return stages.search([])  # pylint: disable=no-search-all  # four columns

    def _locked_fields(self):
        """The enterprise is settled with the submission; category, limit and chosen items with the acceptance."""
        locked = {'partner_id', 'submitted_on'} if self.state != 'draft' else set()
        accepted = self.state not in ('draft', 'submitted', 'supplement')
        return locked | {'category_id', 'base_limit', 'optional_line_ids'} if accepted else locked

    @api.constrains('project_code')
    def _check_project_code(self):
        for project in self.filtered('project_code'):
            self._normalise_project_code(project.project_code)

    @api.model
    def _normalise_project_code(self, code):
        try:
            return normalise_project_codes(code)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%(code)s” is not a project code: it looks like 2601-000000-04-01-123456, four groups of digits "
                    "and a fifth, with hyphens. It stands on the filing certificate.",
                    code=str(error),
                )
            ) from error

    @api.constrains('object_class', 'park_id', 'key_tier')
    def _check_object_class(self):
        for project in self:
            if project.object_class == 'key' and not project.key_tier:
                raise ValidationError(
                    self.env._("A key construction project needs the tier that lists it: province, city or district.")
                )
            if project.object_class == 'park' and not project.park_id:
                raise ValidationError(self.env._("A project admitted to a park needs the park."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get('project_code'):
                vals['project_code'] = self._normalise_project_code(vals['project_code'])
        projects = super().create(vals_list)
        projects._sync_materials()
        return projects

    def write(self, vals):
        if vals.get('project_code'):
            vals = {**vals, 'project_code': self._normalise_project_code(vals['project_code'])}
        result = super().write(vals)
        if 'category_id' in vals:
            self._sync_materials()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self.filtered(lambda project: project.state != 'draft')._refuse_unlink()

    def _refuse_unlink(self):
        if self:
            raise ValidationError(
                self.env._(
                    "“%(name)s” was submitted and belongs to the record of the enterprise: it can be withdrawn or "
                    "terminated, not deleted.",
                    name=self[0].display_name,
                )
            )
