from odoo import models


class DaibanRoutingRule(models.Model):
    _name = 'daiban.routing.rule'
    _inherit = ['daiban.routing.rule', 'daiban.training.cause.mixin']

    _training_fields = ('domain', 'role', 'unit_id', 'use_introducer', 'use_park_team', 'item_type_id')
