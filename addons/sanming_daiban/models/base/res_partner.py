from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.identifiers import normalise_uscc


class ResPartner(models.Model):
    _inherit = 'res.partner'

    uscc = fields.Char(
        string="Unified Social Credit Code",
        size=18,
        copy=False,
        help="18 characters, GB 32100-2015. Older enterprises of the district keep codes of the former districts.",
    )
    ownership = fields.Selection([('public', "Public"), ('non_public', "Non-public")])
    daiban_card_ids = fields.One2many('daiban.card', 'partner_id', string="Service Cards")
    daiban_project_ids = fields.One2many('daiban.project', 'partner_id', string="Agency Cases")
    daiban_document_ids = fields.One2many(
        'daiban.vault.document', 'partner_id', string="Stored Documents",
        groups='sanming_daiban.group_agent,sanming_daiban.group_supervisor,sanming_daiban.group_auditor,'
               'sanming_daiban.group_manager')
    daiban_representative_ids = fields.One2many('daiban.representative', 'enterprise_id', string="Representatives")
    daiban_project_count = fields.Integer(compute='_compute_daiban_project_count')

    _uscc_uniq = models.UniqueIndex(
        "(uscc) WHERE uscc IS NOT NULL", "Another enterprise already has this unified social credit code."
    )

    def _compute_daiban_project_count(self):
        counts = dict(
            self.env['daiban.project']._read_group([('partner_id', 'in', self.ids)], ['partner_id'], ['__count'])
        )
        for partner in self:
            partner.daiban_project_count = counts.get(partner, 0)

    @api.model
    def _normalise_uscc(self, code):
        """The code as it is stored, see :func:`normalise_uscc`; refuses a wrong one in words."""
        try:
            return normalise_uscc(code)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%(code)s” is not a valid unified social credit code: it has 18 characters, digits and capital "
                    "letters without I, O, S, V, Z, and the last one must match the others. Please compare it with "
                    "the business licence.",
                    code=code,
                )
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_normal_uscc(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_normal_uscc(vals))

    @api.model
    def _with_normal_uscc(self, vals):
        return {**vals, 'uscc': self._normalise_uscc(vals['uscc'])} if vals.get('uscc') else vals

    def action_view_daiban_projects(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_project_action')
        return {**action, 'domain': [('partner_id', '=', self.id)], 'context': {'default_partner_id': self.id}}

    # === Who acts for it ===

    def _representatives(self):
        """The persons who act for these enterprises now."""
        # sudo: whom to tell about a case, asked by whoever moves it
        return self.sudo().daiban_representative_ids.filtered(lambda line: line.state == 'active').partner_id

    def _renew_access_tokens(self):
        """Make every link with a token worthless that somebody may have kept of these enterprises."""
        everything = self.with_context(active_test=False)
        for records in (everything.daiban_project_ids, everything.daiban_card_ids):
            for record in records.filtered('access_token'):
                record.access_token = False
                record._portal_ensure_token()
        self.env['daiban.rating'].search([('partner_id', 'in', self.ids)])._renew_tokens()
        files = self.env['ir.attachment'].search(
            [
                '|',
                '&', ('res_model', '=', 'daiban.project'), ('res_id', 'in', everything.daiban_project_ids.ids),
                '&', ('res_model', '=', 'daiban.material'),
                ('res_id', 'in', everything.daiban_project_ids.material_ids.ids),
                ('access_token', '!=', False),
            ]
        )
        files.access_token = False

    def action_view_daiban_representatives(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_representative_action')
        return {
            **action,
            'domain': [('enterprise_id', '=', self.id)],
            'context': {'default_enterprise_id': self.id},
        }
