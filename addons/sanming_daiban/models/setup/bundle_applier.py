import re
from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError

from ...tools.bundle import BundleError, creation_order, differences, join_key


class BundleApplier:
    """Makes the configuration what the bundle says, all of it or nothing."""

    def __init__(self, codec, present, wanted, with_removals=False):
        self.codec = codec
        self.env = codec.env
        self.index = codec.index
        self.wanted = wanted
        self.with_removals = with_removals
        self.changes = list(differences(present, wanted))
        self.postponed = []  # [(node, fields)] that need a version which is made later; no fields: the record itself
        self.at = None  # (model, key) that is being written, for the message

    # === Looking ahead === #
    def check(self):
        """Refuse what could never be applied, before anything is tried."""
        known = set(self.env['daiban.bundle.mixin']._bundle_models())
        if unknown := sorted(self.wanted.keys() - known):
            raise BundleError('unknown_model', models=', '.join(unknown)[:300])
        for model, records in self.wanted.items():
            for key, record in records.items():
                with self._at(model, key):
                    self._check_record(model, key, record)

    def _check_record(self, model, key, record):
        parent = self.env[model]._bundle_parent
        if parent and not isinstance(record.get(parent), str):
            raise BundleError('value', field=parent, reason='type')
        self._check_key(model, key, record)
        for name, value in record.items():
            try:
                self.codec.check(model, name, value)
                references = self.codec.references(model, name, value)
            except BundleError as error:
                raise error if error.code == 'unknown_field' else self._wrong_value(model, name, error) from error
            for other in references:
                self._check_reference(other)

    def _wrong_value(self, model, name, error):
        label = self.env[model]._fields[name]._description_string(self.env)
        return BundleError('value', field=label, reason=error.code, **error.where)

    def _check_key(self, model, key, record):
        names = self.env[model]._bundle_key_names()
        own = join_key([self._key_word(record.get(name)) for name in names])
        if key != own and not (names and re.fullmatch(re.escape(own) + r'#\d+', key)):
            raise BundleError('key', key=key[:100])

    @staticmethod
    def _key_word(value):
        if isinstance(value, dict):
            return f'{value.get("model")}:{value.get("key")}'
        return str(value or '-')

    def _check_reference(self, other):
        model, key = other
        if key not in self.wanted.get(model, ()) and not (
            hasattr(self.env.get(model), '_bundle_key') and self.index.has(model, key)
        ):
            raise BundleError('reference', model=model, key=key[:100])

    def kind(self, change):
        """What becomes of a change: new, changed, removed, or proposed as a version."""
        if self._is_versioned(change.section):
            model, key = self._root_of(change.section, change.key)
            return 'proposed' if key in self.wanted.get(model, ()) else change.kind
        return change.kind

    def _is_versioned(self, model):
        return self.env[self.codec.root_model(model)]._bundle_versioned

    def proposals(self):
        """[(model, key)] of the versions that differ."""
        found = {}
        for change in self.changes:
            if self._is_versioned(change.section):
                model, key = self._root_of(change.section, change.key)
                if key in self.wanted.get(model, ()):
                    found[model, key] = True
        return list(found)

    def _root_of(self, model, key):
        while parent := self.env[model]._bundle_parent:
            record = self.wanted.get(model, {}).get(key)
            field = self.env[model]._fields[parent]
            above = record[parent] if record else self.index.key(self.index.find(model, key)[parent])
            model, key = field.comodel_name, above
        return model, key

    # === Applying === #
    def run(self):
        try:
            with self.env.cr.savepoint():
                self._run()
        except IntegrityError as error:
            model = self.env[self.at[0]] if self.at else self.env['daiban.bundle']
            raise UserError(self._named(model._sql_error_to_message(error))) from error

    def _run(self):
        if self.with_removals:
            self._remove()
        self._make([(change.section, change.key) for change in self.changes
                    if change.kind == 'new' and not self._is_versioned(change.section)])
        self._write()
        for model, key in self.proposals():
            with self._at(model, key):
                self.env[model]._bundle_propose(self, key)
        self._make_postponed()
        self.env.flush_all()

    def _make_postponed(self):
        postponed, self.postponed = self.postponed, []
        self._make([node for node, names in postponed if not names])
        for node, names in postponed:
            if names:
                self._write_one(node, names)
        if self.postponed:
            (model, key), _names = self.postponed[0]
            with self._at(model, key):
                raise BundleError('circle')

    def _remove(self):
        for change in self.changes:
            if change.kind == 'removed' and not self.env[change.section]._bundle_parent:
                with self._at(change.section, change.key):
                    record = self.index.find(change.section, change.key)
                    if 'active' not in record._fields or record.active:
                        record._bundle_remove()
                        record.flush_recordset()

    def _make(self, nodes):
        references = {node: self._references(node) for node in nodes}
        late = []
        for node in creation_order(references):
            late += self._make_one(node)
        for node, name in late:
            self._write_one(node, [name])

    def _references(self, node):
        model, key = node
        return [other for name, value in self.wanted[model][key].items()
                for other in self.codec.references(model, name, value)]

    def _make_one(self, node):
        """Create it, and say which fields had to wait: ``[(node, field)]``."""
        model, key = node
        values = self.wanted[model][key]
        late = [name for name, value in values.items()
                if self._waits(model, name, value)]
        if any(self.codec.fields_of(model)[name].required for name in late):
            self.postponed.append((node, ()))
            return []
        with self._at(model, key):
            record = self.env[model]._bundle_make(self._decoded(model, set(values) - set(late), values))
            record.flush_recordset()
        self.index.add(model, key, record)
        return [(node, name) for name in late]

    def _waits(self, model, name, value):
        return any(not self.index.has(*other) for other in self.codec.references(model, name, value))

    def _decoded(self, model, names, values):
        found = {}
        for name in sorted(names):
            try:
                found[name] = self.codec.decode(model, name, values[name])
            except BundleError as error:
                if error.code == 'by_name':
                    raise
                raise self._wrong_value(model, name, error) from error
        return found

    def _write(self):
        touched = {}
        for change in self.changes:
            if change.kind == 'changed' and not self._is_versioned(change.section):
                touched.setdefault((change.section, change.key), []).append(change.field)
        for node, names in touched.items():
            self._write_one(node, names)

    def _write_one(self, node, names):
        model, key = node
        values = self.wanted[model][key]
        if late := [name for name in names if self._waits(model, name, values[name])]:
            self.postponed.append((node, late))
        with self._at(model, key):
            record = self.index.find(model, key)
            record._bundle_write(self._decoded(model, set(names) - set(late), values))
            record.flush_recordset()

    def make_version(self, model, key):
        """A draft with the parts that the bundle gives to the version ``key``; the same one if it is there already."""
        inner = BundleApplier(self.codec, {}, self.wanted)
        inner.index = inner.codec.index = VersionIndex(self.index, {model, *self.codec.parts_of(model)})
        try:
            if draft := self._same_draft(model, key):
                return draft
            inner._make([(model, key), *(
                (part, one) for part in self.codec.parts_of(model) for one in self.wanted.get(part, ())
                if self._root_of(part, one) == (model, key))])
            if not self.index.has(model, key):  # the first version: what else is new may name it and its parts
                for (part, one), record_id in inner.index.made.items():
                    self.index.add(part, one, self.env[part].browse(record_id))
            return inner.index.find(model, key)
        finally:
            inner.codec.index = self.index

    def _same_draft(self, model, key):
        wanted = {model: {key: self.wanted[model][key]}}
        for part in self.codec.parts_of(model):
            wanted[part] = {one: record for one, record in self.wanted.get(part, {}).items()
                            if self._root_of(part, one) == (model, key)}
        for draft in self.env[model].search([('state', '=', 'draft')]):
            if self.index.key(draft) == key and not self._differs(self.codec.version(draft), wanted):
                return draft
        return None

    @staticmethod
    def _differs(present, wanted):
        """Whether two versions say something else, whichever of them is published."""
        return any(change.field != 'state' for change in differences(present, wanted))

    # === Words === #
    @contextmanager
    def _at(self, model, key):
        before, self.at = self.at, (model, key)
        try:
            yield
        except BundleError as error:
            raise BundleError(error.code, **{'record': self._where(), **error.where}) from error
        except (UserError, ValidationError) as error:
            raise type(error)(self._named(str(error))) from error
        self.at = before

    def _named(self, reason):
        where = self._where()
        return reason if not where or reason.startswith(where) else f'{where}: {reason}'

    def _where(self):
        if not self.at:
            return ''
        model, key = self.at
        label = self.env['ir.model']._get(model).name or model
        name = self.wanted.get(model, {}).get(key, {}).get('name')
        return f'{label} {key}' + (f'（{name}）' if isinstance(name, str) else '')


class VersionIndex:
    """The index while a further version is made: its parts refer to each other, not to those in force."""

    def __init__(self, index, models):
        self.outer = index
        self.models = models
        self.made = {}

    def has(self, model, key):
        return (model, key) in self.made if model in self.models else self.outer.has(model, key)

    def find(self, model, key):
        if model not in self.models:
            return self.outer.find(model, key)
        return self.outer.env[model].browse(self.made.get((model, key)))

    def add(self, model, key, record):
        self.made[model, key] = record.id

    def key(self, record):
        return self.outer.key(record)

    def keys(self, model):
        return self.outer.keys(model)
