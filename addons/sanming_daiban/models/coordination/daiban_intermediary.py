from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DaibanIntermediary(models.Model):
    """A body that enterprises may choose for an intermediary service (R46, Q20).

    The register knows who is qualified for what, and nothing that would put one before another: no rank, no mark, no
    price. What it costs is between the body and the enterprise that chooses it (R14, Q19).
    """

    _name = 'daiban.intermediary'
    _description = 'Intermediary'
    _inherit = ['mail.thread']
    _order = 'uscc, id'
    _rec_names_search = ['name', 'uscc']

    name = fields.Char(required=True, tracking=True)
    uscc = fields.Char("Unified Social Credit Code", required=True, size=18, copy=False, tracking=True)
    phone = fields.Char()
    address = fields.Char()
    website = fields.Char()
    service_ids = fields.One2many('daiban.intermediary.service', 'intermediary_id', string="Services")
    type_ids = fields.Many2many(
        'daiban.support.type', string="Services in Short", compute='_compute_type_ids', search='_search_type_ids')
    barred_reason = fields.Char(
        "Barred Because", tracking=True, help="A decision that keeps it off every list; the enterprise reads it too.")
    barred_until = fields.Date(tracking=True, help="Empty: until somebody takes the reason away.")
    active = fields.Boolean(default=True, tracking=True)

    _uscc_uniq = models.Constraint('UNIQUE(uscc)', "This intermediary is in the register already.")

    @api.depends('service_ids.type_id')
    def _compute_type_ids(self):
        for record in self:
            record.type_ids = record.service_ids.type_id

    def _search_type_ids(self, operator, value):
        return [('service_ids.type_id', operator, value)]

    @api.constrains('barred_reason', 'barred_until')
    def _check_barred(self):
        if any(record.barred_until and not (record.barred_reason or '').strip() for record in self):
            raise ValidationError(self.env._("Write why the intermediary is barred: the enterprises read the reason."))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self.env['res.partner']._with_normal_uscc(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self.env['res.partner']._with_normal_uscc(vals))

    def _barred_on(self, day):
        self.ensure_one()
        return bool(self.barred_reason) and (not self.barred_until or day <= self.barred_until)
