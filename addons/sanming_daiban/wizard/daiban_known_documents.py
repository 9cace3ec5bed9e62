from odoo import fields, models


class DaibanKnownDocuments(models.TransientModel):
    """Before the enterprise is asked for what the district has: take it from the store, or say why it is asked."""

    _name = 'daiban.known.documents'
    _description = 'Known Documents'

    project_id = fields.Many2one('daiban.project', required=True, ondelete='cascade')
    line_ids = fields.One2many('daiban.known.documents.line', 'wizard_id')

    def action_confirm(self):
        self.ensure_one()
        for line in self.line_ids:
            if line.reason:
                line.material_id.demand_reason = line.reason
            else:
                line.material_id.action_reuse()
        if any(material.at_intake and material.is_gap for material in self.project_id.material_ids):
            answer = self.project_id.action_prepare_notice()
            if isinstance(answer, dict):
                return answer
        return {'type': 'ir.actions.act_window_close'}


class DaibanKnownDocumentsLine(models.TransientModel):
    _name = 'daiban.known.documents.line'
    _description = 'Known Document'

    wizard_id = fields.Many2one('daiban.known.documents', required=True, ondelete='cascade')
    material_id = fields.Many2one('daiban.material', required=True, ondelete='cascade')
    document_id = fields.Many2one(related='material_id.known_document_id', string="Stored Document")
    from_project_id = fields.Many2one(related='document_id.project_id')
    since = fields.Date(related='document_id.since')
    valid_until = fields.Date(related='document_id.valid_until')
    reason = fields.Char(string="Why It Is Asked Again Nevertheless")
