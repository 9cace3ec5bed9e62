from odoo import api, models
from odoo.exceptions import UserError

TODO = 'mail.mail_activity_data_todo'


class DaibanPolicyClaimPortal(models.AbstractModel):
    """What an enterprise sees of the policies for it, and says to them (R55).

    Portal users have no access to claims at all. Everything goes through these private methods, which first find out
    for which enterprise the user acts.
    """

    _name = 'daiban.policy.claim.portal'
    _description = 'Claim of a Policy: the Enterprise'

    @api.model
    def _portal_claims(self):
        """The claims of the enterprise for which the user acts now; with all rights, to be shown."""
        enterprise = self.env['daiban.project']._portal_enterprise()
        claims = self.sudo()  # sudo: those of the own enterprise, see the line before
        return claims.search([('partner_id', '=', enterprise.id)], order='valid_to, id desc') if enterprise else claims

    @api.model
    def _portal_find(self, claim_id):
        """One of the own claims with all rights, or an empty one."""
        enterprises = self.env['daiban.project']._portal_enterprises()
        claims = self.sudo()  # sudo: restricted to the enterprises for which the user acts
        return claims.search([('id', '=', claim_id), ('partner_id', 'in', enterprises.ids)])

    def _portal_is_open(self):
        """Whether the enterprise may still say whether it wants it."""
        return self.state in ('matched', 'informed', 'not_wanted') and self.policy_id.is_current

    def _portal_wish(self, wish, note=''):
        """I want it, or not. The caller found the claim by :meth:`_portal_find`."""
        self.ensure_one()
        if wish not in ('yes', 'no'):
            raise UserError(self.env._("Please say whether you want it."))
        if not self._portal_is_open():
            raise UserError(self.env._("It has been claimed already, or the policy is over. Please ask your agent."))
        today = self.env['daiban.calendar.year']._district_today()
        note = str(note or '').replace('\x00', '').strip()[:1000]
        said = self.env._("Said on its page: wants it.") if wish == 'yes' else self.env._(
            "Said on its page: does not want it.")
        words = ' '.join(filter(None, [said, note]))
        self.write({'wish': wish, 'wish_on': today})
        if wish == 'yes' and self.state != 'informed':
            self._move('informed', today, words)
        elif wish == 'no' and self.state != 'not_wanted':
            self._move('not_wanted', today, words)
        if wish == 'yes' and self.responsible_id:
            self.activity_unlink([TODO])
            self.activity_schedule(
                TODO, user_id=self.responsible_id.id, note=note,
                summary=self.env._("The enterprise wants it: help it to claim"))
