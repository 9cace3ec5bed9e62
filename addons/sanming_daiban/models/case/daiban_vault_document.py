from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class DaibanVaultDocument(models.Model):
    """Every document with a file that the district already has of an enterprise: what it handed in and was found in
    order, and what finished items produced. Nobody brings the same paper twice.
    """

    _name = 'daiban.vault.document'
    _description = 'Stored Document'
    _auto = False
    _order = 'since desc, id desc'
    _depends = {
        'daiban.material': [
            'partner_id', 'type_id', 'project_id', 'state', 'verified_at', 'valid_until', 'attachment_ids',
            'reused_from_id', 'reused_item_id',
        ],
        'daiban.item': ['partner_id', 'type_id', 'project_id', 'state', 'finished_on', 'result_document_ids'],
        'daiban.item.type': ['output_material_type_id'],
        'daiban.material.type': ['validity_months'],
    }

    partner_id = fields.Many2one('res.partner', string="Enterprise", readonly=True)
    type_id = fields.Many2one('daiban.material.type', string="Material", readonly=True)
    reuse = fields.Selection(related='type_id.reuse')
    project_id = fields.Many2one('daiban.project', string="From Case", readonly=True)
    material_id = fields.Many2one('daiban.material', string="Handed In As", readonly=True)
    item_id = fields.Many2one('daiban.item', string="Result Of", readonly=True)
    since = fields.Date(string="In Store Since", readonly=True)
    valid_until = fields.Date(readonly=True)
    is_valid = fields.Boolean(string="Valid", compute='_compute_is_valid', search='_search_is_valid')
    file_count = fields.Integer(string="Files", readonly=True, aggregator=None)

    @property
    def _table_query(self):
        # what was taken from the store is listed once, where it came in
        return SQL("""
            SELECT material.id * 2 AS id, material.partner_id, material.type_id, material.project_id,
                   material.id AS material_id, NULL::int AS item_id,
                   (material.verified_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date AS since,
                   material.valid_until, files.file_count
              FROM daiban_material material
              JOIN (SELECT material_id, count(*) AS file_count FROM daiban_material_attachment_rel
                     GROUP BY material_id) files ON files.material_id = material.id
             WHERE material.state = 'verified' AND material.reused_from_id IS NULL AND material.reused_item_id IS NULL
         UNION ALL
            SELECT item.id * 2 + 1, item.partner_id, type.output_material_type_id, item.project_id,
                   NULL::int, item.id, item.finished_on,
                   CASE WHEN made.validity_months > 0
                        THEN (item.finished_on + make_interval(months => made.validity_months))::date END,
                   files.file_count
              FROM daiban_item item
              JOIN daiban_item_type type ON type.id = item.type_id
              JOIN daiban_material_type made ON made.id = type.output_material_type_id
              JOIN (SELECT item_id, count(*) AS file_count FROM daiban_item_result_rel
                     GROUP BY item_id) files ON files.item_id = item.id
             WHERE item.state = 'done'""")

    @api.depends('type_id', 'project_id')
    def _compute_display_name(self):
        for document in self:
            document.display_name = document.type_id.name

    @api.depends('valid_until')
    def _compute_is_valid(self):
        today = self.env['daiban.calendar.year']._district_today()
        for document in self:
            document.is_valid = not document.valid_until or document.valid_until >= today

    def _search_is_valid(self, operator, value):
        if operator != 'in':
            return NotImplemented
        today = self.env['daiban.calendar.year']._district_today()
        return Domain('valid_until', '=', False) | Domain('valid_until', '>=', today)

    @api.model
    def _known(self, project, types):
        """``{material type: the newest valid document}`` that may stand for these documents in this case.

        Always of the case's own enterprise; what belongs to a project only from another case of the same project.
        """
        found = self.search([
            ('partner_id', '=', project.partner_id._origin.id), ('type_id', 'in', types.ids), ('is_valid', '=', True),
            ('project_id', 'not in', project._origin.ids),
        ])
        known = {}
        for document in found:
            if document.reuse == 'enterprise' or document.project_id._is_same_project(project):
                known.setdefault(document.type_id, document)
        return known

    def _files(self):
        self.ensure_one()
        return self.material_id.attachment_ids | self.item_id.result_document_ids

    def action_open(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'daiban.item' if self.item_id else 'daiban.project',
            'res_id': (self.item_id or self.project_id).id,
            'view_mode': 'form',
        }
