from odoo import api, fields, models

from .daiban_notice import NOTICE_KINDS


class DaibanLetterTemplate(models.Model):
    """Title, number series and text of one kind of letter, edited by the district without code (R3).

    The text is plain; each line is a paragraph. Placeholders are those of Odoo's mail templates, for example
    ``{{ object.project_id.name }}``; ``object`` is the letter. A letter keeps the text with which it was served.
    """

    _name = 'daiban.letter.template'
    _description = 'Form of a Letter'
    _inherit = ['daiban.setup.mixin', 'mail.render.mixin']
    _order = 'sequence, id'
    _bundle_key = ('kind',)
    _clause_rule = True

    name = fields.Char(string="Title of the Letter", required=True)
    kind = fields.Selection(NOTICE_KINDS, help="Empty: the form of every letter that has none of its own.")
    prefix = fields.Char(
        string="Number Prefix", required=True,
        help="The sign of the issuing body and kind, for example 三代办告 in 三代办告〔2026〕12号. "
             "Each has its own series.",
    )
    sequence_id = fields.Many2one(
        'ir.sequence', string="Number Series", readonly=True, copy=False, ondelete='restrict',
        groups='base.group_system', export_string_translation=False,
    )
    body = fields.Text(string="Text before the List", help="Each line is a paragraph.")
    closing = fields.Text(string="Text after the List")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    needs_receipt = fields.Boolean(
        string="Signature for the Receipt", default=True, help="The copy for the file has a line for it."
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    lang = fields.Char(help=False, export_string_translation=False)  # of the mixin; letters are Chinese
    render_model = fields.Char(export_string_translation=False)

    _kind_uniq = models.UniqueIndex("(COALESCE(kind, '')) WHERE active", "This kind of letter already has a form.")
    _prefix_uniq = models.Constraint(
        'UNIQUE(prefix)', "Another form already uses this number prefix; two series with one prefix would collide."
    )

    def _letter_model(self):
        """The model of the letters that have this form."""
        return 'daiban.notice'

    @api.depends('kind')
    def _compute_render_model(self):
        for form in self:
            form.render_model = form._letter_model()

    @api.constrains('body', 'closing')
    def _check_text(self):
        """Fill the text in for an existing letter, so that a mistyped placeholder is found by who wrote it."""
        for form in self:
            # sudo: any letter of the kind will do, also one of units that the editor does not see
            letters = self.env[form._letter_model()].sudo()
            letter = letters.search([('kind', '=?', form.kind)] if 'kind' in letters._fields else [], limit=1)
            for name in ('body', 'closing') if letter else ():
                form._paragraphs(name, letter)

    @api.model
    def _for_kind(self, kind):
        """The form of a kind of letter, else the general one."""
        # sudo: whoever serves a letter uses its form
        forms = self.sudo().search([('kind', 'in', (kind, False))], order='kind, sequence, id')  # empty kinds last
        return forms[:1] or self.sudo().env.ref('sanming_daiban.letter_form_general')

    def _next_number(self, date):
        """The next number of this form in the year of ``date``, gapless: 三代办告〔2026〕12号."""
        self.ensure_one()
        return self.env['ir.sequence']._next_gapless(self.sudo().sequence_id.code, date)  # sudo: see `_next_gapless`

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        for form in forms.sudo():  # sudo: the series of a form is made with it, by whoever may make forms
            form.sequence_id = form.sequence_id or form.sequence_id.create({
                **form._prepare_series_vals(), 'code': f'daiban.letter.{form.id}', 'implementation': 'no_gap',
                'use_date_range': True, 'padding': 1, 'company_id': False,
            })
        return forms

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'name', 'prefix'}:
            for form in self.sudo():  # sudo: as in create
                form.sequence_id.write(form._prepare_series_vals())
        return result

    def _prepare_series_vals(self):
        return {'name': self.name, 'prefix': f'{self.prefix}〔%(range_year)s〕', 'suffix': "号"}

    def _paragraphs(self, name, letter):
        """The text ``name`` of this form for one letter, as its paragraphs."""
        self.ensure_one()
        # sudo: the text was checked when it was written (mail.render.mixin); what it names may belong to other units
        text = self.sudo()._render_template(self[name] or '', letter._name, letter.ids)[letter.id]
        return [line.strip() for line in (text or '').splitlines() if line.strip()]
