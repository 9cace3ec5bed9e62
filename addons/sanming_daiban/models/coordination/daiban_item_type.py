from odoo import fields, models


class DaibanItemType(models.Model):
    _inherit = 'daiban.item.type'

    pre_review = fields.Boolean(
        "Before the Land", help="With 拿地即开工 it is reviewed before the land is transferred (R78), in every plan.")
