from odoo import api, fields, models


class DaibanVisit(models.Model):
    """A trip of the enterprise or a contact with it: what R10 counts, and who really met whom (R54)."""

    _name = 'daiban.visit'
    _description = 'Visit or Contact'
    _order = 'date desc, id desc'
    _rec_name = 'purpose'

    date = fields.Date(
        required=True, default=lambda self: self.env['daiban.calendar.year']._district_today(), index=True
    )
    kind = fields.Selection(
        [
            ('trip', "The Enterprise Came"),
            ('site', "We Went to the Enterprise"),
            ('phone', "Phone Call"),
            ('online', "Online Contact"),
        ],
        required=True,
        default='trip',
    )
    partner_id = fields.Many2one('res.partner', string="Enterprise", required=True, index=True, ondelete='restrict')
    project_id = fields.Many2one(
        'daiban.project', string="Case", index='btree_not_null', domain="[('partner_id', '=?', partner_id)]"
    )
    user_id = fields.Many2one(
        'res.users', string="Who of Us", default=lambda self: self.env.user, required=True, index=True
    )
    unit_id = fields.Many2one(
        'daiban.unit', default=lambda self: self.env.user.daiban_unit_ids[:1], index='btree_not_null'
    )
    purpose = fields.Char(required=True)
    result = fields.Text()

    @api.onchange('project_id')
    def _onchange_project_id(self):
        if self.project_id:
            self.partner_id = self.project_id.partner_id
