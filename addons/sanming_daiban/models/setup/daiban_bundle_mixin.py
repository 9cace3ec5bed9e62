from odoo import api, fields, models

from ...tools import bundle

# What a bundle can carry. Numbers of records, times and people are no configuration.
CARRIED = {
    'binary', 'boolean', 'char', 'date', 'float', 'html', 'integer', 'many2many', 'many2one', 'properties_definition',
    'reference', 'selection', 'text',
}


class DaibanBundleMixin(models.AbstractModel):
    """Declares that the records of a model belong to the configuration: a bundle carries them to another district.

    Every model of the configuration has it, mostly through ``daiban.setup.mixin``, and is in the bundle by that alone.
    """
    _name = 'daiban.bundle.mixin'
    _description = 'Carried in a Configuration Bundle'

    # Names of the fields that tell one record from all others, in any district. Empty: there is only one. Unless a
    # model says so, its code, or its name where it has none; equal names are numbered.
    _bundle_key = None
    # Names of the fields to carry where not everything is configuration. Empty: all that can be carried.
    _bundle_only = ()
    # A part of something with versions names the field that leads to it, and goes with it as a whole.
    _bundle_parent = None
    # Versions: what is in force is never written over, a new version is proposed.
    _bundle_versioned = False

    # Whether the records are rules, which some clause or law should ask for.
    _clause_rule = False

    @api.model
    def _bundle_models(self):
        """The names of all models that declare it, in alphabetical order."""
        return sorted(
            name for name, model in self.env.registry.items() if not model._abstract and hasattr(model, '_bundle_key'))

    @api.model
    def _bundle_key_names(self):
        if self._bundle_key is not None:
            return self._bundle_key
        return ('code',) if 'code' in self._fields else (self._rec_name,)

    @api.model
    def _bundle_fields(self):
        """{name: field} of what is carried of a record."""
        return {name: field for name, field in sorted(self._fields.items()) if self._bundle_carries(field)}

    @api.model
    def _bundle_carries(self, field):
        if field.name == self._bundle_parent or (self._bundle_versioned and field.name == 'state'):
            return True
        if self._bundle_only:
            return field.name in self._bundle_only
        if field.name in models.MAGIC_COLUMNS or field.type not in CARRIED or not field.store:
            return False
        if field.readonly or field.related or field.company_dependent or self._bundle_skips(field):
            return False
        return not field.relational or field.type == 'reference' or self._bundle_leads_to(field)

    @api.model
    def _bundle_skips(self, field):
        """Whether a field that could be carried is none of the district's. To be overridden."""
        return False

    @api.model
    def _bundle_leads_to(self, field):
        """Only to what is carried too, and what is seen from two sides only from one."""
        comodel = self.env[field.comodel_name]
        if not hasattr(comodel, '_bundle_key'):
            return False
        twins = field.type == 'many2many' and any(
            other.type == 'many2many' and other.store and other.relation == field.relation and other is not field
            for other in comodel._fields.values())
        return not twins or self._name < comodel._name

    @api.model
    def _bundle_rows(self):
        """All records of which a bundle may speak, also earlier versions, in a fixed order."""
        rows = self.with_context(active_test=False).search(fields.Domain.TRUE, order=self._order)
        return rows.sorted('active', reverse=True) if 'active' in self._fields else rows

    @api.model
    def _bundle_in_force(self):
        """What a bundle says: what is published, and the newest draft of what never was; with all its parts."""
        rows = self._bundle_rows()
        if self._bundle_parent:
            roots = self.env[self._fields[self._bundle_parent].comodel_name]
            while roots._bundle_parent:
                roots = self.env[roots._fields[roots._bundle_parent].comodel_name]
            roots = roots._bundle_in_force()
            return rows.filtered(lambda row: row._bundle_root() in roots)
        return rows._bundle_newest() if self._bundle_versioned else rows

    def _bundle_newest(self):
        found = {}
        for row in self.filtered(lambda row: row.state == 'published') + self.filtered(
                lambda row: row.state == 'draft').sorted('version', reverse=True):
            found.setdefault(tuple(row[name] for name in self._bundle_key_names()), row)
        return self.browse([row.id for row in found.values()])

    def _bundle_key_parts(self, key_of):
        """The words of the key; ``key_of`` gives the key of another record."""
        return [self._bundle_key_part(self._fields[name], key_of) for name in self._bundle_key_names()]

    def _bundle_key_part(self, field, key_of):
        value = self[field.name]
        if field.type == 'reference':
            return f'{value._name}:{key_of(value)}' if value and value.exists() else '-'
        if field.relational:
            return key_of(value) if value else '-'
        return (fields.Date.to_string(value) if field.type == 'date' else str(value or '-'))

    def _bundle_root(self):
        """The version to which a part belongs; itself elsewhere."""
        self.ensure_one()
        return self[self._bundle_parent]._bundle_root() if self._bundle_parent else self

    def _bundle_in_use(self):
        """Whether the record is part of what is in force, not of a version before or a draft."""
        self.ensure_one()
        root = self._bundle_root()
        return not root._bundle_versioned or root.state == 'published'

    @api.model
    def _description_of_model(self):
        return self.env['ir.model']._get(self._name).name

    def unlink(self):
        """A rule that is gone carries out nothing any more."""
        if self._clause_rule and self:
            # sudo: the links follow the rule, whoever may delete it
            self.env['daiban.clause.link'].sudo().search(
                [('rule_ref', 'in', [f'{self._name},{record.id}' for record in self])]).unlink()
        return super().unlink()

    # === What applying does to one record === #
    @api.model
    def _bundle_make(self, vals):
        return self.create(vals)

    def _bundle_write(self, vals):
        self.write(vals)

    def _bundle_remove(self):
        """Cases may refer to it: it goes out of use, and is deleted only where nothing can be archived."""
        if self._bundle_versioned:
            self.filtered(lambda row: row.state == 'published').action_retire()
        elif 'active' in self._fields:
            self.action_archive()
        else:
            self.unlink()

    @api.model
    def _bundle_propose(self, applying, key):
        """A draft with all that the bundle says of the version ``key``; published where nothing has been before."""
        first = applying.index.find(self._name, key).state != 'published'
        root = applying.make_version(self._name, key)
        if first and applying.wanted[self._name][key].get('state') == 'published':
            root.action_publish()
        return root

    # === Keys === #
    @api.model
    def _bundle_name_rows(self, key_of):
        """``{id: key}`` of all rows; equal names are numbered, within each version by itself."""
        found, taken = {}, set()
        for row in self._bundle_rows():
            key, number = bundle.join_key(row._bundle_key_parts(key_of)), 1
            scope = row._bundle_root().id if self._bundle_parent else (row.id if self._bundle_versioned else 0)
            while (scope, numbered := key if number == 1 else f'{key}#{number}') in taken:
                number += 1
            taken.add((scope, numbered))
            found[row.id] = numbered
        return found
