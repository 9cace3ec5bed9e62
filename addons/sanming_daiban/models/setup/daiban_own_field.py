import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CODE = re.compile(r'[a-z][a-z0-9_]{1,30}')
MAX_OPTIONS = 50


class DaibanOwnField(models.Model):
    """A question about projects that the district adds by itself, for some categories or all of them (issue 7).

    The answer is a property of the case: shown in the backend, asked in the application of the enterprise, named in
    letters by ``{{ object.project_id._own_field('code') }}``, searched, grouped and exported as any other field.
    """
    _name = 'daiban.own.field'
    _description = 'Own Field of Projects'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']

    name = fields.Char("What Is Asked", required=True, help="As staff and enterprises read it.")
    code = fields.Char(
        required=True, copy=False,
        help="Fixed name for letters, conditions and exports: small Latin letters, digits and _, for example "
             "energy_use. It does not change any more.")
    field_type = fields.Selection([
        ('char', "Short Text"),
        ('integer', "Whole Number"),
        ('float', "Decimal Number"),
        ('boolean', "Yes or No"),
        ('date', "Date"),
        ('selection', "One of a List"),
    ], string="Type of Answer", required=True, default='char', help="It does not change any more once it is saved.")
    options = fields.Text("List of Answers", help="One answer in each line.")
    explanation = fields.Char(help="Stands below the question in the application of the enterprise.")
    category_ids = fields.Many2many('daiban.category', string="Categories", help="Empty: every category.")
    on_portal = fields.Boolean(
        "Asked of the Enterprise", default=True, help="Off: only the staff sees it and fills it in.")
    required = fields.Boolean("Needed to Apply", help="The enterprise cannot hand in its application without it.")
    letter_placeholder = fields.Char(
        "In Letters", compute='_compute_letter_placeholder', help="Copy it into the text of a letter.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "There is already an own field with this code.")

    @api.depends('code')
    def _compute_letter_placeholder(self):
        for field in self:
            call = f"object.project_id._own_field('{field.code}')"
            field.letter_placeholder = f'{{{{ {call} }}}}' if field.code else False

    @api.constrains('code')
    def _check_code(self):
        for field in self:
            if not CODE.fullmatch(field.code or ''):
                raise ValidationError(self.env._(
                    "“%(code)s” cannot be a code: small Latin letters, digits and _, beginning with a letter.",
                    code=field.code))

    @api.constrains('field_type', 'options')
    def _check_options(self):
        for field in self.filtered(lambda field: field.field_type == 'selection'):
            options = field._options()
            if not 2 <= len(options) <= MAX_OPTIONS or len(set(options)) != len(options):
                raise ValidationError(self.env._(
                    "“%(field)s” needs between 2 and %(most)s different answers, one in each line.",
                    field=field.name, most=MAX_OPTIONS))

    # === CRUD: the definitions of the categories follow === #
    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._define()
        return records

    def write(self, vals):
        if any(name in vals and record[name] != vals[name] for record in self for name in ('code', 'field_type')):
            raise UserError(self.env._(
                "Code and type of an own field do not change any more: cases have answers to it. Archive it and make "
                "another one."))
        result = super().write(vals)
        self._define()
        return result

    def unlink(self):
        result = super().unlink()
        self.env['daiban.own.field']._define()
        return result

    @api.model
    def _define(self):
        """Give every category the questions that are asked of its projects."""
        questions = self.sudo().search(fields.Domain.TRUE)  # sudo: also for a category made by whoever may make one
        categories = self.env['daiban.category'].sudo().with_context(active_test=False)
        for category in categories.search(fields.Domain.TRUE):
            definition = [question._prepare_definition() for question in questions._of(category)]
            if [dict(one) for one in category.property_definition or []] != definition:
                category.property_definition = definition

    def _prepare_definition(self):
        definition = {'name': self.code, 'string': self.name, 'type': self.field_type}
        if self.field_type == 'selection':
            definition['selection'] = [[option, option] for option in self._options()]
        return definition

    # === Answers === #
    def _options(self):
        return [line.strip() for line in (self.options or '').splitlines() if line.strip()]

    def _of(self, category):
        return self.filtered(lambda field: not field.category_ids or category in field.category_ids)

    def _words(self, value):
        """An answer as people read it."""
        self.ensure_one()
        if self.field_type == 'boolean':
            return self.env._("Yes") if value else self.env._("No")
        if value in (None, False, '') or (not value and self.field_type in ('integer', 'float')):
            return ''
        return f'{value:.12g}' if self.field_type == 'float' else str(value)
