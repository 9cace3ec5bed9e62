from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

# Cases that say something about an enterprise: the service has taken them.
SERVED_STATES = ('accepted', 'running', 'done')


class DaibanPolicy(models.Model):
    """惠企政策 (R55): what the state offers enterprises, for whom, and how it is claimed.

    For whom is a record, not code: a condition on the enterprise, and one on its projects. Whoever meets them gets a
    ``daiban.policy.claim``, which the federation follows to the end.
    """

    _name = 'daiban.policy'
    _description = 'Benefit Policy'
    _inherit = ['daiban.condition.mixin', 'daiban.setup.mixin', 'mail.thread']
    _order = 'sequence, valid_to, id'
    _bundle_key = ('document_number', 'name')
    _rec_names_search = ['name', 'document_number']

    name = fields.Char(required=True, tracking=True)
    document_number = fields.Char(tracking=True)
    authority = fields.Char("Issuing Body", required=True, help="The body that issued it and decides on it.")
    valid_from = fields.Date()
    valid_to = fields.Date("Valid Until", help="After this day nothing can be claimed any more. Empty: no end.")
    partner_domain = fields.Char("Condition on the Enterprise", help="Which enterprises. Empty: every one.")
    domain = fields.Char(
        "Condition on Its Projects",
        help="At least one project of the enterprise that the service has accepted meets it. Empty: none is needed.")
    benefit = fields.Text("What There Is", required=True, help="In words, for the enterprise: how much, for what.")
    how_to_claim = fields.Text(required=True, help="In words, for the enterprise: where, with which papers.")
    contact = fields.Char("Whom to Ask")
    attachment_ids = fields.Many2many('ir.attachment', 'daiban_policy_attachment_rel', 'policy_id', 'attachment_id')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    claim_ids = fields.One2many('daiban.policy.claim', 'policy_id', string="Claims")
    claim_count = fields.Integer("Enterprises", compute='_compute_claim_count')
    cashed_count = fields.Integer("Paid Out", compute='_compute_claim_count')
    is_current = fields.Boolean("In Force", compute='_compute_is_current', search='_search_is_current')

    _valid_order = models.Constraint(
        'CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)',
        "A policy cannot end before it begins.")

    def _compute_claim_count(self):
        counts = {}
        for policy, state, count in self.env['daiban.policy.claim']._read_group(
                [('policy_id', 'in', self.ids)], ['policy_id', 'state'], ['__count']):
            counts.setdefault(policy, {})[state] = count
        for policy in self:
            found = counts.get(policy, {})
            policy.claim_count = sum(found.values())
            policy.cashed_count = found.get('cashed', 0)

    @api.depends('valid_from', 'valid_to', 'active')
    def _compute_is_current(self):
        today = self.env['daiban.calendar.year']._district_today()
        for policy in self:
            policy.is_current = (
                policy.active and (not policy.valid_from or policy.valid_from <= today)
                and (not policy.valid_to or policy.valid_to >= today))

    def _search_is_current(self, operator, value):
        if operator != 'in':
            return NotImplemented
        today = self.env['daiban.calendar.year']._district_today()
        return (
            Domain('active', '=', True)
            & (Domain('valid_from', '=', False) | Domain('valid_from', '<=', today))
            & (Domain('valid_to', '=', False) | Domain('valid_to', '>=', today)))

    @api.constrains('domain', 'partner_domain')
    def _check_conditions(self):
        for policy in self:
            policy._parse_condition(policy.domain)
            policy._parse_condition(policy.partner_domain, 'res.partner')

    # === Matching ===

    @api.model
    def _federation(self):
        """The unit that follows the policies to the end (R55)."""
        return self.env.ref('sanming_daiban.unit_federation').sudo()  # sudo: who its people are is no secret

    def _check_federation(self):
        user = self.env.user
        if not self.env.su and user not in self._federation().member_ids and not user.has_group(
                'sanming_daiban.group_manager'):
            raise AccessError(self.env._("Only the federation of industry and commerce can do this."))

    def action_match(self):
        """Look for enterprises that meet the conditions; those that have a claim already keep it."""
        self._check_federation()
        if outdated := self.filtered(lambda policy: not policy.is_current):
            raise ValidationError(self.env._(
                "“%(policy)s” is not in force today: nobody can claim it.", policy=outdated[0].name))
        enterprises = self.env['res.partner'].sudo().search([  # sudo: every enterprise of the district is asked
            ('is_company', '=', True), '|', ('uscc', '!=', False), ('daiban_project_ids', '!=', False)])
        claims = self._match(enterprises)
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'success' if claims else 'info',
                'message': self.env._("%(count)s enterprises found that had not been found before.", count=len(claims)),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'}}}

    def _match(self, partners):
        """A claim for each of the enterprises that meets the conditions and has none of this policy yet."""
        policies = self.sudo()  # sudo: matching is the system's, whoever accepts a case or presses the button
        known = {(claim.policy_id.id, claim.partner_id.id) for claim in policies.env['daiban.policy.claim'].search(
            [('policy_id', 'in', policies.ids), ('partner_id', 'in', partners.ids)])}
        claims = policies.env['daiban.policy.claim'].create([
            {'policy_id': policy.id, 'partner_id': partner.id}
            for policy in policies for partner in policy._matching(partners.sudo())
            if (policy.id, partner.id) not in known])
        claims._ask_to_inform()
        return claims

    def _matching(self, partners):
        found = partners.filtered_domain(self._parse_condition(self.partner_domain, 'res.partner'))
        if not (self.domain or '').strip('[] '):
            return found
        cases = found.daiban_project_ids.filtered(lambda case: case.state in SERVED_STATES)
        return found & cases.filtered_domain(self._parse_condition(self.domain)).partner_id

    def action_view_claims(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_policy_claim_action')
        return {**action, 'domain': [('policy_id', '=', self.id)], 'context': {}}
