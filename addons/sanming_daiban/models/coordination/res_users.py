from odoo import fields, models


class ResUsers(models.Model):
    """Who is at work, and who acts for those who are not."""

    _inherit = 'res.users'

    daiban_absence_ids = fields.One2many('daiban.absence', 'user_id', string="Absences")

    def _daiban_present(self, date=None):
        """Those of these people who are at work on a day, today if none is given."""
        return self - self.browse().union(*self.env['daiban.absence']._of(self, date))

    def _daiban_deputies(self, date=None):
        """{id: user} of those of these people who are away and for whom somebody acts who is at work."""
        deputies = {}
        for user, absence in (self.env['daiban.absence']._of(self, date) if self else {}).items():
            if deputy := absence.substitute_id and absence.substitute_id._daiban_acting(date, seen=user):
                deputies[user.id] = deputy.with_env(self.env)
        return deputies

    def _daiban_acting(self, date=None, seen=None):
        """Who acts for this person: himself, or his substitute, or the substitute's; empty if nobody does."""
        self.ensure_one()
        absence = self.env['daiban.absence']._of(self, date).get(self)
        if not absence:
            return self
        seen = (seen or self.browse()) | self
        substitute = absence.substitute_id.with_env(self.env) - seen
        return substitute._daiban_acting(date, seen) if substitute else substitute

    def _daiban_settle(self):
        """What these people were asked for goes to whoever acts for them today."""
        activities = self.env['mail.activity'].sudo().search([  # sudo: of other people, moved by rule
            ('res_model', '=like', 'daiban.%'),
            '|', ('user_id', 'in', self.ids), ('daiban_stands_in_for_id', 'in', self.ids)])
        owners = activities.daiban_stands_in_for_id | activities.user_id
        activities._daiban_settle(owners._daiban_deputies())
        items = self.env['daiban.item'].sudo().search([  # sudo: as above
            ('state', '=', 'dispatched'), ('unit_id', 'in', self.sudo().daiban_unit_ids.ids)])
        items._ask_to_assign()
