"""From totals to grades: threshold, cap, quota, ties (R98, R100, R102). A suggestion; a person decides.

The cap comes before the quota: who may not become excellent takes no place from others. What no rule can decide is
left open: at the end of the quota a tie that the tie rules do not break is shown, not broken by chance.
"""

from typing import NamedTuple

from .rounding import exact


class Person(NamedTuple):
    key: object
    total: float | None
    owner_score: float | None = None
    on_time_rate: float | None = None
    cap: str | None = None  # the best grade that this person may get


class Grade(NamedTuple):
    key: str
    least: float  # from this total on


class Outcome(NamedTuple):
    suggested: str | None  # by the total alone
    grade: str | None  # None: not for the machine to say
    why: str  # threshold, cap, quota, tie, insufficient


TIE_RULES = ('owner_score', 'on_time_rate')


def suggest(score, ladder):
    """The grade of a total. The ladder goes from the best grade down; the last one takes whatever is left."""
    return next((grade.key for grade in ladder[:-1] if exact(score) >= exact(grade.least)), ladder[-1].key)


def capped(grade, cap, ladder):
    """The lower of grade and cap."""
    order = [step.key for step in ladder]
    return grade if cap is None else order[max(order.index(grade), order.index(cap))]


def places(population, percent, half_up=False):
    """How many may be excellent: rounded down, unless the scheme says otherwise."""
    share = population * exact(percent) / 100
    return int(share + exact('0.5')) if half_up else int(share)


def tiers(persons):
    """The persons from the best down, in groups that nothing tells apart.

    By total, then the owners' score, then the on-time rate. A figure that one of them lacks breaks no tie among them.
    """
    return _split(list(persons), ('total', *TIE_RULES))


def _split(persons, rules):
    if len(persons) < 2 or not rules:
        return [persons] if persons else []
    rule, *rest = rules
    values = [getattr(person, rule) for person in persons]
    if None in values:
        return _split(persons, rest)
    return [
        tier for value in sorted(set(values), reverse=True)
        for tier in _split([person for person in persons if getattr(person, rule) == value], rest)]


def grade_all(persons, ladder, quota_percent, half_up=False):
    """{key: Outcome} of all who are graded against one quota. Who cannot be judged does not make the quota larger."""
    ladder = list(ladder)
    judged = [person for person in persons if person.total is not None]
    outcomes = {person.key: Outcome(None, None, 'insufficient') for person in persons if person.total is None}
    best, candidates = ladder[0].key, []
    for person in judged:
        suggested = suggest(person.total, ladder)
        grade = capped(suggested, person.cap, ladder)
        outcomes[person.key] = Outcome(suggested, grade, 'cap' if grade != suggested else 'threshold')
        if grade == best:
            candidates.append(person)
    _apply_quota(outcomes, candidates, ladder, places(len(judged), quota_percent, half_up))
    return outcomes


def _apply_quota(outcomes, candidates, ladder, free):
    best, second = ladder[0].key, ladder[1].key
    for tier in tiers(candidates):
        if len(tier) > free > 0:
            for person in tier:
                outcomes[person.key] = Outcome(best, None, 'tie')
            free = 0
        elif not free:
            for person in tier:
                outcomes[person.key] = Outcome(best, second, 'quota')
        else:
            free -= len(tier)
