"""The text of a bundle: the same bytes for the same configuration, and no harm from whatever somebody uploads."""
import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import bundle
from ..tools.bundle import BundleError

WORDS = st.text(st.characters(exclude_categories=('Cs',), exclude_characters='\x00'), max_size=12)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-10**6, 10**6), WORDS, st.lists(WORDS, max_size=3))
RECORDS = st.dictionaries(WORDS, st.dictionaries(WORDS, VALUES, max_size=4), max_size=4)
SECTIONS = st.dictionaries(WORDS, RECORDS, max_size=4)
PRODUCT = {'addon': '19.0.1'}


@tagged('post_install', '-at_install')
class TestBundleText(BaseCase):

    def refused(self, raw):
        with self.assertRaises(BundleError) as caught:
            bundle.load(raw)
        return caught.exception.code

    def changed(self, **values):
        document = json.loads(bundle.dump({'m': {'k': {'f': 1}}}, PRODUCT))
        document.update(values)
        if 'checksum' not in values:
            document['checksum'] = bundle.checksum(document)
        return json.dumps(document).encode()

    @given(SECTIONS)
    def test_read_back(self, sections):
        """Issue 7: what is written is read back, and written again gives the same bytes."""
        raw = bundle.dump(sections, PRODUCT)
        self.assertEqual(bundle.load(raw)[:2], (sections, PRODUCT))
        self.assertEqual(bundle.dump(bundle.load(raw)[0], PRODUCT), raw)

    @given(SECTIONS, SECTIONS)
    def test_differences_lead_from_one_to_the_other(self, old, new):
        """What the difference names, and nothing else, turns the old configuration into the new one."""
        result = {name: {key: dict(record) for key, record in records.items()} for name, records in old.items()}
        for change in bundle.differences(old, new):
            records = result.setdefault(change.section, {})
            if change.kind == 'new':
                records[change.key] = dict(new[change.section][change.key])
            elif change.kind == 'removed':
                del records[change.key]
            else:
                self.assertIn(change.field, new[change.section][change.key])
                records[change.key][change.field] = change.new
        for name, records in new.items():
            self.assertEqual(set(records), set(result.get(name, {})))
            for key, record in records.items():
                self.assertLessEqual(record.items() and set(record), set(result[name][key]) | set())
                self.assertTrue(all(bundle.same(result[name][key][field], value) for field, value in record.items()))

    @given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3))
    def test_keys_are_distinct(self, one, other):
        if one != other and len(one) == len(other):
            self.assertNotEqual(bundle.join_key(one) if any(one) else '', bundle.join_key(other) if any(other) else '-')

    @given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4), max_size=10))
    def test_creation_order(self, references):
        """Every node once; whatever is no circle comes after what it refers to."""
        order = bundle.creation_order(references)
        self.assertEqual(sorted(order), sorted(references))
        place = {node: number for number, node in enumerate(order)}
        for node, others in references.items():
            for other in others:
                if place.get(other, -1) > place[node]:
                    self.assertIn(node, self._reached(references, other))

    def _reached(self, references, start):
        seen, todo = set(), [start]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo.extend(references.get(node, ()))
        return seen

    @given(st.binary(max_size=200))
    def test_rubbish(self, raw):
        self.refused(raw)

    def test_another_version_or_format(self):
        """Issue 7, bad input: a bundle of another version."""
        self.assertEqual(self.refused(self.changed(format_version=2)), 'version')
        self.assertEqual(self.refused(self.changed(format_version=True)), 'version')
        self.assertEqual(self.refused(self.changed(format='other')), 'format')
        self.assertEqual(self.refused(b'[]'), 'format')
        self.assertEqual(self.refused(self.changed(extra=1)), 'shape')

    def test_broken_checksum(self):
        """Issue 7, bad input: one character changed."""
        raw = bundle.dump({'m': {'k': {'limit': 70}}}, PRODUCT)
        self.assertEqual(self.refused(raw.replace(b'70', b'71')), 'checksum')
        self.assertEqual(self.refused(self.changed(checksum='0' * 64)), 'checksum')
        self.assertEqual(self.refused(self.changed(checksum=None)), 'checksum')

    def test_hostile_files(self):
        """Size, depth, packing, characters, numbers and doubled keys."""
        self.assertEqual(self.refused(b' ' * (bundle.MAX_BYTES + 1)), 'size')
        self.assertEqual(self.refused(b'[' * 10**6), 'nesting')
        self.assertEqual(self.refused(b'PK\x03\x04' + b'0' * 100), 'packed')
        self.assertEqual(self.refused(b'\x1f\x8b\x08'), 'packed')
        self.assertEqual(self.refused('方案'.encode('gb18030')), 'encoding')
        self.assertEqual(self.refused(b'{"a": 1, "a": 2}'), 'twice')
        for number in (b'NaN', b'-Infinity', b'1e999', b'9' * 5000):
            self.assertEqual(self.refused(b'{"a": %s}' % number), 'syntax', number[:10])
        self.assertEqual(self.refused(b'{"a": "\\u0000"}'), 'characters')
        self.assertEqual(self.refused(b'{"a": "\\ud800"}'), 'characters')
        self.assertEqual(self.refused(self.changed(sections={'m': {'k': {'f': ['\x00']}}})), 'characters')

    def test_shapes(self):
        for wrong in ([], {'m': []}, {'m': {'k': 1}}, None):
            self.assertEqual(self.refused(self.changed(sections=wrong)), 'shape')
        for wrong in ([], {'addon': 1}):
            self.assertEqual(self.refused(self.changed(product=wrong)), 'shape')
        many = {'m': {str(number): {} for number in range(bundle.MAX_RECORDS + 1)}}
        self.assertEqual(self.refused(self.changed(sections=many)), 'records')

    def test_numbers_are_compared_as_numbers(self):
        self.assertTrue(bundle.same(90, 90.0))
        self.assertFalse(bundle.same(1, True))
        self.assertFalse(bundle.same(None, False))
