"""An order that favours nobody and that everybody can work out again (Q20). Pure: knows no records, no database."""

from hashlib import sha256


def neutral_order(codes, seed):
    """``codes`` in the order of the digests of seed and code.

    The same list and seed always give the same order, wherever it is computed; how they were given does not matter.
    """
    return sorted(set(codes), key=lambda code: (sha256(f'{seed}|{code}'.encode()).hexdigest(), code))
