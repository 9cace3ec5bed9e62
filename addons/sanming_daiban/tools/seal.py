"""The hash chain that seals a case: each entry carries the digest of its facts and of the entry before.

Needs nothing but this file and the rows, so anybody can check a chain without the product.
"""

import hashlib
import json

GENESIS = ''


def digest(previous, facts):
    """:param facts: {name: value}, JSON values only; the order of the names does not matter"""
    text = json.dumps([previous, facts], ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(entries, head=None):
    """The first entry of a chain that does not hold, as (position, cause); None if all hold.

    :param entries: (number, stored digest, facts) in the order of their numbers, which start with 1
    :param head: (number, digest) of the last entry as noted elsewhere: finds entries cut off at the end
    """
    previous = GENESIS
    position = 0
    for position, (number, stored, facts) in enumerate(entries, start=1):
        if number != position:
            return position, 'missing'
        if digest(previous, facts) != stored:
            return position, 'changed'
        previous = stored
    if head and head != (position, previous):
        return position + 1, 'missing' if head[0] > position else 'head'
    return None
