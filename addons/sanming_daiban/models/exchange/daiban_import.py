import hashlib
import logging

from psycopg2 import DataError, IntegrityError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import LazyTranslate
from odoo.tools.gc import disabling_gc

from ...tools.cells import match_columns
from ...tools.table_file import TableError, read_table
from .daiban_import_line import RESULTS

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

KINDS = [
    ('unit', "Units"),
    ('user', "Users"),
    ('enterprise', "Enterprises"),
    ('case', "Running Cases"),
    ('status', "Item Statuses from the Platform"),
]
FILE_ERRORS = {
    'empty': _lt("The file has no rows. The first line names the columns, the rows follow."),
    'size': _lt("The file is larger than %(where)s MB. Split it."),
    'rows': _lt("The file has more than %(where)s rows. Split it."),
    'columns': _lt("Row %(where)s has too many columns. Is this the right file?"),
    'cell': _lt("A cell in row %(where)s is far too long, or a quotation mark is not closed."),
    'encoding': _lt("The text cannot be read: save the file as XLSX, or as CSV in UTF-8 or GB18030."),
    'sheet': _lt("The workbook cannot be read. Save it as XLSX (not XLS, without a password) and choose it again."),
    'unsafe': _lt("The workbook unpacks to far more than a table needs and was not opened."),
}
AT_ONCE = 200  # rows that are applied while the user waits; more are left to the job
BATCH = 200


class DaibanImport(models.Model):
    """A table from outside: looked at row by row, then applied. It stays as the record of what was taken over.

    Nothing changes before somebody has seen what would change. Rows that contradict what is here are conflicts, which
    a person decides one by one. A row is applied whole or not at all.
    """

    _name = 'daiban.import'
    _description = 'Import'
    _inherit = ['mail.thread', 'daiban.workflow.mixin']
    _order = 'id desc'
    _workflow_fields = ('state', 'source', 'applied_at', 'user_id', 'file_digest', 'file_note')

    name = fields.Char(compute='_compute_name', store=True)
    kind = fields.Selection(KINDS, required=True, default='case')
    source = fields.Selection([
        ('file', "File"), ('api', "Interface"), ('message', "Message of the Platform"),
    ], default='file', required=True, readonly=True)
    file = fields.Binary("Table", attachment=True, copy=False, help="CSV (UTF-8 or GB18030) or XLSX, 50,000 rows.")
    file_name = fields.Char("Name of the Table", copy=False)
    file_digest = fields.Char("SHA-256", readonly=True, copy=False)
    file_note = fields.Text("How It Was Read", readonly=True, copy=False)
    state = fields.Selection([
        ('draft', "Draft"),
        ('previewed', "Looked At"),
        ('applying', "Being Applied"),
        ('applied', "Applied"),
    ], default='draft', required=True, readonly=True, copy=False, tracking=True)
    user_id = fields.Many2one(
        'res.users', string="Imported by", default=lambda self: self.env.uid, required=True, readonly=True, copy=False)
    applied_at = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many('daiban.import.line', 'import_id', string="Rows", readonly=True)
    new_count = fields.Integer("New", compute='_compute_counts')
    same_count = fields.Integer("The Same", compute='_compute_counts')
    changed_count = fields.Integer("Additions", compute='_compute_counts')
    conflict_count = fields.Integer("Conflicts", compute='_compute_counts')
    error_count = fields.Integer("Errors", compute='_compute_counts')
    applied_count = fields.Integer("Applied Rows", compute='_compute_counts')
    progress = fields.Float(compute='_compute_counts')

    @api.model
    def _kind_labels(self):
        return dict(self._fields['kind']._description_selection(self.env))

    @api.depends('kind', 'file_name', 'source')
    def _compute_name(self):
        for record in self:
            record.name = record.file_name or self._kind_labels().get(record.kind)

    @api.depends('line_ids.result', 'line_ids.state')
    def _compute_counts(self):
        groups = self.env['daiban.import.line']._read_group(
            [('import_id', 'in', self.ids)], ['import_id', 'result', 'state'], ['__count'])
        for record in self:
            mine = [(result, state, number) for one, result, state, number in groups if one == record]
            for name, _label in RESULTS:
                record[f'{name}_count'] = sum(number for result, _state, number in mine if result == name)
            record.applied_count = sum(number for _result, state, number in mine if state == 'applied')
            to_do = sum(number for result, state, number in mine if state == 'open' and result in ('new', 'changed'))
            record.progress = 100 * record.applied_count / (record.applied_count + to_do or 1)

    def write(self, vals):
        if vals.keys() & {'file', 'kind', 'file_name'} and not self.env.su:
            self._check_state('draft', 'previewed', action=self.env._("change its table"))
            super().write(vals)
            # sudo: another table has to be looked at anew
            self.sudo().write({'state': 'draft', 'file_digest': False, 'file_note': False})
            self.sudo().line_ids.unlink()
            return True
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(record.state in ('applying', 'applied') for record in self):
            raise UserError(self.env._("What was imported is kept as the record of where it came from."))

    # === Who, and with whose rights ===

    def _kind(self):
        """The model with the rules of this kind, with the rights of whoever imports."""
        self.ensure_one()
        return self.env[f'daiban.import.{self.kind}']

    def _check_allowed(self):
        for record in self:
            record._kind()._check_allowed()

    # === Looking ===

    def action_preview(self):
        """Read the table and say of each row what it would do; changes nothing else."""
        self.ensure_one()
        self._check_state('draft', 'previewed', action=self.env._("look at it"))
        self._check_allowed()
        if not self.file:
            raise UserError(self.env._("Choose a table first."))
        table = self._read()
        rows, note = self._rows(table)
        self._put_rows(rows)
        self.sudo().write({  # sudo: the state moves by this action only
            'state': 'previewed', 'file_digest': hashlib.sha256(self._content()).hexdigest(), 'user_id': self.env.uid,
            'file_note': '\n'.join(filter(None, [note, self._known_file()]))})
        return True

    def _content(self):
        return self.with_context(bin_size=False).file and self._attachment().raw

    def _attachment(self):
        # sudo: the file of this record, which the user may read
        return self.env['ir.attachment'].sudo().search(
            [('res_model', '=', self._name), ('res_id', '=', self.id), ('res_field', '=', 'file')], limit=1)

    def _read(self):
        try:
            return read_table(self._content() or b'')
        except TableError as error:
            message = self.env._(FILE_ERRORS[error.code])
            raise UserError(message % {'where': error.where}) from None

    def _rows(self, table):
        """([(number, {column: text})], how the headings were understood)"""
        columns = self._kind()._table_columns
        places, missing, unknown, twice = match_columns(columns, table.headers)
        if missing:
            raise UserError(self.env._(
                "The table has no column “%(missing)s”; its first line says: %(headers)s. Download the template to "
                "see all columns.",
                missing='”、“'.join(column.title for column in missing), headers='、'.join(table.headers)))
        if twice:
            raise UserError(self.env._("Two columns mean the same: %(columns)s. Remove one.", columns='、'.join(twice)))
        rows = [(number, {name: cells[place] for name, place in places.items() if place < len(cells) and cells[place]})
                for number, cells in table.rows]
        note = self.env._("%(format)s, %(count)s rows.", format=table.encoding, count=len(rows))
        if unknown:
            note += '\n' + self.env._("Not used: %(columns)s.", columns='、'.join(unknown))
        return rows, note

    def _known_file(self):
        """Whether the very same table was applied before."""
        digest = hashlib.sha256(self._content()).hexdigest()
        # sudo: only when and by whom
        before = self.sudo().search(
            [('file_digest', '=', digest), ('state', '=', 'applied'), ('id', '!=', self.id)], limit=1)
        return before and self.env._(
            "The same table was applied on %(date)s by %(user)s.",
            date=fields.Date.to_string(before.applied_at), user=before.user_id.name)

    def _put_rows(self, rows):
        lines = self.sudo().line_ids  # sudo: nobody edits rows by hand
        lines.unlink()
        outcomes = self._kind()._outcomes(rows)
        lines.create([
            {'import_id': self.id, 'number': number, 'values': values, **self._line_vals(outcome)}
            for (number, values), outcome in zip(rows, outcomes, strict=True)])

    @api.model
    def _line_vals(self, outcome):
        return {
            'key': outcome.key, 'result': outcome.result, 'difference': outcome.difference,
            'message': outcome.message, 'seal': outcome.seal(), 'order': outcome.order, 'fixed': outcome.fixed,
            'res_model': outcome.record._name if outcome.record else False,
            'res_id': outcome.record.id if outcome.record else 0,
        }

    # === Applying ===

    def action_apply(self):
        """Make it so: small tables now, large ones by the job, which goes on where it was stopped."""
        self.ensure_one()
        self._check_state('previewed', action=self.env._("apply it"))
        self._check_allowed()
        if not self.try_lock_for_update():
            raise UserError(self.env._("Somebody is applying this import at this moment."))
        if not self._open_lines(1):
            raise UserError(self.env._(
                "There is nothing to apply: no row is new, adds something, or is a conflict decided for the file."))
        self.sudo().write({'state': 'applying', 'user_id': self.env.uid})  # sudo: by this action only
        if len(self._open_lines(AT_ONCE + 1)) <= AT_ONCE:
            self._apply_rest()
        else:
            self.env.ref('sanming_daiban.ir_cron_imports').sudo()._trigger()  # sudo: jobs belong to the system
        return True

    def _open_lines(self, limit=BATCH):
        # sudo: read by the rules of the import itself
        return self.env['daiban.import.line'].sudo().search([
            ('import_id', '=', self.id), ('state', '=', 'open'),
            '|', ('result', 'in', ('new', 'changed')), '&', ('result', '=', 'conflict'), ('decision', '=', 'take'),
        ], order='order, number, id', limit=limit)

    @api.model
    def _cron_apply(self):
        for record in self.search([('state', '=', 'applying')], order='id'):
            if not record.try_lock_for_update():
                continue
            as_user = record.with_user(record.user_id).with_context(lang=record.user_id.lang)
            while lines := as_user._open_lines():
                as_user._apply_lines(lines)
                left = self.env['ir.cron']._commit_progress(len(lines), remaining=len(as_user._open_lines()))
                if not left or not record.try_lock_for_update():
                    return  # the job comes again, or another one is at it
            as_user._finish()

    def _apply_rest(self):
        while lines := self._open_lines():
            self._apply_lines(lines)
        self._finish()

    def _apply_lines(self, lines):
        """All of them in one savepoint; where that fails, each in its own, so that each says why it cannot be."""
        problem = self._attempt(lines)
        for line in lines if problem else ():
            if problem := self._attempt(line) if len(lines) > 1 else problem:
                line.write({'result': 'error', 'message': problem})

    def _attempt(self, lines):
        """Apply these rows, or nothing of them; gives the problem in words."""
        try:
            # no circles worth looking for: what a batch made is let go of with it
            with self.env.cr.savepoint(), disabling_gc():
                self._check_allowed()
                self._apply_now(lines)
        except (UserError, AccessError, ValidationError) as error:
            return str(error)
        except (IntegrityError, DataError):
            _logger.info("Import %s: the database refuses rows %s", self.id, lines.mapped('number'), exc_info=True)
            return self.env._("The database refuses this row: it contradicts another record.")
        return ''

    def _apply_now(self, lines):
        """What has changed here since somebody looked at it is not applied, but reported."""
        rows = [(line.number, line.values) for line in lines]
        fresh = []
        for line, outcome in zip(lines, self._kind()._outcomes(rows), strict=True):
            if outcome.seal() == line.seal:
                fresh.append((line, outcome))
            elif outcome.result == 'same':
                line.write(self._line_vals(outcome))
            else:
                line.write({**self._line_vals(outcome), 'result': 'error', 'message': self.env._(
                    "What is here has changed since the import was looked at: %(what)s Import the row again.",
                    what=outcome.message or outcome.difference or outcome.key)})
        for (line, _outcome), record in zip(
                fresh, self._kind()._apply([outcome for _line, outcome in fresh], self), strict=True):
            line.write({'state': 'applied', 'res_model': record._name, 'res_id': record.id})

    def _finish(self):
        self.sudo().write({'state': 'applied', 'applied_at': fields.Datetime.now()})  # sudo: by the rules above
        self.message_post(body=self.env._(
            "%(applied)s rows applied, %(same)s the same, %(conflicts)s conflicts and %(errors)s errors left.",
            applied=self.applied_count, same=self.same_count, errors=self.error_count,
            conflicts=self.conflict_count))
