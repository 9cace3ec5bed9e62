"""Rows by COPY: a hundred thousand items by the ORM would take an hour."""

import io


def take_ids(cr, table, number):
    cr.execute(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", [number])
    return [row[0] for row in cr.fetchall()]


def insert(cr, table, rows):
    """:param rows: dicts that all have the same keys"""
    if not rows:
        return
    columns = list(rows[0])
    text = io.StringIO(''.join('\t'.join(_cell(row[name]) for name in columns) + '\n' for row in rows))
    cr.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text)


def _cell(value):
    return r'\N' if value is None or value is False else str(value)
