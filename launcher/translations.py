"""The .pot and zh_CN.po of our addons against freshly exported terms.

Runs in the virtual environment (polib): `python -m launcher.translations merge|check EXPORTED [MEMORY.po ...]`.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import polib

from .settings import ADDONS, our_addons

LANGUAGE = 'zh_CN'
WRAP = 100
VOLATILE = ('POT-Creation-Date', 'PO-Revision-Date', 'Last-Translator', 'Language-Team')
HEADER = {'Language': LANGUAGE, 'Plural-Forms': 'nplurals=1; plural=0;'}
PLACEHOLDER = re.compile(r'%\(\w+\)[-#0 +.\d]*[a-z]|%[sdrf]|\{\w*\}|</?\w+')


def pot_path(addon):
    return ADDONS / addon / 'i18n' / f'{addon}.pot'


def po_path(addon):
    return ADDONS / addon / 'i18n' / f'{LANGUAGE}.po'


def read(path):
    return polib.pofile(str(path), wrapwidth=WRAP) if path.exists() else polib.POFile(wrapwidth=WRAP)


def key(entry):
    return entry.msgctxt, entry.msgid


# === merge ===


def merge(exported, memory):
    """Write the exported terms into both files; translations are kept, gaps filled from Odoo's own."""
    for addon in our_addons():
        pot = read(exported / f'{addon}.pot')
        for name in VOLATILE:
            pot.metadata.pop(name, None)
        _write(pot, pot_path(addon))
        po = _translated(pot, read(po_path(addon)), memory)
        _write(po, po_path(addon))
        _report(addon, po)


def _translated(pot, old, memory):
    known = {key(entry): entry for entry in old if not entry.obsolete}
    po = polib.POFile(wrapwidth=WRAP)
    po.metadata = {**pot.metadata, **HEADER}
    for term in pot:
        before = known.get(key(term))
        po.append(
            polib.POEntry(
                msgid=term.msgid,
                msgctxt=term.msgctxt,
                msgstr=(before.msgstr if before else '') or memory.get(term.msgid, ''),
                comment=term.comment,
                occurrences=term.occurrences,
                flags=before.flags if before else [],
            )
        )
    return po


def _write(catalogue, path):
    path.parent.mkdir(exist_ok=True)
    text = f'{catalogue}\n'
    if not path.exists() or path.read_text(encoding='utf-8') != text:
        path.write_text(text, encoding='utf-8')


def _report(addon, po):
    missing = [entry for entry in po if not entry.translated()]
    print(f'{addon}: {len(po)} terms, {len(missing)} untranslated')
    for entry in missing:
        places = ', '.join(place for place, _line in entry.occurrences[:2])
        print(f'  {entry.msgid!r}  ({places})')


# === check ===


def check(exported):
    """Whatever keeps the Chinese from being complete, one line each."""
    problems = []
    for addon in our_addons():
        pot, po = read(pot_path(addon)), read(po_path(addon))
        problems += _differences(f'{addon}.pot', read(exported / f'{addon}.pot'), pot)
        problems += _differences(f'{addon}/i18n/{LANGUAGE}.po', pot, po)
        problems += [f'{addon}/i18n/{LANGUAGE}.po: {problem}' for entry in po for problem in _faults(entry)]
    for problem in problems:
        print(problem)
    if problems:
        print(f'{len(problems)} problems: `./daiban i18n` brings the files up to date, then translate what it prints')
    return 1 if problems else 0


def _differences(name, wanted, found):
    wanted = {key(entry): set(entry.occurrences) for entry in wanted}
    found = {key(entry): set(entry.occurrences) for entry in found if not entry.obsolete}
    for term in wanted.keys() - found.keys():
        yield f'{name}: {term[1]!r} is not in it'
    for term in found.keys() - wanted.keys():
        yield f'{name}: {term[1]!r} is not used any more'
    for term in wanted.keys() & found.keys():
        # Odoo translates a record by the reference alone
        if wanted[term] != found[term]:
            yield f'{name}: {term[1]!r} names other places than the source'


def _faults(entry):
    if entry.obsolete:
        yield f'{entry.msgid!r} is obsolete'
    elif entry.fuzzy:
        yield f'{entry.msgid!r} is fuzzy'
    elif not entry.msgstr:
        yield f'{entry.msgid!r} is not translated'
    elif Counter(PLACEHOLDER.findall(entry.msgid)) != Counter(PLACEHOLDER.findall(entry.msgstr)):
        yield f'{entry.msgid!r} has other placeholders or tags than its translation'


def recall(paths):
    """Translations of Odoo's own catalogues, the first one counts."""
    memory = {}
    for path in paths:
        for entry in read(Path(path)).translated_entries():
            memory.setdefault(entry.msgid, entry.msgstr)
    return memory


def main(action, exported, *memory):
    if action == 'check':
        return check(Path(exported))
    merge(Path(exported), recall(memory))
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
