from odoo import api, fields, models
from odoo.exceptions import UserError

RESULTS = [
    ('new', "New"),
    ('same', "The Same"),
    ('changed', "Adds Something"),
    ('conflict', "Conflict"),
    ('error', "Error"),
]


class DaibanImportLine(models.Model):
    """One row of an import: what it says, what it would do, and what became of it."""

    _name = 'daiban.import.line'
    _description = 'Row of an Import'
    _order = 'import_id, number, id'
    _rec_name = 'key'

    import_id = fields.Many2one('daiban.import', required=True, index=True, ondelete='cascade', readonly=True)
    number = fields.Integer("Row", readonly=True, aggregator=None)
    key = fields.Char("Recognised By", readonly=True)
    values = fields.Json("Content", readonly=True)
    text = fields.Char("What It Says", compute='_compute_text')
    result = fields.Selection(RESULTS, readonly=True, required=True)
    difference = fields.Text("Here → File", readonly=True)
    message = fields.Text("What to Do", readonly=True)
    fixed = fields.Boolean(readonly=True, export_string_translation=False)
    seal = fields.Char(readonly=True, export_string_translation=False)
    order = fields.Integer(readonly=True, export_string_translation=False)
    decision = fields.Selection([
        ('leave', "Leave What Is Here"),
        ('take', "Take from the File"),
    ], readonly=True, help="What was decided about a conflict; without a decision nothing is changed.")
    decided_by_id = fields.Many2one('res.users', readonly=True)
    state = fields.Selection([
        ('open', "Not Applied"),
        ('applied', "Applied"),
        ('left', "Left"),
    ], default='open', required=True, readonly=True)
    res_model = fields.Char(readonly=True, export_string_translation=False)
    res_id = fields.Many2oneReference("Record", model_field='res_model', readonly=True)

    _import_state_idx = models.Index("(import_id, state, result)")

    @api.depends('values')
    def _compute_text(self):
        for line in self:
            line.text = '，'.join(text for text in (line.values or {}).values() if text)

    def action_take(self):
        """Let the file win in these rows."""
        return self._decide('take')

    def action_leave(self):
        """Keep what is here in these rows."""
        return self._decide('leave')

    def _decide(self, decision):
        self.import_id.check_access('write')
        for line in self:
            if line.import_id.state != 'previewed' or line.result != 'conflict':
                raise UserError(self.env._(
                    "Row %(row)s is no open conflict: only conflicts are decided, and before the import is applied.",
                    row=line.number))
            if decision == 'take' and line.fixed:
                raise UserError(self.env._("Row %(row)s: %(message)s", row=line.number, message=line.message))
        self.import_id._check_allowed()
        self.sudo().write({'decision': decision, 'decided_by_id': self.env.uid})  # sudo: nobody edits rows by hand
        return True

    def action_open(self):
        self.ensure_one()
        if not self.res_id or not self.env[self.res_model].browse(self.res_id).has_access('read'):
            raise UserError(self.env._("There is no record that you may open."))
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'view_mode': 'form'}

    def _to_apply(self):
        """The rows that change something, decided where it has to be decided."""
        return self.filtered(lambda line: line.state == 'open' and (
            line.result in ('new', 'changed') or (line.result == 'conflict' and line.decision == 'take')))
