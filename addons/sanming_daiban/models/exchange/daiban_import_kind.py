from dataclasses import dataclass, field

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.cells import is_formula, parse_date, parse_number, plain

BROKEN = '!'  # instead of its columns, a row may bring what is wrong with it


@dataclass
class Outcome:
    """What a row would do: nothing to what is ``same``; never anything to a ``conflict`` that nobody has decided."""

    result: str  # new, same, changed, conflict, error
    key: str = ''
    record: models.BaseModel = None
    vals: dict = field(default_factory=dict)
    difference: str = ''
    message: str = ''
    order: int = 0  # rows with a lower one are applied first
    fixed: bool = False  # a conflict that cannot be decided for the file
    stamp: str = ''

    def seal(self):
        """What must not have changed between looking and applying."""
        return self.stamp or f'{self.result}|{self.record.id if self.record else 0}|{self.difference}'


class DaibanImportKind(models.AbstractModel):
    """What can be imported. A model per kind says its columns, who may, what a row means and how it is applied.

    The rules are here for files, the API and the platform's messages alike.
    """

    _name = 'daiban.import.kind'
    _description = 'Kind of Import'

    _table_columns = ()
    _groups = ()  # whoever is in all of them may import this kind
    _instead = None  # or in this one
    _target = None  # model of the records
    _fixed = ()  # fields that an import never changes

    @api.model
    def _check_allowed(self):
        missing = [group for group in self._groups if not self.env.user.has_group(group)]
        if missing and not (self._instead and self.env.user.has_group(self._instead)):
            names = '、'.join(self.env.ref(group).sudo().name for group in missing)  # sudo: only the names of the roles
            raise AccessError(self.env._(
                "Importing “%(kind)s” needs the role “%(role)s”. Ask the administrator.",
                kind=self._label(), role=names))

    @api.model
    def _label(self):
        return self.env['daiban.import']._kind_labels()[self._name.rpartition('.')[2]]

    # === What a row means ===

    @api.model
    def _outcomes(self, rows):
        """:param rows: [(number, {column: text})]; :return: [Outcome], in their order"""
        known = self._known()
        parsed = [self._parsed(values, known) for _number, values in rows]
        found = self._find({key for key, _vals, problem in parsed if key and not problem})
        seen, outcomes = {}, []
        for (number, _values), (key, vals, problem) in zip(rows, parsed, strict=True):
            if not problem and key in seen:
                problem = self.env._("“%(key)s” stands in row %(row)s already: a file names each only once.",
                                     key=key, row=seen[key])
            if problem:
                outcomes.append(Outcome('error', key or '', message=problem))
                continue
            seen[key] = number
            outcomes.append(self._outcome(key, vals, found.get(key)))
        return outcomes

    def _parsed(self, values, known):
        """(key, vals, problem)"""
        if BROKEN in values:
            return '', {}, values[BROKEN]
        try:
            for column in self._table_columns:
                text = values.get(column.name, '')
                if column.required and not text:
                    raise UserError(self.env._("“%(column)s” is empty.", column=column.title))
                if is_formula(text):
                    raise UserError(self.env._(
                        "“%(column)s” holds a formula. Paste the values instead and import the file again.",
                        column=column.title))
            key, vals = self._parse(values, known)
            return key, vals, ''
        except (UserError, ValidationError) as error:
            return '', {}, str(error)

    def _known(self):
        """Hook: what all rows look up, read once."""
        return {}

    def _parse(self, values, known):
        """Hook: (key, values of the record); raises UserError in words. What the file leaves empty is not in it."""
        raise NotImplementedError

    def _find(self, keys):
        """Hook: {key: record, or several} of those that are here already"""
        raise NotImplementedError

    def _outcome(self, key, vals, record):
        if not record:
            return Outcome('new', key, vals=vals)
        added, differing = self._differences(record, vals)
        lines = [self._difference_line(record, name, value) for name, value in {**added, **differing}.items()]
        result = 'conflict' if differing else 'changed' if added else 'same'
        fixed = bool(set(differing) & set(self._fixed_fields(record)))
        message = ''
        if fixed:
            message = self.env._("What is here cannot be replaced by an import. Clear it up with the source, or "
                                 "change it on the record itself.")
        return Outcome(result, key, record, {**added, **differing}, '\n'.join(lines), message, fixed=fixed)

    def _fixed_fields(self, record):
        return self._fixed

    def _differences(self, record, vals):
        """What the file adds to what is empty here, and what it says otherwise."""
        added, differing = {}, {}
        for name, value in vals.items():
            present = record[name]
            present = present.id if isinstance(present, models.BaseModel) else present
            if value and not present:
                added[name] = value
            elif value and present != value:
                differing[name] = value
        return added, differing

    def _difference_line(self, record, name, value):
        spec = record._fields[name]
        label = spec._description_string(self.env)
        return f'{label}：{self._shown(spec, record[name])} → {self._shown(spec, value)}'

    def _shown(self, spec, value):
        if spec.relational:
            record = value if isinstance(value, models.BaseModel) else self.env[spec.comodel_name].sudo().browse(value)
            return record.display_name or '—'
        if spec.type == 'selection':
            return dict(spec._description_selection(self.env)).get(value, '—')
        return str(value or '—')

    # === Doing it ===

    @api.model
    def _apply(self, outcomes, source):
        """Make it so; whole or not at all, as the caller puts a savepoint around it. Gives the records, in order.

        :param source: the ``daiban.import`` that the rows come from
        """
        new = [outcome for outcome in outcomes if not outcome.record]
        for outcome, record in zip(new, self._create(new, source), strict=True):
            outcome.record = record
        for outcome in outcomes:
            if outcome.vals and outcome not in new:
                self._write(outcome)
        return [outcome.record for outcome in outcomes]

    def _create(self, outcomes, source):
        return self.env[self._target].create([outcome.vals for outcome in outcomes])

    def _write(self, outcome):
        outcome.record.write(outcome.vals)

    # === Reading cells ===

    @api.model
    def _catalogue(self, model, *names, domain=()):
        """{text: id} of all records of a catalogue, by each of these fields; archived ones are not there."""
        # sudo: names of units, categories and people of the service, which every colleague may look up
        records = self.env[model].sudo().search(list(domain))
        found = {}
        for name in names:
            for record in records:
                for text in (record[name] or '').split('、'):
                    if text:
                        found.setdefault(plain(text).casefold(), record.id)
        return found

    def _look_up(self, known, values, name):
        """The id that the text of a column means, False if it is empty."""
        text = plain(values.get(name))
        if not text:
            return False
        if text.casefold() not in known[name]:
            raise UserError(self.env._("“%(column)s”: there is no “%(text)s” here.",
                                       column=self._title(name), text=text))
        return known[name][text.casefold()]

    def _choice(self, values, name, words):
        """:param words: {what may stand there: what it means}"""
        text = plain(values.get(name))
        if not text:
            return False
        folded = {plain(word).casefold(): meaning for word, meaning in words.items()}
        if text.casefold() not in folded:
            raise UserError(self.env._("“%(column)s”: “%(text)s” is not one of %(words)s.",
                                       column=self._title(name), text=text, words='、'.join(words)))
        return folded[text.casefold()]

    def _date(self, values, name):
        text = plain(values.get(name))
        if not text:
            return False
        try:
            day = parse_date(text)
        except ValueError:
            raise UserError(self.env._("“%(column)s”: “%(text)s” is not a date; write it like 2026-03-02.",
                                       column=self._title(name), text=text)) from None
        if day > self.env['daiban.calendar.year']._district_today():
            raise UserError(self.env._("“%(column)s”: %(date)s is still to come.", column=self._title(name), date=day))
        return day

    def _number(self, values, name):
        text = plain(values.get(name))
        if not text:
            return False
        try:
            return parse_number(text)
        except ValueError:
            raise UserError(self.env._("“%(column)s”: “%(text)s” is not a number.",
                                       column=self._title(name), text=text)) from None

    def _title(self, name):
        return next(column.title for column in self._table_columns if column.name == name)

    def _filled(self, **vals):
        return {name: value for name, value in vals.items() if value}
