from odoo import fields, models


class DaibanUrge(models.Model):
    """催办: the window urged a unit to finish an item in the promised time (R89). Written by the item, counted."""

    _name = 'daiban.urge'
    _description = 'Urge'
    _order = 'date desc, id desc'
    _rec_name = 'item_id'

    item_id = fields.Many2one('daiban.item', required=True, readonly=True, index=True, ondelete='cascade')
    project_id = fields.Many2one(related='item_id.project_id', store=True, string="Case", index=True)
    unit_id = fields.Many2one('daiban.unit', string="Urged Unit", required=True, readonly=True, index=True)
    urged_user_id = fields.Many2one('res.users', string="Urged Person", readonly=True)
    user_id = fields.Many2one('res.users', string="Urged By", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    due_date = fields.Date(readonly=True, help="Of the item, when it was urged.")
    note = fields.Text("What Was Said", readonly=True)

    _once_a_day = models.Constraint(
        'UNIQUE(item_id, date)', "This item has been urged today already. Give the unit time until tomorrow.")
