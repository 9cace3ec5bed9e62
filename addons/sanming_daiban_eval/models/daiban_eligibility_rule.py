from odoo import models


class DaibanEligibilityRule(models.Model):
    _name = 'daiban.eligibility.rule'
    _inherit = ['daiban.eligibility.rule', 'daiban.training.cause.mixin']

    _training_fields = ('name', 'domain', 'guidance', 'category_ids')
