from odoo import api, fields, models

from .daiban_eval_scheme_part_mixin import KINDS

OUTCOMES = [('drawn', "Asked"), ('left', "Not Drawn"), ('excluded', "Excluded")]
REASONS = [
    ('self', "The Person Himself"),
    ('subordinate', "Works under the Person"),
    ('acts', "The Person Acts for This Enterprise"),
    ('conflict', "Declared Conflict"),
    ('twice', "Asked in Another Group"),
    ('gone', "Account Closed"),
]


class DaibanEvalContact(models.Model):
    """One line of the draw: who met whom in the year, by which evidence, and whether he is asked or why not (R97)."""
    _name = 'daiban.eval.contact'
    _description = 'Contact in the Draw'
    _order = 'campaign_id desc, subject_id, kind, outcome, place, id'
    _rec_names_search = ['subject_id.user_id.name', 'partner_id.name']

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, readonly=True, index=True, ondelete='cascade')
    subject_id = fields.Many2one(
        'daiban.eval.subject', string="Evaluated Person", required=True, readonly=True, index=True, ondelete='cascade')
    kind = fields.Selection(KINDS, string="Group", required=True, readonly=True)
    partner_id = fields.Many2one('res.partner', string="Rater", required=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one('res.users', string="Account", readonly=True, ondelete='restrict')
    evidence = fields.Text("How They Met", readonly=True)
    outcome = fields.Selection(OUTCOMES, string="In the Draw", required=True, readonly=True)
    reason = fields.Selection(REASONS, string="Why Excluded", readonly=True)
    note = fields.Char(readonly=True)
    place = fields.Integer(
        "Place in the Draw", readonly=True, aggregator=None,
        help="By the SHA-256 of seed:group:person:rater, in the ids of the accounts; the lowest are asked.")

    _contact_uniq = models.Constraint('UNIQUE(subject_id, kind, partner_id)', "A contact is in the draw once.")

    @api.depends('partner_id.name', 'subject_id.user_id.name')
    def _compute_display_name(self):
        for contact in self:
            contact.display_name = f'{contact.partner_id.name} → {contact.subject_id.user_id.name}'


class DaibanEvalConflict(models.Model):
    """Somebody who must not be asked about a person, as the evaluation officer declared before the draw."""
    _name = 'daiban.eval.conflict'
    _description = 'Conflict of Interest'
    _order = 'id'

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, index=True, ondelete='cascade')
    user_id = fields.Many2one(
        'res.users', string="Evaluated Person", required=True, ondelete='restrict', domain=[('share', '=', False)])
    partner_id = fields.Many2one(
        'res.partner', string="Is Not Asked", required=True, ondelete='restrict',
        help="An enterprise, or a colleague of the center or an office.")
    reason = fields.Char(required=True, help="For example: a relative, or a complaint that is being examined.")

    _pair_uniq = models.Constraint('UNIQUE(campaign_id, user_id, partner_id)', "This conflict is declared already.")

    @api.model_create_multi
    def create(self, vals_list):
        conflicts = super().create(vals_list)
        conflicts._check_before_draw()
        return conflicts

    def write(self, vals):
        self._check_before_draw()
        result = super().write(vals)
        self._check_before_draw()  # it may have been moved to another evaluation
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_before_draw(self):
        self._check_before_draw()

    def _check_before_draw(self):
        self.campaign_id._check_state('draft', action=self.env._("declare conflicts; take the draw back first"))
