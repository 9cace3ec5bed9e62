from ...tools.bundle import BundleError


class BundleIndex:
    """Which record has which key, for one export or import. Records made meanwhile are added with :meth:`add`."""

    def __init__(self, env):
        self.env = env
        self._keys = {}
        self._ids = {}

    def key(self, record):
        """The key of one record; records outside the configuration have none."""
        found = self.keys(record._name).get(record.id)
        if found is None:
            raise BundleError('no_key', record=record.display_name)
        return found

    def keys(self, model):
        """{id: key}, of other versions too"""
        if model not in self._keys:
            self._keys[model] = self.env[model]._bundle_name_rows(self.key)
        return self._keys[model]

    def find(self, model, key):
        """The record in force that has the key; empty if there is none."""
        return self.env[model].browse(self._in_force(model).get(key))

    def has(self, model, key):
        return key in self._in_force(model)

    def _in_force(self, model):
        if model not in self._ids:
            keys = self.keys(model)
            self._ids[model] = {keys[row.id]: row.id for row in self.env[model]._bundle_in_force()}
        return self._ids[model]

    def add(self, model, key, record):
        self.keys(model)[record.id] = key  # first: the record is among those in force already
        self._in_force(model)[key] = record.id
