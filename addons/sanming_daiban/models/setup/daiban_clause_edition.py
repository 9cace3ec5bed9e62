import base64

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import clauses


class DaibanClauseEdition(models.Model):
    """A new edition of the scheme (R1): which clauses it words anew, and which rules must be looked at for that."""
    _name = 'daiban.clause.edition'
    _description = 'Edition of the Scheme'
    _inherit = ['daiban.workflow.mixin', 'mail.thread']
    _order = 'id desc'
    _workflow_fields = ('state', 'in_force_on', 'in_force_by_id')

    name = fields.Char(required=True, tracking=True, help="Its title and document number, as letters cite it.")
    adopted_on = fields.Date(tracking=True)
    file = fields.Binary("Text File", attachment=False, help="A .txt file. Or paste the text below.")
    file_name = fields.Char(export_string_translation=False)
    text = fields.Text("Whole Text", help="Paste the new edition as it is, from the title to the end.")
    state = fields.Selection([
        ('draft', "Text"),
        ('compared', "Compared"),
        ('in_force', "In Force"),
    ], required=True, default='draft', readonly=True, copy=False, tracking=True)
    line_ids = fields.One2many('daiban.clause.edition.line', 'edition_id', string="Changes of the Edition", copy=False)
    changed_count = fields.Integer("Worded Anew", compute='_compute_counts')
    gone_count = fields.Integer("No Longer There", compute='_compute_counts')
    added_count = fields.Integer("Added", compute='_compute_counts')
    rule_count = fields.Integer("Rules to Look At", compute='_compute_counts')
    in_force_on = fields.Datetime("Put into Force on", readonly=True, copy=False)
    in_force_by_id = fields.Many2one('res.users', "Put into Force by", readonly=True, copy=False)

    _name_uniq = models.Constraint('UNIQUE(name)', "This edition is there already.")

    @api.depends('line_ids.kind', 'line_ids.clause_id.link_ids')
    def _compute_counts(self):
        for edition in self:
            kinds = edition.line_ids.mapped('kind')
            edition.changed_count = kinds.count('changed')
            edition.gone_count = kinds.count('gone')
            edition.added_count = kinds.count('added')
            edition.rule_count = len(edition.line_ids.clause_id.link_ids)

    def _locked_fields(self):
        return {'name', 'adopted_on', 'text', 'line_ids'} if self.state == 'in_force' else set()

    def write(self, vals):
        if vals.keys() & {'text', 'file'} and 'state' not in vals:
            # sudo: another text has not been compared
            self.sudo().filtered(lambda one: one.state == 'compared').write(
                {'state': 'draft', 'line_ids': [Command.clear()]})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if any(edition.state == 'in_force' for edition in self):
            raise UserError(self.env._("An edition that has been in force is kept."))

    # === Comparing === #
    def action_compare(self):
        """Show what the new text makes of each clause; nothing is changed yet."""
        self.ensure_one()
        self._check_state('draft', 'compared', action=self.env._("compare it"))
        self.check_access('write')
        text = self._whole_text()
        known = self.env['daiban.clause'].search(Domain.TRUE)
        outcomes, added = clauses.compare({clause.number: clause.text for clause in known}, text)
        by_number = {clause.number: clause for clause in known}
        lines = [{'clause_id': by_number[one.number].id, 'kind': one.kind, 'new_text': one.text}
                 for one in outcomes if one.kind != 'same']
        lines += [{'kind': 'added', 'new_text': part} for part in added]
        # sudo: the state moves only by its buttons; the rights were checked above
        self.sudo().write({
            'text': text, 'file': False, 'state': 'compared',
            'line_ids': [Command.clear(), *map(Command.create, lines)]})
        return True

    def _whole_text(self):
        text = self._file_text() if self.file else self.text
        if not clauses.sentences(text):
            raise UserError(self.env._("There is no text yet: choose a file or paste the whole new edition."))
        if len(text) > clauses.MAX_CHARS:
            raise UserError(self.env._("The text is longer than %(limit)s characters: it is no scheme.",
                                       limit=clauses.MAX_CHARS))
        return text

    def _file_text(self):
        raw = base64.b64decode(self.with_context(bin_size=False).file)
        for encoding in ('utf-8-sig', 'gb18030'):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if '\x00' not in text:
                return text
        raise UserError(self.env._("The file is no plain text. Save it as “plain text”, or paste the text."))

    # === Putting it into force === #
    def action_put_into_force(self):
        """Give the clauses their new words; the rules are the manager's to change, one by one."""
        self.ensure_one()
        self._check_state('compared', action=self.env._("put it into force"))
        self.check_access('write')
        self.lock_for_update()
        for line in self.line_ids:
            line._take_over()
        self.env['daiban.clause'].search(Domain.TRUE).write({'edition': self.name})
        # sudo: as above
        self.sudo().write({'state': 'in_force', 'in_force_on': fields.Datetime.now(), 'in_force_by_id': self.env.uid})
        return True


class DaibanClauseEditionLine(models.Model):
    """What a new edition makes of one clause, and the rules that carry it out."""
    _name = 'daiban.clause.edition.line'
    _description = 'Change of an Edition'
    _order = 'edition_id, id'

    edition_id = fields.Many2one('daiban.clause.edition', required=True, index=True, ondelete='cascade')
    state = fields.Selection(related='edition_id.state')
    kind = fields.Selection([
        ('changed', "Worded Anew"),
        ('gone', "No Longer There"),
        ('added', "Added"),
    ], required=True, readonly=True)
    clause_id = fields.Many2one('daiban.clause', readonly=True, ondelete='cascade')
    number = fields.Char(
        "New Number", help="Give an added sentence a number, and it becomes a clause. Empty: it is not followed.")
    old_text = fields.Text("So Far", related='clause_id.text')
    new_text = fields.Text("Now", help="Correct it if the comparison took too much or too little.")
    rules = fields.Text("Rules to Look At", compute='_compute_rules')
    link_count = fields.Integer(related='clause_id.link_count')

    @api.depends('clause_id.link_ids')
    def _compute_rules(self):
        for line in self:
            names = [name for name in line.clause_id.link_ids.mapped('rule_name') if name]
            line.rules = '\n'.join(names) or line.clause_id.place or False

    @api.constrains('new_text', 'number')
    def _check_open(self):
        if any(line.state == 'in_force' for line in self):
            raise UserError(self.env._("The edition is in force and does not change any more."))

    def _take_over(self):
        if self.kind == 'gone':
            self.clause_id.active = False
        elif self.kind == 'changed' and self.new_text:
            self.clause_id.text = self.new_text
        elif self.kind == 'added' and self.number:
            self.env['daiban.clause'].create({'number': self.number, 'text': self.new_text, 'article': False})

    def action_open_rules(self):
        self.ensure_one()
        return {
            **self.env['ir.actions.act_window']._for_xml_id('sanming_daiban.daiban_clause_link_action'),
            'domain': [('clause_id', '=', self.clause_id.id)],
        }
