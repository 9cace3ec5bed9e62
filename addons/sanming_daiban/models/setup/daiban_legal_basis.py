from odoo import api, fields, models


class DaibanLegalBasis(models.Model):
    """Register of what notices and decisions cite (R3)."""
    _name = 'daiban.legal.basis'
    _description = 'Legal Basis'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['name', 'document_number', 'article']

    name = fields.Char("Title", required=True, help="Title of the law, regulation or document, without brackets.")
    code = fields.Char(required=True, copy=False)
    document_number = fields.Char(help="For example 国令第722号.")
    article = fields.Char(help="The article that is cited, for example 第三十二条. Empty: the whole document.")
    excerpt = fields.Text(help="What the article says, as it may be quoted to the enterprise.")
    url = fields.Char("Link")
    verified = fields.Boolean(
        help="Somebody of the district has compared number and article with the official text.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a legal basis must be unique.")

    @api.depends('name', 'document_number', 'article')
    def _compute_display_name(self):
        for basis in self:
            number = f'（{basis.document_number}）' if basis.document_number else ''
            basis.display_name = f'《{basis.name or ""}》{number}{basis.article or ""}'
