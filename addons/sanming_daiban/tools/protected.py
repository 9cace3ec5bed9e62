"""Whether a file is locked with a password. Pure: looks at the bytes, opens nothing for good."""

import io
import re
import zipfile

import pypdf

OLE = bytes.fromhex('d0cf11e0a1b11ae1')
_ENCRYPT = re.compile(rb'/Encrypt\s*(?:\d+\s+\d+\s+R|<<)')
_PACKAGE = 'EncryptedPackage'.encode('utf-16-le')
_BOOK = re.compile(rb'\x09\x08.{2}\x00\x06\x05\x00.{8,16}?\x2f\x00', re.DOTALL)


def is_protected(content):
    """Whether nobody can read ``content`` without a password: PDF, Office old and new, ZIP and OFD."""
    if content[:1024].find(b'%PDF') >= 0:
        return _is_protected_pdf(content)
    if content.startswith(OLE):
        return _is_protected_ole(content)
    if content.startswith(b'PK'):
        return _is_protected_zip(content)
    return False


def _is_protected_pdf(content):
    if not _ENCRYPT.search(content):
        return False
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        # many official PDFs only forbid changes: they open with an empty password
        return reader.is_encrypted and not reader.decrypt('')
    except Exception:  # noqa: BLE001  # a library that cannot open it tells us what the clerk would find
        return True


def _is_protected_ole(content):
    if _PACKAGE in content:
        return True
    word = content[512:524]
    if word[:2] == b'\xec\xa5':
        return bool(word[11] & 1)  # fEncrypted of the FIB
    return bool(_BOOK.search(content))  # FILEPASS directly after the BOF of a workbook


def _is_protected_zip(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError):
        return False
