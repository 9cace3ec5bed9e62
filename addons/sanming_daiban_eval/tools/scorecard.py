"""Points of a scorecard: a straight line between what earns nothing and what earns everything (R92)."""

from typing import NamedTuple


class Measure(NamedTuple):
    """What one unit did by one indicator: ``value`` None where there was nothing to measure."""

    value: float | None
    part: float = 0
    whole: float = 0


def share(part, whole):
    """In percent."""
    return Measure(100 * part / whole if whole else None, part, whole)


def points(value, floor, target, most):
    """Points for a value: none at the floor, all at the target, in between in proportion; either may be the larger."""
    if target == floor:
        return float(most if value >= target else 0)
    reached = (value - floor) / (target - floor)
    return round(most * min(max(reached, 0.0), 1.0), 2)


def total(rows):
    """Score of 100 from (points, most) of what could be measured; None where nothing could."""
    most = sum(row_most for _points, row_most in rows)
    return round(100 * sum(row_points for row_points, _most in rows) / most, 2) if most else None


def ranks(scores):
    """{key: place}: equal scores share a place; without a score there is no place."""
    known = sorted((score for score in scores.values() if score is not None), reverse=True)
    return {key: known.index(score) + 1 for key, score in scores.items() if score is not None}
