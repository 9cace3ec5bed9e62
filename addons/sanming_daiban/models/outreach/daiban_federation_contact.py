from odoo import fields, models
from odoo.tools import SQL

from .daiban_policy_claim import ENDED


class DaibanFederationContact(models.Model):
    """The non-public enterprises with which the federation keeps contact: last visit, next visit, what runs (R54)."""

    _name = 'daiban.federation.contact'
    _description = 'Contact of the Federation'
    _auto = False
    _order = 'next_visit_on, id'
    _rec_name = 'partner_id'

    partner_id = fields.Many2one('res.partner', string="Enterprise", readonly=True)
    phone = fields.Char(related='partner_id.phone')
    last_visit_on = fields.Date("Last Contact On", readonly=True)
    last_user_id = fields.Many2one('res.users', string="Last Contact By", readonly=True)
    visit_count = fields.Integer("Contacts", readonly=True)
    next_visit_on = fields.Date("Next Visit By", readonly=True)
    open_case_count = fields.Integer("Open Cases", readonly=True)
    open_claim_count = fields.Integer("Open Claims", readonly=True)

    @property
    def _table_query(self):
        return SQL("""
            SELECT partner.id, partner.id AS partner_id, last.date AS last_visit_on, last.user_id AS last_user_id,
                   COALESCE(visited.count, 0)::int AS visit_count,
                   COALESCE(last.date + %(days)s, %(today)s) AS next_visit_on,
                   COALESCE(cases.count, 0)::int AS open_case_count, COALESCE(claims.count, 0)::int AS open_claim_count
              FROM res_partner partner
         LEFT JOIN LATERAL (
                   SELECT visit.date, visit.user_id FROM daiban_visit visit
                     JOIN daiban_unit unit ON unit.id = visit.unit_id AND unit.unit_type = 'federation'
                    WHERE visit.partner_id = partner.id ORDER BY visit.date DESC, visit.id DESC LIMIT 1) last ON TRUE
         LEFT JOIN (SELECT visit.partner_id, count(*) FROM daiban_visit visit
                     JOIN daiban_unit unit ON unit.id = visit.unit_id AND unit.unit_type = 'federation'
                    GROUP BY visit.partner_id) visited ON visited.partner_id = partner.id
         LEFT JOIN (SELECT partner_id, count(*) FROM daiban_project
                    WHERE state IN ('submitted', 'supplement', 'accepted', 'running')
                    GROUP BY partner_id) cases ON cases.partner_id = partner.id
         LEFT JOIN (SELECT partner_id, count(*) FROM daiban_policy_claim
                    WHERE state NOT IN %(ended)s GROUP BY partner_id) claims ON claims.partner_id = partner.id
             WHERE partner.is_company AND partner.active AND partner.ownership = 'non_public'""",
            days=self.env['daiban.settings']._number('federation_visit_days'),
            today=self.env['daiban.calendar.year']._district_today(), ended=ENDED)

    def action_record_visit(self):
        """Write the visit down; who of us and for which unit is filled in."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Visit or Contact"), 'res_model': 'daiban.visit',
            'view_mode': 'form', 'target': 'new',
            'context': {'default_partner_id': self.partner_id.id, 'default_kind': 'site'}}
