import json

from odoo import api, fields, models

MAX_WORDS = 300


class DaibanBundleLine(models.Model):
    """One difference between a bundle and the configuration, for people."""
    _name = 'daiban.bundle.line'
    _description = 'Difference of a Bundle'
    _order = 'bundle_id, id'
    _rec_name = 'record_name'

    bundle_id = fields.Many2one('daiban.bundle', required=True, index=True, ondelete='cascade')
    change = fields.Selection([
        ('new', "New"),
        ('changed', "Changed"),
        ('removed', "Not in the Bundle"),
        ('proposed', "As a New Version"),
    ], string="Kind of Difference", required=True)
    model_name = fields.Char("Kind of Record", required=True)
    record_name = fields.Char("Record", required=True)
    field_name = fields.Char("Field")
    old_value = fields.Text("Here")
    new_value = fields.Text("In the Bundle")

    @api.model
    def _prepare(self, applier):
        return [self._prepare_one(applier, change) for change in applier.changes]

    @api.model
    def _prepare_one(self, applier, change):
        model = self.env[change.section]
        field = model._fields.get(change.field)
        return {
            'change': applier.kind(change),
            'model_name': self.env['ir.model']._get(change.section).name,
            'record_name': self._record_words(applier, change.section, change.key),
            'field_name': field and field._description_string(self.env),
            'old_value': field and self._words(applier, field, change.old),
            'new_value': field and self._words(applier, field, change.new),
        }

    @api.model
    def _record_words(self, applier, model, key):
        name = applier.wanted.get(model, {}).get(key, {}).get('name')
        if not isinstance(name, str):
            name = (applier.index.find(model, key).display_name if applier.index.has(model, key)
                    else self._part_words(applier, model, key))
        if key == '-':  # there is only one
            return (name or self.env['ir.model']._get(model).name)[:MAX_WORDS]
        return ' '.join(dict.fromkeys(filter(None, [key, name])))[:MAX_WORDS]

    @api.model
    def _part_words(self, applier, model, key):
        """What is new and has no name of its own is called by what it stands for: the item of a plan, a stage."""
        record = applier.wanted.get(model, {}).get(key, {})
        last = self.env[model]._fields[(self.env[model]._bundle_key_names() or ('id',))[-1]]
        other = record.get(last.name)
        if last.type != 'many2one' or not isinstance(other, str):
            return ''
        name = applier.wanted.get(last.comodel_name, {}).get(other, {}).get('name')
        return name if isinstance(name, str) else ''

    @api.model
    def _words(self, applier, field, value):
        if value is None or value == []:
            return ''
        if field.type == 'boolean':
            return self.env._("Yes") if value else self.env._("No")
        if field.type == 'selection':
            return str(dict(field._description_selection(self.env)).get(value, value))
        if field.type == 'many2one':
            return self._record_words(applier, field.comodel_name, value)
        if field.type == 'many2many':
            return '、'.join(self._record_words(applier, field.comodel_name, key) for key in value)[:MAX_WORDS]
        if field.type == 'binary':
            return self.env._("a file of %(size)s kB", size=len(value) * 3 // 4 // 1024 + 1)
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return text if len(text) <= MAX_WORDS else f'{text[:MAX_WORDS]}…'
