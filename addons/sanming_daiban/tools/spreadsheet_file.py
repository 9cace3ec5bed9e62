"""Tables as a file for Excel and WPS: one sheet for each, title, head, widths that fit Chinese, nothing that runs."""

import io
import re
from unicodedata import east_asian_width

import xlsxwriter

WIDEST = 46


def _width(text):
    return sum(2 if east_asian_width(letter) in 'WF' else 1 for letter in str(text))


def _sheet_name(title, taken):
    """At most 31 characters, none that a sheet may not have, each name once."""
    name = re.sub(r"[\[\]:*?/\\']", ' ', title).strip()[:28] or '1'
    number = 1
    unique = name
    while unique.lower() in taken:
        number += 1
        unique = f'{name} {number}'
    taken.add(unique.lower())
    return unique


def workbook(tables, title):
    """:param tables: [(name, [head], [[cell]])]; a text is always a text, never a formula
    :return: the file as bytes
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {
        'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False, 'strings_to_numbers': False})
    book.set_properties({'title': title})
    formats = {
        'title': book.add_format({'bold': True, 'font_size': 14}),
        'head': book.add_format({
            'bold': True, 'bg_color': '#EAF1F7', 'border': 1, 'text_wrap': True, 'valign': 'vcenter'}),
        'cell': book.add_format({'border': 1, 'text_wrap': True, 'valign': 'top'}),
    }
    taken = set()
    for name, head, rows in tables:
        _fill(book.add_worksheet(_sheet_name(name, taken)), name if len(tables) > 1 else title, head, rows, formats)
    book.close()
    return target.getvalue()


def _fill(sheet, title, head, rows, formats):
    sheet.write_string(0, 0, title, formats['title'])
    sheet.write_row(1, 0, head, formats['head'])
    for number, row in enumerate(rows, start=2):
        sheet.write_row(number, 0, ['' if cell is None or cell is False else cell for cell in row], formats['cell'])
    for column, word in enumerate(head):
        longest = max([_width(word), *(_width(row[column]) for row in rows[:500])])
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
