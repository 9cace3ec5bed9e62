import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS, Domain

from .daiban_eval_scheme_part_mixin import KINDS


class DaibanEvalRater(models.Model):
    """Who is asked in one group of one evaluation: an enterprise, or a person of the center or of an office.

    Whether a rater has answered is known, for reminders; what, is not: see `daiban_eval_campaign_box`. No dates are
    kept that could be laid beside an answer.
    """
    _name = 'daiban.eval.rater'
    _description = 'Rater'
    _order = 'campaign_id desc, kind, id'
    _rec_name = 'partner_id'
    _rec_names_search = ['partner_id.name']
    _log_access = False

    campaign_id = fields.Many2one('daiban.eval.campaign', required=True, readonly=True, index=True, ondelete='cascade')
    kind = fields.Selection(KINDS, string="Group", required=True, readonly=True)
    partner_id = fields.Many2one('res.partner', string="Rater", required=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one(
        'res.users', string="Account", readonly=True, index='btree_not_null', ondelete='restrict',
        help="Empty for an enterprise: whoever acts for it in the portal may answer.")
    ballot_ids = fields.One2many('daiban.eval.ballot', 'rater_id', string="Own Ballots", readonly=True)
    asked = fields.Integer("Ballots Asked", compute='_compute_counts')
    cast = fields.Integer("Ballots Cast", compute='_compute_counts')
    has_account = fields.Boolean("Can Log In", compute='_compute_has_account')
    reminded_on = fields.Date(readonly=True)
    link_hash = fields.Char(readonly=True, groups=NO_ACCESS, index='btree_not_null', export_string_translation=False)
    link_made_on = fields.Date(readonly=True)
    link_made_by_id = fields.Many2one('res.users', readonly=True, ondelete='restrict')

    _rater_uniq = models.Constraint('UNIQUE(campaign_id, kind, partner_id)', "A rater is in a group once.")

    def _compute_counts(self):
        rows = self.env['daiban.eval.ballot'].sudo()._read_group(  # sudo: numbers of raters that the user sees
            [('rater_id', 'in', self.ids)], ['rater_id', 'state'], ['__count'])
        counts = {(rater.id, state): number for rater, state, number in rows}
        for rater in self:
            rater.cast = counts.get((rater.id, 'cast'), 0)
            rater.asked = rater.cast + counts.get((rater.id, 'pending'), 0)

    def _compute_has_account(self):
        for rater in self:
            # sudo: whether somebody acts for an enterprise, for those who see the rater
            rater.has_account = bool(rater.user_id or rater.partner_id.sudo()._representatives())

    # === Who may answer ===

    @api.model
    def _own(self):
        """The raters as which the user may answer now, also in the name of an enterprise."""
        raters = self.sudo()  # sudo: limited to the user in the next lines
        enterprises = self.env['daiban.project']._portal_enterprises()
        return raters.search(
            Domain('campaign_id', 'any', self.env['daiban.eval.campaign']._current_domain())
            & (Domain('user_id', '=', self.env.uid)
               | Domain('kind', '=', 'owner') & Domain('partner_id', 'in', enterprises.ids)))

    def _people(self):
        """The contacts who are told."""
        return self.user_id.partner_id or self.partner_id._representatives() or self.partner_id

    # === The personal link ===

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _find_by_token(self, token):
        """The rater of a personal link. A link cannot be guessed (256 random bits), and only its hash is stored."""
        if not (isinstance(token, str) and 40 <= len(token) <= 64):
            return self.sudo().browse()
        return self.sudo().search([('link_hash', '=', self._hash(token))], limit=1)  # sudo: the link is the right

    def _new_links(self):
        """{rater: address}: new personal links; those given out before are worthless from now on.

        They are shown once, to the evaluation officer, to be handed over on paper. Nobody can look them up later.
        """
        self.campaign_id._check_officer()
        self.campaign_id._check_state('open', action=self.env._("make personal links"))
        if own := self.filtered(lambda rater: rater.user_id == self.env.user):
            raise UserError(self.env._("%(rater)s can log in and needs no link.", rater=own[0].partner_id.name))
        links = {}
        for rater in self.sudo():  # sudo: nobody writes raters by hand; who asks was checked above
            token = secrets.token_urlsafe(32)
            rater.write({
                'link_hash': self._hash(token), 'link_made_on': self.campaign_id._today(),
                'link_made_by_id': self.env.uid})
            links[rater] = f'{rater.get_base_url()}/daiban/ballot/{token}'
        return links

    def action_slips(self):
        """Open the page on which personal links are made and printed."""
        self.campaign_id._check_officer()
        if not self:
            raise AccessError(self.env._("Choose for whom links are made."))
        ids = ','.join(map(str, self.ids))
        return {'type': 'ir.actions.act_url', 'url': f'/daiban/evaluation/slips?raters={ids}', 'target': 'new'}
