from odoo import fields, models


class DaibanReviewLink(models.Model):
    """A link of the approval that is looked at together before filing: 立项、选址、用地、消防、建设 (R71)."""

    _name = 'daiban.review.link'
    _description = 'Link of a Review'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, id'
    _bundle_key = ('name',)
    _clause_rule = True

    name = fields.Char(required=True)
    item_type_ids = fields.Many2many(
        'daiban.item.type', string="Kinds of Items", help="Their units give their opinion on this link.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint('UNIQUE(name)', "This link exists already.")
