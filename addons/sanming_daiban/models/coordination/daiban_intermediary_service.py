from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanIntermediaryService(models.Model):
    """What an intermediary is qualified for, and until when."""

    _name = 'daiban.intermediary.service'
    _description = 'Service of an Intermediary'
    _order = 'intermediary_id, id'

    intermediary_id = fields.Many2one('daiban.intermediary', required=True, index=True, ondelete='cascade')
    type_id = fields.Many2one(
        'daiban.support.type', string="Service", required=True, index=True, ondelete='restrict',
        domain=[('kind', '=', 'intermediary')])
    qualification = fields.Char(help="Kind and grade of the certificate; empty where the law asks for none.")
    certificate_number = fields.Char()
    valid_until = fields.Date(help="Empty: does not expire.")

    _once = models.Constraint('UNIQUE(intermediary_id, type_id)', "This service is listed already.")

    @api.depends('type_id')
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.type_id.name

    @api.constrains('type_id')
    def _check_kind(self):
        if any(record.type_id.kind != 'intermediary' for record in self):
            raise ValidationError(self.env._("Only intermediary services have intermediaries."))

    def _why_not(self, day):
        """Why this intermediary cannot be chosen for the service on a day; False if it can."""
        self.ensure_one()
        if self.intermediary_id._barred_on(day):
            return self.intermediary_id.barred_reason
        if self.valid_until and self.valid_until < day:
            return self.env._("The qualification expired on %(date)s.", date=self.valid_until)
        return False
