from odoo import fields, models

from ...tools.terms import HOLDERS, LIMIT_UNITS


class DaibanPauseReason(models.Model):
    """The closed list of what may stop a clock (行政许可法 45). A pause that lacks its document or its approval is only
    claimed and the clock keeps counting."""
    _name = 'daiban.pause.reason'
    _description = 'Pause Reason'
    _inherit = ['daiban.setup.mixin']
    _order = 'sequence, code, id'
    _rec_names_search = ['code', 'name']
    _clause_rule = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, copy=False)
    holder = fields.Selection(
        HOLDERS, required=True, default='special', help="To whom the days of the pause are attributed.")
    requires_document = fields.Boolean(
        "Requires a Document", default=True, help="Without the number of a document the clock keeps counting.")
    needs_approval = fields.Boolean(
        default=True, help="Somebody other than the one who asks must approve it.")
    suspends_case = fields.Boolean(help="For a whole case that stands still, not for a single item (Q15).")
    max_days = fields.Integer(
        "At Most", aggregator=None, help="After that many days the clock counts again by itself. 0: no maximum.")
    max_days_unit = fields.Selection(LIMIT_UNITS, required=True, default='working')
    notes = fields.Text(help="When it may be used, and what the document must say.")
    legal_basis_ids = fields.Many2many('daiban.legal.basis')
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint('UNIQUE(code)', "The code of a pause reason must be unique.")
    _max_positive = models.Constraint('CHECK(max_days >= 0)', "The maximum of a pause cannot be negative.")
