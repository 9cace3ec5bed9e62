"""One case, one file: names that every computer can unpack, a list of hashes that every computer can check.

The same parts always give the same bytes, so two copies of an archive can be compared.
"""

import hashlib
import re
import unicodedata
import zipfile
from typing import NamedTuple

CHECKSUMS = 'SHA256SUMS'
LONGEST = 80  # characters of a name: with two folders around it still a path that Windows unpacks
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = re.compile(r'(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)')
_DENSE = ('.pdf', '.jpg', '.jpeg', '.png', '.zip', '.docx', '.xlsx', '.ofd')  # to press them again saves nothing
_STAMP = (1980, 1, 1, 0, 0, 0)


class Part(NamedTuple):
    folder: str
    name: str
    what: str  # in words, for the index
    day: object  # the date that the paper carries, or None
    content: bytes


class Entry(NamedTuple):
    path: str
    what: str
    day: object
    size: int
    sha256: str


def _harmful(letter):
    """Forbidden somewhere, or not to be seen: control and format characters, line ends, halves of a pair."""
    return letter in _FORBIDDEN or unicodedata.category(letter) in ('Cc', 'Cf', 'Cs', 'Cn', 'Zl', 'Zp')


def safe_name(name):
    """A file name without anything that some system forbids or that hides its ending."""
    name = ''.join('_' if _harmful(letter) else letter for letter in name).strip(' .') or '_'
    if _RESERVED.match(name):
        name = f'_{name}'
    stem, dot, ending = name.rpartition('.')
    if not dot or len(ending) > 8:
        return name[:LONGEST].rstrip(' .')
    return f'{stem[:LONGEST - len(ending) - 1].rstrip(" .")}.{ending}'


def path_of(part, folder_number, number):
    return f'{folder_number:02} {safe_name(part.folder)}/{number:03} {safe_name(part.name)}'


class Archive:
    """Parts are written as they come, so that only one of them is in memory at a time."""

    def __init__(self, target):
        self.entries = []
        self._folders = {}
        self._zip = zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED)

    def add(self, part):
        """Put a part into its folder; folders and parts are numbered in the order in which they come."""
        numbers = self._folders.setdefault(part.folder, [len(self._folders) + 1, 0])
        numbers[1] += 1
        return self.add_as(path_of(part, *numbers), part)

    def add_as(self, path, part):
        self._write(path, part.content)
        entry = Entry(path, part.what, part.day, len(part.content), hashlib.sha256(part.content).hexdigest())
        self.entries.append(entry)
        return entry

    def close(self):
        """Write the list of hashes: ``sha256sum -c SHA256SUMS`` checks what was unpacked."""
        self._write(CHECKSUMS, checksums(self.entries).encode())
        self._zip.close()

    def _write(self, path, content):
        info = zipfile.ZipInfo(path, _STAMP)
        info.compress_type = zipfile.ZIP_STORED if path.lower().endswith(_DENSE) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, content)


def checksums(entries):
    return ''.join(f'{entry.sha256}  {entry.path}\n' for entry in entries)


def broken(content_of, listed):
    """Paths of a list of hashes that are missing or no longer what they were.

    :param content_of: {path: bytes} as unpacked
    :param listed: text of the list
    """
    for line in listed.split('\n')[:-1]:
        digest, _space, path = line.partition('  ')
        content = content_of.get(path)
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            yield path
