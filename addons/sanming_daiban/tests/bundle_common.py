import base64
import json

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..tools import bundle
from .common import DaibanCase

# Not wiped: there is always a calendar, one company, and numbers in force.
ALWAYS_THERE = {'daiban.calendar.year', 'daiban.calendar.day', 'daiban.settings', 'res.company'}


class BundleCase(DaibanCase):

    before = None

    def setUp(self):
        super().setUp()
        self.bundles = self.env['daiban.bundle'].with_user(self.user_manager)

    def export(self):
        self.env.invalidate_all()
        return self.bundles._export()

    def sections(self):
        return json.loads(self.export())['sections']

    def upload(self, content, **values):
        """A bundle from bytes, or from sections that get a right checksum."""
        raw = content if isinstance(content, bytes) else bundle.dump(content, {'sanming_daiban': '19.0.0'})
        return self.bundles.create({'file': base64.b64encode(raw), 'file_name': 'district.json', **values})

    def load(self, content, **values):
        """Look at it, and put it into force."""
        record = self.upload(content, **values)
        record.action_check()
        record.action_apply()
        return record

    def refused(self, content, *words):
        """Refused with a message that has these words, when looked at or when applied; nothing has changed then."""
        if not self.before:
            self.before = self.export()
            self.addCleanup(lambda: self.assertEqual(self.export(), self.before))
        with self.assertRaises(UserError) as caught, mute_logger('odoo.sql_db'):
            self.load(content)
        for word in words:
            self.assertIn(word, str(caught.exception))

    def wipe(self):
        """Take all configuration out of the database, whatever refers to what."""
        models = [self.env[name] for name in self.env['daiban.bundle.mixin']._bundle_models()
                  if name not in ALWAYS_THERE]
        self.env.flush_all()
        tables = [model._table for model in models]
        while tables:
            left = [table for table in tables if not self._emptied(table)]
            self.assertLess(len(left), len(tables), left)
            tables = left
        self.env.cr.execute("DELETE FROM ir_model_data WHERE model IN %s", [tuple(model._name for model in models)])
        self.env.registry.clear_cache()
        self.env.invalidate_all()

    def _emptied(self, table):
        try:
            with self.env.cr.savepoint(), mute_logger('odoo.sql_db'):
                self.env.cr.execute(f'DELETE FROM "{table}"')  # pylint: disable=sql-injection
        except IntegrityError:
            return False
        return True
