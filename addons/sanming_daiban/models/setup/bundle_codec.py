"""What stands in a bundle for a value of a field, and back; values from a file are checked before they are used."""
import base64
import binascii
import re
from ast import literal_eval

from odoo import fields

from ...tools.bundle import BundleError
from .bundle_index import BundleIndex

INTEGERS = range(-2 ** 31, 2 ** 31)
MAX_TEXT = 100_000
# What a condition may name by its name besides the configuration itself.
NAMED = {'res.partner.category', 'res.country', 'res.country.state', 'res.partner.industry'}
KINDS = {
    'boolean': bool, 'integer': int, 'float': (int, float), 'many2many': list, 'properties_definition': list,
    'reference': dict,
}


class BundleCodec:

    def __init__(self, env):
        self.env = env
        self.index = BundleIndex(env)
        self._fields = {}

    # === Out === #
    def sections(self):
        """The configuration in force: ``{model: {key: {field: value}}}``"""
        return {
            name: {self.index.key(row): self.record(row) for row in self.env[name]._bundle_in_force()}
            for name in self.env['daiban.bundle.mixin']._bundle_models()}

    def version(self, root):
        """The same of one version with all its parts, also of a draft."""
        found = {root._name: {self.index.key(root): self.record(root)}}
        for name in self.parts_of(root._name):
            rows = self.env[name]._bundle_rows().filtered(lambda row: row._bundle_root() == root)
            found[name] = {self.index.key(row): self.record(row) for row in rows}
        return found

    def parts_of(self, model):
        """The models of the parts of versions of ``model``."""
        return [name for name in self.env['daiban.bundle.mixin']._bundle_models()
                if name != model and self.root_model(name) == model]

    def root_model(self, model):
        while parent := self.env[model]._bundle_parent:
            model = self.env[model]._fields[parent].comodel_name
        return model

    def record(self, row):
        row = row.with_context(bin_size=False)
        return {name: self.value(row, field) for name, field in self.fields_of(row._name).items()}

    def fields_of(self, model):
        if model not in self._fields:
            self._fields[model] = self.env[model]._bundle_fields()
        return self._fields[model]

    def value(self, row, field):
        value = row[field.name]
        if self.condition_model(field):
            return self._condition(row, field, value)
        if field.type == 'reference':
            return {'model': value._name, 'key': self.index.key(value)} if value and value.exists() else None
        if field.type == 'many2one':
            return self.index.key(value) if value else None
        if field.type == 'many2many':
            return sorted(self.index.key(one) for one in value)
        if field.type == 'properties_definition':
            return [dict(one) for one in value or []]
        if field.type == 'binary':
            return base64.b64encode(base64.b64decode(value)).decode() if value else None
        if field.type == 'date':
            return fields.Date.to_string(value) or None
        return value if field.type in ('integer', 'float', 'boolean') else str(value or '') or None

    def condition_model(self, field):
        """On what the field is a condition; None where it is none."""
        return getattr(self.env[field.model_name], '_condition_models', {}).get(field.name)

    def _condition(self, row, field, text):
        """A condition without numbers of records: another district has others."""
        row._parse_condition(text, self.condition_model(field))
        return [self._leaf_out(row, field, part) for part in literal_eval((text or '[]').strip())]

    def _leaf_out(self, row, field, leaf):
        if isinstance(leaf, str):
            return leaf
        name, operator, value = leaf
        comodel = self._comodel(self.condition_model(field), name)
        if not comodel:
            return [name, operator, list(value) if isinstance(value, tuple | list | set) else value]
        if isinstance(value, tuple | list | set):
            return [name, operator, [self._reference_out(row, comodel, one) for one in value]]
        return [name, operator, self._reference_out(row, comodel, value)]

    def _reference_out(self, row, comodel, value):
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        record = self.env[comodel].browse(value).exists()
        if record and hasattr(record, '_bundle_key'):
            return {'model': comodel, 'key': self.index.key(record)}
        if record and comodel in NAMED:
            return {'model': comodel, 'name': record.name}
        raise BundleError('by_number', record=row.display_name, number=value)

    def _comodel(self, model, path):
        """To which model the path leads; None if it ends in a plain value."""
        field = None
        for name in path.split('.'):
            if model and name == 'id':
                return model
            field = model and self.env[model]._fields.get(name)
            model = field.comodel_name if field and field.relational else None
        return model

    # === In: looking === #
    def check(self, model, name, value):
        """Refuse what the field could not hold, whatever the database would make of it."""
        field = self.fields_of(model).get(name)
        if field is None:
            raise BundleError('unknown_field', model=model, field=name)
        if self.condition_model(field):
            self._check_condition(value)
        elif value is None:
            if field.type in KINDS and field.type != 'reference':
                raise BundleError('type')
        else:
            self._check_typed(field, value)

    def _check_typed(self, field, value):
        wanted = KINDS.get(field.type, str)
        if not isinstance(value, wanted) or (isinstance(value, bool) and field.type != 'boolean'):
            raise BundleError('type')
        if isinstance(value, str) and field.type != 'binary' and len(value) > MAX_TEXT:
            raise BundleError('long', limit=MAX_TEXT)
        if field.type == 'integer' and value not in INTEGERS:
            raise BundleError('type')
        if field.type == 'selection' and value not in field.get_values(self.env):
            raise BundleError('choice', value=value[:100])
        if field.type == 'date':
            self._check_date(value)
        if field.type == 'many2many' and not all(isinstance(one, str) for one in value):
            raise BundleError('type')
        if field.type == 'reference' and (
            value.keys() != {'model', 'key'} or not all(isinstance(one, str) for one in value.values())
            or value['model'] not in dict(field._description_selection(self.env))
        ):
            raise BundleError('type')
        if field.type == 'properties_definition' and not all(isinstance(one, dict) for one in value):
            raise BundleError('type')

    def _check_date(self, value):
        if not re.fullmatch(r'\d{4}-\d\d-\d\d', value):
            raise BundleError('type')
        try:
            fields.Date.to_date(value)
        except ValueError:
            raise BundleError('type') from None

    def _check_condition(self, value):
        if not isinstance(value, list) or len(value) > 200:
            raise BundleError('type')
        for leaf in value:
            if not isinstance(leaf, str) and not (
                isinstance(leaf, list) and len(leaf) == 3 and all(isinstance(part, str) for part in leaf[:2])
            ):
                raise BundleError('type')

    def references(self, model, name, value):
        """[(model, key)] of the records of the configuration that a value names."""
        field = self.fields_of(model)[name]
        if self.condition_model(field):
            return [(one['model'], one['key']) for one in self._named(value) if 'key' in one]
        if field.type == 'reference':
            return [(value['model'], value['key'])] if value else []
        if field.type == 'many2one':
            return [(field.comodel_name, value)] if value else []
        return [(field.comodel_name, key) for key in value] if field.type == 'many2many' else []

    def _named(self, value):
        """What a condition says of records, after a look at its form."""
        parts = [part for leaf in value if not isinstance(leaf, str)
                 for part in (leaf[2] if isinstance(leaf[2], list) else [leaf[2]])]
        for part in parts:
            if isinstance(part, list) or (isinstance(part, dict) and (
                part.keys() not in ({'model', 'key'}, {'model', 'name'})
                or not all(isinstance(word, str) for word in part.values())
            )):
                raise BundleError('type')
        return [part for part in parts if isinstance(part, dict)]

    # === In: using === #
    def decode(self, model, name, value):
        """The value for ``create`` and ``write``; everything that it refers to must be there."""
        field = self.fields_of(model)[name]
        if self.condition_model(field):
            return repr([leaf if isinstance(leaf, str) else self._leaf_in(leaf) for leaf in value]) if value else False
        if field.type == 'reference':
            return value and f'{value["model"]},{self.index.find(value["model"], value["key"]).id}'
        if field.type == 'many2one':
            return self.index.find(field.comodel_name, value).id if value else False
        if field.type == 'many2many':
            return [fields.Command.set([self.index.find(field.comodel_name, key).id for key in value])]
        if field.type == 'binary' and value:
            return self._binary(value)
        return False if value is None else value

    def values(self, model, record):
        return {name: self.decode(model, name, value) for name, value in record.items()
                if self.env[model]._bundle_parent != name}

    def _leaf_in(self, leaf):
        name, operator, value = leaf
        value = [self._reference_in(one) for one in value] if isinstance(value, list) else self._reference_in(value)
        return (name, operator, value)

    def _reference_in(self, value):
        if not isinstance(value, dict):
            return value
        if 'key' in value:
            return self.index.find(value['model'], value['key']).id
        if value['model'] not in NAMED:
            raise BundleError('type')
        # sudo: tags and countries are no secret, and whoever configures may not read every list
        found = self.env[value['model']].sudo().search([('name', '=', value['name'])], limit=2)
        if len(found) != 1:
            raise BundleError('by_name', name=value['name'][:100])
        return found.id

    def _binary(self, value):
        try:
            base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise BundleError('type') from None
        return value
