"""Which files an enterprise may hand in. Pure: names and types only, raises ``ValueError``."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_NAME = 120
# What the bytes are → endings under which offices and phones save it. OFD, the official Chinese page format, is a zip
# container; WPS writes .wps and .et as the old Office formats.
_IMAGES = ('jpg', 'jpeg', 'png', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'heif')
_OFFICE = ('doc', 'wps', 'xls', 'et', 'docx', 'xlsx')
_ENDINGS = {
    'application/pdf': ('pdf',),
    'image/jpeg': _IMAGES,
    'image/png': _IMAGES,
    'image/webp': _IMAGES,
    'image/bmp': _IMAGES,
    'image/x-ms-bmp': _IMAGES,
    'image/tiff': _IMAGES,
    'image/heic': _IMAGES,
    'image/heif': _IMAGES,
    'application/msword': _OFFICE,
    'application/vnd.ms-excel': _OFFICE,
    'application/CDFV2': _OFFICE,
    'application/x-ole-storage': _OFFICE,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': _OFFICE,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': _OFFICE,
    'application/zip': ('zip', 'ofd', *_OFFICE),
    'image/vnd.dwg': ('dwg',),
}
ACCEPTED = sorted({f'.{ending}' for endings in _ENDINGS.values() for ending in endings})


def clean_filename(name):
    """The last part of a path, without control characters, short enough to be stored and shown."""
    name = unicodedata.normalize('NFC', (name or '').replace('\\', '/'))
    name = ''.join(char for char in PurePosixPath(name).name if unicodedata.category(char)[0] != 'C').strip()
    stem, dot, ending = name.rpartition('.')
    return f'{stem[: MAX_NAME - len(ending) - 1]}.{ending}' if dot and len(ending) < 10 else name[:MAX_NAME]


def check_type(name, mimetype):
    """Refuse what is not a document, and what is not what its name says.

    :param mimetype: found in the bytes, never what the browser claims
    :raises ValueError: ``'type'`` for a kind that is not accepted, ``'mismatch'`` for a name that misleads
    """
    endings = _ENDINGS.get(mimetype)
    if endings is None:
        raise ValueError('type')
    ending = re.sub(r'.*\.', '', name).lower()
    if ending not in endings:
        raise ValueError('mismatch' if f'.{ending}' in ACCEPTED else 'type')
