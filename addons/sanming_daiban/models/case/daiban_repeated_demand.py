from odoo import fields, models


class DaibanRepeatedDemand(models.Model):
    """The enterprise was asked for a document that the district had: a fact for supervision, written by the system."""

    _name = 'daiban.repeated.demand'
    _description = 'Repeated Demand of a Known Document'
    _order = 'id desc'
    _rec_name = 'material_id'

    project_id = fields.Many2one('daiban.project', string="Case", required=True, index=True, ondelete='cascade')
    partner_id = fields.Many2one(related='project_id.partner_id', store=True, index=True)
    unit_id = fields.Many2one(related='project_id.lead_unit_id', store=True, string="Lead Unit")
    material_id = fields.Many2one('daiban.material', required=True, index=True, ondelete='cascade')
    type_id = fields.Many2one(related='material_id.type_id', store=True, string="Material Asked For")
    notice_id = fields.Many2one('daiban.notice', string="Letter", index='btree_not_null', ondelete='cascade')
    known_project_id = fields.Many2one('daiban.project', string="Known From Case", ondelete='set null')
    known_since = fields.Date()
    reason = fields.Char(string="Reason Given", required=True)
    date = fields.Date(required=True, index=True)
    user_id = fields.Many2one('res.users', string="Asked By", required=True, ondelete='restrict')
