from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .daiban_incident_flow import OPEN_STATES

KINDS = [
    ('overdue', "Overdue without a Pause"),
    ('held', "Held without Action"),
    ('told_twice', "Asked Again by Omission"),
    ('known', "Asked for What the District Has"),
    ('hand', "Reported by a Person"),
]
# What the center writes until the person concerned is told, ...
TERMS = {'nature', 'project_id', 'item_id', 'notice_id', 'user_id', 'unit_id', 'home_unit_id', 'happened_on', 'facts',
         'evidence_ids'}
# ... what only the person concerned writes, ...
STATEMENT = {'statement', 'statement_evidence_ids'}
# ... and what the center writes when it has looked into it, and for a referral.
FINDING = {'finding'}
REFERRAL = {'dereliction', 'project_delay', 'serious_loss', 'referred_to'}


class DaibanIncident(models.Model):
    """推诿不办、无故拖延 (R101–R104): of a person of the service or of a department, looked into fairly.

    The ledger only proposes; people report, hear, find and confirm. Nothing follows from it for anybody before the
    center and the home unit have both confirmed it, each by a person whom it does not concern. Then the person is
    not 优秀 in the year (R102); anything lower is a decision of its own, with reasons (R103). Who is not content asks
    for a review, which somebody decides who took no part.
    """
    _name = 'daiban.incident'
    _description = 'Incident of Shirking or Delay'
    _inherit = [
        'daiban.incident.flow', 'daiban.incident.outcome', 'daiban.incident.proposal', 'daiban.incident.evidence',
        'daiban.clock.mixin', 'daiban.team.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _mail_post_access = 'read'
    _rec_names_search = ['number', 'user_id.name', 'unit_id.name', 'project_id.number']
    _workflow_fields = (
        'state', 'number', 'kind', 'evidence_key', 'year', 'reported_on', 'reported_by_id', 'silent', 'stated_on',
        'found_on', 'found_by_id', 'proof', 'center_confirmed_by_id', 'center_confirmed_on', 'home_confirmed_by_id',
        'home_confirmed_on', 'confirmed_on', 'review_until', 'dismiss_reason', 'dismissed_by_id', 'extension_asked',
        'extension_reason', 'extension_by_id', 'cap', 'cap_reason', 'cap_by_id', 'cap_on', 'referred_on',
        'referred_by_id', 'limit_days', 'limit_unit', 'statutory_limit', 'statutory_limit_unit', 'home_confirmer_id')

    number = fields.Char(readonly=True, copy=False, index='trigram')
    state = fields.Selection(
        [
            ('proposed', "Proposed, Nobody Told"),
            ('reported', "Statement Awaited"),
            ('stated', "To Be Looked Into"),
            ('found', "To Be Confirmed Twice"),
            ('confirmed', "Confirmed"),
            ('dismissed', "Dismissed"),
            ('lifted', "Lifted by Review"),
        ],
        default='proposed', required=True, readonly=True, copy=False, tracking=True, index=True)
    kind = fields.Selection(KINDS, "How It Came Up", default='hand', required=True, readonly=True, copy=False)
    nature = fields.Selection(
        [('delay', "Delay without Cause"), ('shirking', "Shirking")], "Kind of Fault", default='delay', required=True,
        tracking=True)
    evidence_key = fields.Char(readonly=True, copy=False, export_string_translation=False)
    project_id = fields.Many2one('daiban.project', string="Case", index='btree_not_null', ondelete='restrict')
    item_id = fields.Many2one(
        'daiban.item', index='btree_not_null', ondelete='restrict', domain="[('project_id', '=?', project_id)]")
    notice_id = fields.Many2one('daiban.notice', string="Letter", index='btree_not_null', ondelete='restrict')
    user_id = fields.Many2one(
        'res.users', string="Person Concerned", index=True, ondelete='restrict', tracking=True,
        domain=[('share', '=', False)], help="Empty: it concerns the unit as such, and caps nobody's grade.")
    unit_id = fields.Many2one(
        'daiban.unit', string="Unit Concerned", compute='_compute_unit_id', store=True, readonly=False, precompute=True,
        required=True, index=True, ondelete='restrict', tracking=True)
    home_unit_id = fields.Many2one(
        'daiban.unit', compute='_compute_home_unit_id', store=True, readonly=False, precompute=True, index=True,
        ondelete='restrict', help="Where the personnel relation is; it confirms besides the center.")
    home_confirmer_id = fields.Many2one(
        'res.users', string="Confirms for the Home Unit", compute='_compute_home_confirmer_id', store=True, index=True,
        help="The leader of the home unit; if it concerns the leader, the next above.")
    happened_on = fields.Date(
        required=True, default=lambda self: self._clock_today(), tracking=True,
        help="A day on which it lay with the unit and the clock was not paused.")
    year = fields.Integer(compute='_compute_year', store=True, index=True, aggregator=None)
    facts = fields.Text(help="What the records say. Facts, no judgement.")
    evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_incident_evidence_rel', 'incident_id', 'attachment_id', string="Documents")

    limit_days = fields.Integer(
        "Days for the Statement", readonly=True,
        default=lambda self: self.env['daiban.settings']._number('incident_statement_days'))
    reported_on = fields.Date(readonly=True, copy=False)
    reported_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    statement = fields.Text("Statement of the Person", copy=False)
    statement_evidence_ids = fields.Many2many(
        'ir.attachment', 'daiban_incident_statement_rel', 'incident_id', 'attachment_id',
        string="Documents of the Person", copy=False)
    stated_on = fields.Date(readonly=True, copy=False)
    silent = fields.Boolean(
        "No Statement Made", readonly=True, copy=False, help="Silence is noted. It admits nothing.")
    extension_asked = fields.Integer("More Days Asked For", readonly=True, copy=False, aggregator=None)
    extension_reason = fields.Text("Why More Days", readonly=True, copy=False)
    extension_by_id = fields.Many2one('res.users', string="Granted By", readonly=True, copy=False)

    finding = fields.Text("What Was Found", copy=False, help="What is proved, by what, and what the person says to it.")
    found_on = fields.Date(readonly=True, copy=False)
    found_by_id = fields.Many2one('res.users', readonly=True, copy=False)
    center_confirmed_by_id = fields.Many2one('res.users', string="Confirmed for the Center", readonly=True, copy=False)
    center_confirmed_on = fields.Date(readonly=True, copy=False)
    home_confirmed_by_id = fields.Many2one('res.users', string="Confirmed for Home Unit", readonly=True, copy=False)
    home_confirmed_on = fields.Date("Home Unit Confirmed On", readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False, tracking=True, index='btree_not_null')
    dismiss_reason = fields.Text("Why It Was Dismissed", readonly=True, copy=False)
    dismissed_by_id = fields.Many2one('res.users', readonly=True, copy=False)

    is_concerned = fields.Boolean(compute='_compute_roles', export_string_translation=False)
    may_confirm = fields.Boolean(compute='_compute_roles', export_string_translation=False)
    may_confirm_home = fields.Boolean(compute='_compute_roles', export_string_translation=False)

    _key_uniq = models.UniqueIndex("(evidence_key) WHERE evidence_key IS NOT NULL", "It has been proposed already.")
    _number_uniq = models.Constraint('UNIQUE(number)', "This number of an incident is taken.")

    @api.depends('number', 'user_id', 'unit_id')
    def _compute_display_name(self):
        for incident in self:
            incident.display_name = ' '.join(filter(None, [
                incident.number or self.env._("Proposed incident"), incident.user_id.name or incident.unit_id.name]))

    @api.depends('happened_on')
    def _compute_year(self):
        for incident in self:
            incident.year = incident.happened_on.year if incident.happened_on else 0

    @api.depends('item_id')
    def _compute_unit_id(self):
        for incident in self:
            incident.unit_id = incident.unit_id or incident.item_id.unit_id

    @api.depends('user_id', 'unit_id', 'happened_on')
    def _compute_home_unit_id(self):
        """As in the ledger of service; who is not in it belongs to the unit."""
        periods = self.env['daiban.service.period']._standing(
            self.user_id, Domain('state', '=', 'confirmed')).sorted('date_from').grouped('user_id')
        for incident in self.filtered(lambda one: one.state == 'proposed'):
            day = incident.happened_on or self._clock_today()
            there = periods.get(incident.user_id, self.env['daiban.service.period']).filtered(
                lambda period, day=day: period.date_from <= day <= (period.date_to or day))[-1:]
            incident.home_unit_id = there.home_unit_id or there.unit_id or incident.unit_id

    @api.depends('home_unit_id.leader_id', 'home_unit_id.parent_id.leader_id', 'user_id', 'unit_id', 'state')
    def _compute_home_confirmer_id(self):
        for incident in self:
            if incident.state in OPEN_STATES or not incident.home_confirmer_id:
                incident.home_confirmer_id = incident._find_confirmer()

    def _find_confirmer(self):
        """The leader of the home unit, or the next above whom it does not concern."""
        unit, concerned = self.home_unit_id, self._concerned()
        while unit:
            if unit.leader_id and unit.leader_id not in concerned:
                return unit.leader_id
            unit = unit.parent_id
        return unit.leader_id

    def _concerned(self):
        """Whom it concerns: the person, or who answers for the unit."""
        unit = self.unit_id.sudo()  # sudo: only asks who it is
        return self.user_id or unit.leader_id or unit.responsible_id

    @api.depends('user_id', 'unit_id', 'state', 'center_confirmed_by_id', 'home_confirmed_by_id', 'found_by_id')
    @api.depends_context('uid')
    def _compute_roles(self):
        user, is_center = self.env.user, self.env.user.has_group('sanming_daiban.group_supervisor')
        for incident in self:
            concerned = user in incident._concerned()
            waits = incident.state == 'found' and not concerned
            incident.is_concerned = concerned
            incident.may_confirm = (
                waits and is_center and not incident.center_confirmed_by_id
                and user not in (incident.found_by_id | incident.home_confirmed_by_id))
            incident.may_confirm_home = (
                waits and user == incident.home_confirmer_id and not incident.home_confirmed_by_id
                and user != incident.center_confirmed_by_id)

    # === What nobody writes by hand ===

    @api.constrains('item_id', 'project_id')
    def _check_item(self):
        for incident in self:
            if incident.item_id and incident.item_id.project_id != incident.project_id:
                raise ValidationError(self.env._(
                    "“%(item)s” belongs to another case. Choose an item of %(case)s.",
                    item=incident.item_id.name, case=incident.project_id.display_name or '—'))

    @api.onchange('item_id')
    def _onchange_item_id(self):
        if self.item_id:
            self.project_id = self.item_id.project_id
            self.unit_id = self.item_id.unit_id
            self.user_id = self.item_id.handler_id

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._refuse_by_hand(vals.keys() & (STATEMENT | FINDING | REFERRAL))
        incidents = super().create(vals_list)
        incidents._check_not_own()
        incidents._check_clock()
        incidents._adopt_documents()
        return incidents

    def write(self, vals):
        if not self.env.su and not vals.keys() <= STATEMENT:
            self._check_not_own()
        result = super().write(vals)
        if vals.keys() & {'item_id', 'project_id', 'happened_on', 'unit_id', 'nature'}:
            self._check_clock()
        self._adopt_documents()
        return result

    def _check_not_own(self):
        """Nobody keeps the record of what concerns himself."""
        for incident in self:
            if not self.env.su and incident.is_concerned:
                incident._refuse_concerned()

    def _locked_fields(self):
        """Who may write which part, and until when."""
        locked, is_center = set(TERMS | STATEMENT | FINDING | REFERRAL), self.env.user.has_group(
            'sanming_daiban.group_supervisor')
        if self.is_concerned:
            may_state = self.state == 'reported' or self.state == 'stated' and self.silent
            return locked - STATEMENT if may_state else locked
        if is_center and self.state == 'proposed':
            locked -= TERMS
        if is_center and self.state == 'stated':
            locked -= FINDING
        if is_center and self.state == 'confirmed' and not self.referred_on:
            locked -= REFERRAL
        return locked

    def _adopt_documents(self):
        """Documents are read by whoever reads the incident."""
        for incident in self:
            # sudo: only documents that the present user brought himself
            loose = (incident.evidence_ids | incident.statement_evidence_ids).sudo().filtered(
                lambda document: not document.res_id and document.create_uid == self.env.user)
            loose.write({'res_model': self._name, 'res_id': incident.id})

    @api.model
    def _clock_extension_cap(self):
        return self.env['daiban.settings']._number('incident_extension_days')

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise ValidationError(self.env._("An incident is never deleted: dismiss it with a reason."))
