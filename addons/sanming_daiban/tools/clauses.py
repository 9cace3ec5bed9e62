"""The text of the scheme against its clauses: what stays, what is worded anew, what is gone, what is added.

White space and stray marks of a word processor are nothing; everything else is the text.
"""
import difflib
import re
from typing import NamedTuple

NOTHING = re.compile(r'\s+|\[bookmark:[^\]]*\]')
END = re.compile(r'(?<=[。；！？;])|(?<=：)(?=\d+[.．、])')
HEADING = re.compile(r'^[一二三四五六七八九十]+、[^。；，]{2,14}$|^（[一二三四五六七八九十]+）[^。；，]{2,14}$')
# Below that, two sentences have nothing to do with each other.
RELATED = 0.45
MAX_CHARS = 200_000


class Outcome(NamedTuple):
    number: str
    kind: str  # same, changed, gone
    text: str = ''  # how it is worded now


def plain(text):
    return NOTHING.sub('', text or '')


def sentences(text):
    """The parts that end with 。 or ；, and headings, without white space. A line may end within a sentence."""
    found, open_part = [], ''
    for line in [*(text or '').splitlines(), '']:
        line = plain(line)
        if not line or HEADING.match(line):
            found += [*END.split(open_part), line]
            open_part = ''
        else:
            open_part += line
    return [part for part in found if part]


def compare(clauses, text):
    """``([Outcome], [sentences that no clause accounts for])`` of the new edition.

    :param clauses: ``{number: the words of the clause}`` of the edition in force
    """
    whole, parts = plain(text)[:MAX_CHARS], sentences(text[:MAX_CHARS])
    missing = {number: words for number, words in clauses.items() if plain(words) not in whole}
    outcomes, used = [], set()
    for number in clauses:
        if number not in missing:
            outcomes.append(Outcome(number, 'same'))
            continue
        place, likeness = _nearest(plain(missing[number]), parts)
        if likeness < RELATED:
            outcomes.append(Outcome(number, 'gone'))
        else:
            used.add(place)
            outcomes.append(Outcome(number, 'changed', parts[place]))
    kept = [plain(words) for number, words in clauses.items() if number not in missing and plain(words)]
    added = [part for place, part in enumerate(parts)
             if place not in used and not HEADING.match(part) and not any(words in part for words in kept)]
    return outcomes, added


def _nearest(words, parts):
    """(place of the part that has most of the words, how much of them)"""
    best = (0, 0.0)
    for place, part in enumerate(parts):
        matcher = difflib.SequenceMatcher(None, part, words, autojunk=False)
        if matcher.real_quick_ratio() <= 0:
            continue
        shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
        if (likeness := shared / max(len(words), 1)) > best[1]:
            best = (place, likeness)
    return best
