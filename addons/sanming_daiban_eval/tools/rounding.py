"""Numbers as they are printed: two decimals, halves up. What is compared is what is printed."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal('0.01')


def exact(number):
    """The decimal number that a float shows: 84.29 is 84.29 and not the nearest binary fraction."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def rounded(number):
    return float(exact(number).quantize(CENT, ROUND_HALF_UP))
