"""Who is asked about whom (R97): from contacts in the ledger, without any choice by a person.

Pure: contacts are keys, reasons are words of the caller. Every contact is kept with what became of it. Where there
are more than are asked, the order is that of the SHA-256 of seed and contact: whoever has seed and list can repeat
the draw with nothing but that, and neither the order of the list nor the other contacts change a place in it.
"""

import hashlib
from typing import NamedTuple

DRAWN, LEFT, EXCLUDED = OUTCOMES = ('drawn', 'left', 'excluded')


class Contact(NamedTuple):
    kind: str  # group of raters
    subject: int
    rater: int


class Draw(NamedTuple):
    outcome: str
    reason: str | None  # why it was excluded
    place: int | None  # in the order of the draw, from 1


def ticket(seed, contact):
    """The number by which a contact is ranked; the lowest are asked."""
    return hashlib.sha256(f'{seed}:{contact.kind}:{contact.subject}:{contact.rater}'.encode()).hexdigest()


def draw(contacts, excluded, most, seed):
    """{contact: Draw} of all contacts.

    :param excluded: {contact: reason}
    :param most: {kind: how many are asked about one person at most; 0 or missing: all}
    """
    result, pots = {}, {}
    for contact in set(contacts):
        if contact in excluded:
            result[contact] = Draw(EXCLUDED, excluded[contact], None)
        else:
            pots.setdefault((contact.kind, contact.subject), []).append(contact)
    for (kind, _subject), pot in pots.items():
        limit = most.get(kind) or len(pot)
        for place, contact in enumerate(sorted(pot, key=lambda contact: ticket(seed, contact)), 1):
            result[contact] = Draw(DRAWN if place <= limit else LEFT, None, place)
    return result
