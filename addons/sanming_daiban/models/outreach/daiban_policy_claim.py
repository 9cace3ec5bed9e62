from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = 'mail.mail_activity_data_todo'
CLAIM_STATES = [
    ('matched', "To Be Informed"),
    ('informed', "Informed"),
    ('claimed', "Claimed"),
    ('approved', "Benefit Granted"),
    ('cashed', "Paid Out"),
    ('declined', "Claim Declined"),
    ('not_wanted', "Not Wanted"),
]
# From which states a step leads to each.
BEFORE = {
    'informed': ('matched', 'not_wanted'),
    'claimed': ('informed',),
    'approved': ('claimed',),
    'cashed': ('approved',),
    'declined': ('claimed',),
    'not_wanted': ('matched', 'informed'),
}
ENDED = ('cashed', 'declined', 'not_wanted')


class DaibanPolicyClaim(models.Model):
    """What a policy is for one enterprise: found, told, claimed, granted, received; or declined, or not wanted (R55).

    The federation follows it to the end. Every step is kept with its day, its person and its evidence.
    """

    _name = 'daiban.policy.claim'
    _description = 'Claim of a Policy'
    _inherit = ['daiban.policy.claim.portal', 'daiban.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'policy_id', 'partner_id', 'unit_id', 'wish', 'wish_on')

    policy_id = fields.Many2one('daiban.policy', required=True, readonly=True, index=True, ondelete='restrict')
    partner_id = fields.Many2one(
        'res.partner', string="Enterprise", required=True, readonly=True, index=True, ondelete='restrict')
    ownership = fields.Selection(related='partner_id.ownership')
    valid_to = fields.Date(related='policy_id.valid_to', store=True)
    unit_id = fields.Many2one(
        'daiban.unit', string="Followed By", required=True, readonly=True, index=True,
        default=lambda self: self.env['daiban.policy']._federation())
    responsible_id = fields.Many2one(
        'res.users', default=lambda self: self._default_responsible(), tracking=True, index='btree_not_null',
        domain="[('daiban_unit_ids', 'in', unit_id)]")
    state = fields.Selection(
        CLAIM_STATES, default='matched', required=True, readonly=True, copy=False, tracking=True, index=True,
        group_expand=True)
    step_ids = fields.One2many('daiban.policy.step', 'claim_id', string="Steps", readonly=True)
    last_step_on = fields.Date(compute='_compute_last_step_on', store=True)
    wish = fields.Selection(
        [('yes', "Wants It"), ('no', "Does Not Want It")], string="The Enterprise", readonly=True, copy=False,
        help="What the enterprise said on its page.")
    wish_on = fields.Date("Said On", readonly=True, copy=False)
    note = fields.Text("Working Note")

    _once = models.Constraint(
        'UNIQUE(policy_id, partner_id)', "This enterprise has a claim of this policy already.")

    @api.model
    def _default_responsible(self):
        federation = self.env['daiban.policy']._federation()
        return federation.liaison_id or federation.responsible_id or federation.leader_id

    @api.depends('policy_id', 'partner_id')
    def _compute_display_name(self):
        for claim in self.sudo():  # sudo: names for whoever may see the claim
            claim.display_name = f'{claim.partner_id.name} · {claim.policy_id.name}'

    @api.depends('step_ids.date')
    def _compute_last_step_on(self):
        for claim in self:
            claim.last_step_on = max(claim.step_ids.mapped('date'), default=False)

    def _check_followers(self):
        if self.env.su:
            return
        self.check_access('write')
        for claim in self:
            if self.env.user not in claim.unit_id.sudo().member_ids:  # sudo: only asks whether one belongs to it
                raise AccessError(self.env._("Only the people of %(unit)s can do this.", unit=claim.unit_id.name))

    def _ask_to_inform(self):
        for claim in self.filtered('responsible_id'):
            claim.activity_schedule(
                TODO, user_id=claim.responsible_id.id,
                summary=self.env._("Tell the enterprise what there is for it"))

    # === Steps ===

    def action_inform(self, **details):
        return self._step('informed', details)

    def action_claim(self, **details):
        return self._step('claimed', details)

    def action_approve(self, **details):
        return self._step('approved', details)

    def action_cash(self, **details):
        return self._step('cashed', details)

    def action_decline(self, **details):
        return self._step('declined', details)

    def action_not_wanted(self, **details):
        return self._step('not_wanted', details)

    def _step(self, state, details):
        """One step on; without details the dialog asks for them.

        :param details: ``date`` (today), ``note``, ``attachments``; words or evidence are needed
        """
        self._check_state(*BEFORE[state], action=self.env._("record this step"))
        self._check_followers()
        if not details:
            return self._decision_dialog(state)
        today = self.env['daiban.calendar.year']._district_today()
        date = fields.Date.to_date(details.get('date')) or today
        note, attachments = (details.get('note') or '').strip(), details.get('attachments')
        if not note and not attachments:
            raise UserError(self.env._("Say in a few words how it was done, or attach the evidence."))
        for claim in self:
            if date > today or (claim.last_step_on and date < claim.last_step_on):
                raise UserError(self.env._(
                    "The day of this step lies neither in the future nor before the last step (%(last)s).",
                    last=claim.last_step_on or '—'))
        self.sudo()._move(state, date, note, attachments)  # sudo: moves only by these actions, see the checks above
        return True

    def _move(self, state, date, note='', attachments=None):
        self.env['daiban.policy.step'].create([{
            'claim_id': claim.id, 'state': state, 'date': date, 'user_id': self.env.uid, 'note': note,
            'attachment_ids': [fields.Command.set(attachments.ids)] if attachments else False,
        } for claim in self])
        self.state = state
        self.activity_unlink([TODO])

    def _decision_dialog(self, state):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Next Step"), 'res_model': 'daiban.policy.decision',
            'view_mode': 'form', 'target': 'new', 'context': {'default_claim_ids': self.ids, 'default_state': state}}

    def _home_facts(self):
        """A line of the first page."""
        facts = {'title': self.sudo().partner_id.name, 'sub': self.policy_id.name}  # sudo: as in the display name
        return {**facts, **self.env['daiban.home']._due_facts(self.valid_to)} if self.valid_to else facts
