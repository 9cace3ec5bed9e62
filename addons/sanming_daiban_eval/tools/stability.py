"""Would the rank be another if the weights of the groups were a little different?"""

from typing import NamedTuple

from .rounding import exact, rounded


class Stability(NamedTuple):
    rank: int
    best: int
    worst: int
    moves: list  # (group, percent, rank) wherever the rank is another

    @property
    def stable(self):
        return not self.moves


def ranks(totals):
    """{subject: rank}; equal totals share the better rank, the next one counts those before it."""
    better = {}
    for position, number in enumerate(sorted(totals.values(), reverse=True)):
        better.setdefault(number, position + 1)
    return {subject: better[number] for subject, number in totals.items()}


def shifted(weights, group, percent):
    """The weights with that of one group moved by so many percent of itself, the others sharing the rest as before."""
    new = exact(weights[group]) * (100 + exact(percent)) / 100
    others = sum(exact(weight) for name, weight in weights.items() if name != group)
    if not others or not 0 <= new <= 100:
        return None
    return {name: new if name == group else exact(weight) * (100 - new) / others for name, weight in weights.items()}


def weighted(scores, weights):
    """The total over the groups that have a score."""
    present = sum(exact(weights[group]) for group in scores)
    return rounded(sum(exact(weights[group]) * exact(score) for group, score in scores.items()) / present)


def stability(scores, weights, percent=10):
    """{subject: Stability} when the weight of each group in turn moves by ±percent.

    :param scores: {subject: {group: printed score}}, only subjects that have a total
    """
    before = ranks({subject: weighted(own, weights) for subject, own in scores.items()})
    after = []
    for group in weights:
        for change in (-percent, percent):
            if moved := shifted(weights, group, change):
                now = ranks({subject: weighted(own, moved) for subject, own in scores.items()})
                after.append((group, change, now))
    return {subject: _stability(subject, rank, after) for subject, rank in before.items()}


def _stability(subject, rank, after):
    seen = [rank, *(now[subject] for _group, _change, now in after)]
    return Stability(rank, min(seen), max(seen), [
        (group, change, now[subject]) for group, change, now in after if now[subject] != rank])
