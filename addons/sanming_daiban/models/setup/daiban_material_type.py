from odoo import api, fields, models


class DaibanMaterialType(models.Model):
    _name = 'daiban.material.type'
    _description = 'Material'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    provider = fields.Selection([
        ('enterprise', "Enterprise"),
        ('shared', "Shared Data, Otherwise the Enterprise"),
        ('design', "Designer"),
        ('survey', "Geotechnical or Land Surveyor"),
        ('intermediary', "Intermediary"),
        ('inspection', "Testing Body"),
        ('construction', "Contractor"),
        ('government', "Government"),
        ('output', "Result of an Earlier Item"),
    ], required=True, default='enterprise', help="Who makes the document.")
    deferrable = fields.Boolean(
        help="Secondary material: the application is accepted without it against a written commitment (容缺受理).")
    validity_months = fields.Integer("Validity (Months)", aggregator=None, help="0: does not expire.")
    reuse = fields.Selection(
        [('project', "In Cases of the Same Project"), ('enterprise', "In Every Case of the Enterprise")],
        string="Can Be Reused", required=True, default='project',
        help="Where a document that was found in order counts again, as long as it is valid.")
    output_of_ids = fields.One2many('daiban.item.type', 'output_material_type_id', string="Produced by")
    template_file = fields.Binary("Form to Fill In", attachment=True)
    template_filename = fields.Char()
    way = fields.Char("How to Get It", help="R28: the way to close the gap, proposed in the one-time notice.")
    method = fields.Char("How to Hand It In", help="R28: the method, proposed in the one-time notice.")
    notes = fields.Text(help="What the enterprise should know: where it comes from, how many copies, which format.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a material must be unique.")
    _validity_positive = models.Constraint('CHECK(validity_months >= 0)', "The validity cannot be negative.")

    @api.depends('code', 'name')
    @api.depends_context('daiban_code_only')
    def _compute_display_name(self):
        short = self.env.context.get('daiban_code_only')
        for material in self:
            material.display_name = ' '.join(filter(None, [material.code, not short and material.name]))
