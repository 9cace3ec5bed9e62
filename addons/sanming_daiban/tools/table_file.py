"""Tables that come from outside, as CSV or XLSX. Pure; what is wrong with a file is a :class:`TableError`.

A file is hostile until it was read: nothing is executed, nothing is unpacked that says it is larger than we take, and
what claims to be a formula is not evaluated.
"""

import codecs
import csv
import io
import zipfile
from datetime import date, datetime
from typing import NamedTuple

MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_PARTS = 500
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 4_000
MAX_BLANK = 1_000  # after so many empty rows the table is over, whatever a formatted sheet says of its size
DELIMITERS = ',\t;，'


class TableError(ValueError):
    """What is wrong, as a code that the caller puts into words: empty, size, rows, columns, cell, encoding, sheet,
    unsafe; and where."""

    def __init__(self, code, where=''):
        super().__init__(code, where)
        self.code = code
        self.where = str(where)


class Table(NamedTuple):
    headers: list
    rows: list  # (number of the row in the file, [text])
    encoding: str


def read_table(content):
    """The first sheet, or the whole CSV, as texts; empty rows are left out."""
    if not content.strip():
        raise TableError('empty')
    if len(content) > MAX_BYTES:
        raise TableError('size', MAX_BYTES // 2**20)
    if content.startswith(b'PK\x03\x04'):
        rows, encoding = _sheet_rows(content), 'XLSX'
    elif content.startswith(b'\xd0\xcf\x11\xe0'):
        raise TableError('sheet')
    else:
        text, encoding = decode(content)
        rows = _csv_rows(text)
    return _table(rows, encoding)


def decode(content):
    """UTF-8 with or without mark, UTF-16 with it, else GB18030, as Excel saves CSV in China."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ['utf-16']
    else:
        encodings = ['utf-8-sig', 'gb18030']
    if b'\x00' in content and encodings != ['utf-16']:
        raise TableError('encoding')
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding.upper().removesuffix('-SIG')
        except UnicodeDecodeError:
            continue
    raise TableError('encoding')


def _csv_rows(text):
    first = text.lstrip('\r\n').split('\n', 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=''), delimiter=delimiter)
    except csv.Error as error:
        raise TableError('cell', error) from error


def _sheet_rows(content):
    # imported here: half a second that only who imports a sheet waits for
    from openpyxl import load_workbook

    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True):
            yield [_text(value) for value in row]
    except TableError:
        raise
    except Exception as error:  # whatever a broken or forged package makes the reader stumble over
        raise TableError('sheet') from error


def _check_package(content):
    """No bombs: what the parts say of their size is also what the reader stops at; and no document types."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TableError('unsafe')
            for part in parts:
                if part.filename.endswith(('.xml', '.rels')):
                    with package.open(part) as stream:
                        if b'<!DOCTYPE' in stream.read(4096).upper():
                            raise TableError('unsafe')
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TableError('sheet') from error


def _text(value):
    """A cell as it would be typed: no midnight after a date, no ‘.0’ after a number."""
    if value is None:
        return ''
    if isinstance(value, bool):
        return '是' if value else '否'
    if isinstance(value, datetime):
        return value.isoformat(' ').removesuffix(' 00:00:00')
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(rows, encoding):
    headers, found, blank = [], [], 0
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            blank += 1
            if blank > MAX_BLANK:
                break
            continue
        blank = 0
        _check_row(number, cells)
        if not headers:
            headers = cells
            continue
        if len(found) >= MAX_ROWS:
            raise TableError('rows', f'{MAX_ROWS:,}')
        found.append((number, cells))
    if not found:
        raise TableError('empty')
    return Table(headers, found, encoding)


def _check_row(number, cells):
    if len(cells) > MAX_COLUMNS:
        raise TableError('columns', number)
    if any(len(cell) > MAX_CELL for cell in cells):
        raise TableError('cell', number)
