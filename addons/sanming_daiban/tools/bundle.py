"""The configuration bundle as a text: the same configuration always gives the same bytes, and nothing that came from
outside is believed before it was looked at.

A bundle is JSON: ``format``, ``format_version``, ``product`` (addon: version), ``checksum`` (SHA-256 of all the rest)
and ``sections``: ``{model: {key: {field: value}}}``. Keys are the district's codes, never numbers of records.
"""
import hashlib
import json
import math
from typing import NamedTuple

FORMAT = 'daiban.bundle'
FORMAT_VERSION = 1
MAX_BYTES = 20 * 2 ** 20
MAX_RECORDS = 50_000
TOP = ('format', 'format_version', 'product', 'checksum', 'sections')
SEPARATOR = '/'


class BundleError(ValueError):
    """``code`` says what is wrong, ``where`` gives the words to fill into its sentence."""

    def __init__(self, code, **where):
        super().__init__(f'{code}: {where}')
        self.code = code
        self.where = where


class Change(NamedTuple):
    """One difference; ``field`` is empty where a whole record is new or gone."""

    kind: str  # new, changed, removed
    section: str
    key: str
    field: str = ''
    old: object = None
    new: object = None


# === Keys === #
def join_key(parts):
    """One key of several: no two lists of parts give the same."""
    return SEPARATOR.join(part.replace('~', '~0').replace(SEPARATOR, '~1') for part in parts) or '-'


# === Writing === #
def _text(document):
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + '\n'


def checksum(document):
    """SHA-256 of everything but the checksum itself."""
    rest = {name: value for name, value in document.items() if name != 'checksum'}
    return hashlib.sha256(_text(rest).encode()).hexdigest()


def dump(sections, product):
    """The bundle as bytes."""
    document = {'format': FORMAT, 'format_version': FORMAT_VERSION, 'product': product, 'sections': sections}
    return _text({**document, 'checksum': checksum(document)}).encode()


# === Reading === #
def load(raw):
    """``(sections, product, checksum)`` of a file from anywhere; :class:`BundleError` says why it is none."""
    document = _parse(_decode(raw))
    if not isinstance(document, dict) or document.get('format') != FORMAT:
        raise BundleError('format')
    if not same(document.get('format_version'), FORMAT_VERSION):
        raise BundleError('version', found=str(document.get('format_version'))[:20], known=FORMAT_VERSION)
    if set(document) != set(TOP):
        raise BundleError('shape', where=', '.join(sorted(set(document) ^ set(TOP)))[:200])
    if document['checksum'] != checksum(document):
        raise BundleError('checksum')
    _check_shape(document)
    return document['sections'], document['product'], document['checksum']


def _decode(raw):
    if len(raw) > MAX_BYTES:
        raise BundleError('size', limit=MAX_BYTES // 2 ** 20)
    if raw[:2] in (b'PK', b'\x1f\x8b'):
        raise BundleError('packed')
    try:
        return raw.decode('utf-8-sig')
    except UnicodeDecodeError:
        raise BundleError('encoding') from None


def _parse(text):
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
    except BundleError:
        raise
    except RecursionError:
        raise BundleError('nesting') from None
    except ValueError as error:
        raise BundleError('syntax', reason=str(error)[:200]) from None


def _unique(pairs):
    found = {}
    for name, value in pairs:
        if name in found:
            raise BundleError('twice', key=name[:200])
        found[_plain(name)] = _plain(value)
    return found


def _plain(value):
    """No text that a database cannot store."""
    if isinstance(value, str) and ('\x00' in value or any('\ud800' <= char <= '\udfff' for char in value)):
        raise BundleError('characters')
    return value


def _no_number(name):
    raise BundleError('syntax', reason=name)


def _finite(digits):
    number = float(digits)
    if not math.isfinite(number):
        raise BundleError('syntax', reason=digits[:40])
    return number


def _check_shape(document):
    product, sections = document['product'], document['sections']
    if not isinstance(product, dict) or not all(isinstance(version, str) for version in product.values()):
        raise BundleError('shape', where='product')
    if not isinstance(sections, dict):
        raise BundleError('shape', where='sections')
    for name, records in sections.items():
        if not isinstance(records, dict):
            raise BundleError('shape', where=name[:200])
        for key, record in records.items():
            if not isinstance(record, dict):
                raise BundleError('shape', where=f'{name} {key}'[:200])
    if sum(map(len, sections.values())) > MAX_RECORDS:
        raise BundleError('records', limit=MAX_RECORDS)
    _check_texts(sections)


def _check_texts(value):
    """Texts inside lists; those in objects were looked at when they were read."""
    if isinstance(value, dict):
        for part in value.values():
            _check_texts(part)
    elif isinstance(value, list):
        for part in value:
            _check_texts(_plain(part))


# === Comparing === #
def differences(old, new):
    """Every :class:`Change` from the sections ``old`` to ``new``, in the order of models, keys and fields.

    A field that ``new`` does not mention stays as it is.
    """
    for section in sorted(old.keys() | new.keys()):
        before, after = old.get(section, {}), new.get(section, {})
        for key in sorted(before.keys() | after.keys()):
            if key not in before:
                yield Change('new', section, key)
            elif key not in after:
                yield Change('removed', section, key)
            else:
                yield from _changed_fields(section, key, before[key], after[key])


def _changed_fields(section, key, before, after):
    for field in sorted(after):
        if not same(before.get(field), after[field]):
            yield Change('changed', section, key, field, before.get(field), after[field])


def same(one, other):
    """Equal, as numbers or as what they are, and not only as 1 equals true."""
    if {type(one), type(other)} == {int, float}:
        return one == other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def creation_order(references):
    """The nodes of ``{node: nodes it refers to}``, each after those it refers to, as far as no circle forbids it."""
    order, seen = [], set()
    for start in references:
        stack = [(start, False)]
        while stack:
            node, left = stack.pop()
            if left:
                order.append(node)
            elif node not in seen and node in references:
                seen.add(node)
                stack.append((node, True))
                stack.extend((other, False) for other in reversed(references[node]))
    return order
