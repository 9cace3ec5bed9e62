"""What a sheet may say to the person it is about: no figure that rests on fewer than three raters (R97).

Leaving a small group out of the sheet would not hide it: total less the other groups gives it away. So it is shown
together with another group, as one line, and nothing on the sheet can be solved for either of them.
"""

from typing import NamedTuple

from .rounding import exact, rounded


class Line(NamedTuple):
    kinds: tuple
    count: int
    weight: float
    score: float


def disclosed(lines, least):
    """The lines as they may be shown; nothing at all if fewer than `least` raters stand behind all of them.

    A line with too few raters joins the smallest of the others, so that the best founded ones stay as they are.

    :param lines: one Line for each group that counts in the total
    """
    lines = list(lines)
    while len(lines) > 1 and (small := [line for line in lines if line.count < least]):
        first = min(small, key=_size)
        lines.remove(first)
        second = min(lines, key=_size)
        lines[lines.index(second)] = _joined(first, second)
    return lines if sum(line.count for line in lines) >= least else []


def _size(line):
    return line.count, line.kinds


def _joined(one, other):
    weight = exact(one.weight) + exact(other.weight)
    points = exact(one.weight) * exact(one.score) + exact(other.weight) * exact(other.score)
    score = rounded(points / weight) if weight else rounded((exact(one.score) + exact(other.score)) / 2)
    return Line(one.kinds + other.kinds, one.count + other.count, float(weight), score)
