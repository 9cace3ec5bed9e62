from odoo import api, models
from odoo.exceptions import AccessError
from odoo.http import request

CHOICE = 'daiban_enterprise_id'


class DaibanProjectPeople(models.AbstractModel):
    """For whom a person acts, and to whom a case belongs (R11, R18): the only place that answers it."""

    _name = 'daiban.project.people'
    _description = 'Agency Project: People'

    @api.model
    def _portal_enterprises(self):
        """Every enterprise for which the user acts now, in the order in which he came to it."""
        lines = self.env['daiban.representative'].sudo()  # sudo: the user's own lines
        return lines.search(lines._acting_domain(), order='id').enterprise_id

    @api.model
    def _portal_enterprise(self):
        """The enterprise for which the user acts now: chosen in the session, else the first; empty if there is none."""
        enterprises = self._portal_enterprises()
        chosen = request and request.session.get(CHOICE)
        return enterprises.filtered(lambda enterprise: enterprise.id == chosen) or enterprises[:1]

    @api.model
    def _portal_switch(self, enterprise_id):
        """Act for another of one's own enterprises from now on."""
        if enterprise_id not in self._portal_enterprises().ids:
            raise AccessError(self.env._("You do not act for this enterprise."))
        request.session[CHOICE] = enterprise_id

    def _portal_is_own(self):
        """Whether the user acts for the enterprise of this case, with the record rules of today."""
        self.ensure_one()
        if self.env.user._is_public():
            return False
        case = self.with_user(self.env.user)
        return case.has_access('read') and case.sudo().partner_id in case._portal_enterprises()

    def _portal_own(self):
        """This case with the rights to change it; refuses unless the user acts for its enterprise."""
        self.ensure_one()
        self.check_access('read')
        if not self._portal_is_own():
            raise AccessError(self.env._("This case belongs to another enterprise."))
        return self.sudo()  # sudo: ownership was decided in the line before, after the record rules

    # === Messages ===

    def _portal_people(self):
        """Who is told about these cases: the people who act for the enterprise, else the enterprise itself."""
        return self.partner_id._representatives() or self.partner_id

    def _message_add_default_recipients(self):
        found = super()._message_add_default_recipients()
        for case in self:
            found[case.id]['partners'] = case._portal_people()
        return found

    # === Acceptance ===

    def _portal_unconfirmed(self):
        """Cases that were handed in by somebody of whom no clerk has confirmed yet that he acts for the enterprise."""
        online = self.filtered(lambda case: case.channel == 'portal')
        confirmed = {
            (line.enterprise_id, line.user_id)
            # sudo: two facts about the applicants of cases that the caller may decide about
            for line in self.env['daiban.representative'].sudo().search(
                [('enterprise_id', 'in', online.partner_id.ids), ('confirmed_at', '!=', False)]
            )
        }
        return online.filtered(lambda case: (case.partner_id, case._applicant()) not in confirmed)

    def _applicant(self):
        """Who asked for the service in the name of the enterprise."""
        return self.consented_by_id or self.create_uid
