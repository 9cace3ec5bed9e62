from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class DaibanMaterialVault(models.AbstractModel):
    """A document that the district already has is reused; asking for it again needs a reason and is counted (R28)."""

    _name = 'daiban.material.vault'
    _description = 'Case Material: Stored Documents'

    reused_from_id = fields.Many2one('daiban.material', readonly=True, copy=False, index='btree_not_null')
    reused_item_id = fields.Many2one('daiban.item', readonly=True, copy=False, index='btree_not_null')
    known_document_id = fields.Many2one(
        'daiban.vault.document', string="We Already Have It", compute='_compute_known_document_id', compute_sudo=True,
        help="A valid document of the same enterprise that can stand for this one.")
    demand_reason = fields.Char(
        string="Why It Is Asked Again", help="The district already has the document; the reason is on record.")

    @api.depends('state', 'type_id', 'project_id')
    def _compute_known_document_id(self):
        for project, materials in self.grouped('project_id').items():
            gaps = materials.filtered('is_gap')
            known = self.env['daiban.vault.document']._known(project, gaps.type_id) if gaps else {}
            for material in materials:
                material.known_document_id = material in gaps and known.get(material.type_id)

    # === Reuse ===

    def action_reuse(self):
        """Take the document from the store; the clerk who does it has seen that it fits."""
        self._check_state('missing', 'defective', action=self.env._("take it from the store"))
        self.project_id._check_case_agent()
        self._reuse()
        self.action_verify()
        return True

    def _reuse(self):
        """Attach the stored files: new records of the same stored bytes, so that each case keeps its own file."""
        for material in self.sudo():  # sudo: files of an earlier case, of the same enterprise by _known
            document = material.known_document_id
            if not document:
                raise UserError(self.env._(
                    "There is no valid stored document for “%(name)s” any more. Reload the page and ask for it.",
                    name=material.name))
            files = document._files()
            copies = files.browse().concat(*(
                file.copy({'name': file.name, 'res_model': material._name, 'res_id': material.id}) for file in files))
            material.write({
                'attachment_ids': [Command.set(copies.ids)],
                'valid_until': document.valid_until,
                'reused_from_id': document.material_id.id,
                'reused_item_id': document.item_id.id,
            })

    def _no_longer_valid(self):
        """Those that were in order but are not any more: expired, or taken from a document that was found wrong."""
        today = self.env['daiban.calendar.year']._district_today()

        def is_stale(material):
            source = material.reused_from_id.sudo()  # sudo: one fact, the state, of a document of an earlier case
            return material.valid_until and material.valid_until < today or source and source.state != 'verified'

        return self.filtered(lambda material: material.state == 'verified' and is_stale(material))

    # === Asked again ===

    def _known_unexplained(self):
        """Gaps for which the district has the document, and nobody has said why it is asked again."""
        return self.filtered(lambda material: material.known_document_id and not (material.demand_reason or '').strip())

    def _check_demand(self):
        unexplained = self._known_unexplained()
        if unexplained:
            raise UserError(self.env._(
                "The district already has: %(names)s. Take it from the store, or write why the enterprise is asked "
                "for it again.", names='、'.join(unexplained.mapped('name'))))

    def _demand(self, notice):
        """Record, once per letter, that the enterprise is asked for documents that the district has."""
        self._check_demand()
        today = self.env['daiban.calendar.year']._district_today()
        # sudo: a fact that nobody writes by hand
        self.env['daiban.repeated.demand'].sudo().create([
            {
                'material_id': material.id,
                'project_id': material.project_id.id,
                'notice_id': notice.id,
                'known_project_id': material.known_document_id.project_id.id,
                'known_since': material.known_document_id.since,
                'reason': material.demand_reason,
                'date': today,
                'user_id': self.env.uid,
            }
            for material in self
            if material.known_document_id
        ])

    def _known_dialog(self):
        """The dialog in which the clerk takes these from the store or says why they are asked again."""
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("We Already Have These"),
            'res_model': 'daiban.known.documents',
            'view_mode': 'form',
            'target': 'new',
            'context': {
                'default_project_id': self.project_id.id,
                'default_line_ids': [Command.create({'material_id': material.id}) for material in self],
            },
        }
