"""From ballots to a score that explains itself (R97). Derivation and reasons: docs/fair-scores.md.

Pure arithmetic: it knows neither names nor records. Every result carries `steps`: what was done, with which numbers,
and what came out, in words that the caller puts into a language. Nothing is guessed: where the evidence is too thin
there is no score, but the reason why.
"""

from math import fsum
from typing import NamedTuple

from .rater_habits import check_once, habits
from .rounding import exact, rounded

CENTER, OWNER, OFFICE = GROUPS = ('center', 'owner', 'office')


class Ballot(NamedTuple):
    rater: object
    subject: object
    score: float  # 0 to 100


class GroupRules(NamedTuple):
    """How the ballots of one group become a score; the numbers stand in the published scheme."""

    least_raters: int = 3
    trim_from: int = 5  # with so many raters the extremes are left out …
    trim_each: int = 1  # … so many at either end
    habit_prior: float = 2  # 0: no correction for mild and strict raters
    sample_prior: float = 2  # 0: no correction for small samples


class Step(NamedTuple):
    code: str
    inputs: dict
    result: float | None


class GroupScore(NamedTuple):
    subject: object
    count: int
    score: float | None  # None: too few raters
    steps: list


class Total(NamedTuple):
    score: float | None  # None: a group is missing and nobody decided to go on without it
    missing: tuple  # groups without enough raters
    steps: list


def ballot_score(answers, weights, least_percent=50):
    """The points of a ballot from the points of its criteria, or None if too little of it was answered.

    :param answers: {criterion: points 0–100, or None for “cannot judge”}
    :param weights: {criterion: weight}
    :param least_percent: the answered criteria must have that share of the weight, or the ballot does not count
    """
    answered = {key: points for key, points in answers.items() if points is not None}
    weight = sum(exact(weights[key]) for key in answered)
    if not weight or weight * 100 < sum(map(exact, weights.values())) * least_percent:
        return None
    return rounded(sum(exact(weights[key]) * exact(points) for key, points in answered.items()) / weight)


def score_group(ballots, subjects, rules):
    """{subject: GroupScore} of one group of raters.

    1. take off from every answer what the rater is milder or stricter than others on the same people,
    2. leave out the extremes, where there are raters enough,
    3. move small samples towards the mean of the group, the less the more raters there are.
    """
    ballots = sorted(ballots, key=lambda ballot: (str(ballot.subject), str(ballot.rater)))
    if wrong := [ballot for ballot in ballots if not 0 <= ballot.score <= 100]:
        raise ValueError(f"An answer is not between 0 and 100: {wrong[0].score}")
    check_once(ballots)
    habit = habits(ballots, rules.habit_prior) if rules.habit_prior else dict.fromkeys(
        (ballot.rater for ballot in ballots), 0.0)
    by_subject = {subject: [] for subject in subjects}
    for ballot in ballots:
        by_subject[ballot.subject].append(ballot)
    middles = {
        subject: _middle([ballot.score - habit[ballot.rater] for ballot in own], rules)
        for subject, own in by_subject.items() if _enough(own, rules)}
    mean = rounded(fsum(middle for middle, _kept in middles.values()) / len(middles)) if middles else None
    return {
        subject: _group_score(subject, own, rules, habit, middles.get(subject), mean)
        for subject, own in by_subject.items()}


def _enough(ballots, rules):
    return len(ballots) >= max(rules.least_raters, 1)


def _middle(scores, rules):
    """The mean without the extremes, within 0 and 100, and of how many."""
    if rules.trim_each and len(scores) >= max(rules.trim_from, 2 * rules.trim_each + 1):
        scores = sorted(scores)[rules.trim_each:-rules.trim_each]
    return rounded(min(max(fsum(scores) / len(scores), 0.0), 100.0)), len(scores)


def _group_score(subject, ballots, rules, habit, middle, group_mean):
    count = len(ballots)
    steps = [Step('count', {'count': count, 'least': rules.least_raters}, count)]
    if middle is None:
        return GroupScore(subject, count, None, [*steps, Step('too_few', {
            'count': count, 'least': rules.least_raters}, None)])
    score, kept = middle
    plain = fsum(ballot.score for ballot in ballots) / count
    mildness = fsum(habit[ballot.rater] for ballot in ballots) / count
    steps.append(Step('mean', {'count': count}, rounded(plain)))
    if rules.habit_prior:
        steps.append(Step('habit', {'mildness': rounded(mildness)}, rounded(plain - mildness)))
    if kept < count:
        steps.append(Step('trim', {'left_out': count - kept, 'kept': kept}, score))
    if rules.sample_prior:
        score = small_sample(score, kept, group_mean, rules.sample_prior)
        steps.append(Step('sample', {
            'score': middle[0], 'kept': kept, 'prior': rules.sample_prior, 'group_mean': group_mean}, score))
    return GroupScore(subject, count, score, steps)


def small_sample(score, count, group_mean, prior):
    """The score as if `prior` further raters had given the mean of the group."""
    count, prior = exact(count), exact(prior)
    return rounded((count * exact(score) + prior * exact(group_mean)) / (count + prior))


def total(scores, weights, left_out=()):
    """The weighted total of one subject, from the printed scores of the groups: anybody can check it by hand.

    :param scores: {group: GroupScore or None}
    :param weights: {group: weight}, 100 in all
    :param left_out: groups without enough raters that a recorded decision leaves out; the others then share 100
    """
    if sum(map(exact, weights.values())) != 100:
        raise ValueError("The weights of the groups are not 100 together.")
    known = {group: scores[group].score for group in weights
             if scores.get(group) is not None and scores[group].score is not None}
    missing = tuple(group for group in weights if group not in known and weights[group])
    if wrong := set(left_out) - set(missing):
        raise ValueError(f"Groups with a score cannot be left out: {sorted(wrong)}")
    if open_groups := [group for group in missing if group not in left_out]:
        return Total(None, missing, [Step('insufficient', {'groups': open_groups}, None)])
    return _sum_up(known, weights, missing)


def _sum_up(known, weights, missing):
    present = sum(exact(weights[group]) for group in known)
    if not present:
        return Total(None, missing, [Step('insufficient', {'groups': list(missing)}, None)])
    steps = [Step('left_out', {'group': group, 'weight': weights[group]}, None) for group in missing]
    points = {group: exact(weights[group]) * exact(known[group]) / present for group in known}
    steps += [
        Step('group', {'group': group, 'weight': weights[group], 'of': float(present), 'score': known[group]},
             rounded(points[group])) for group in known]
    result = rounded(sum(points.values()))
    return Total(result, missing, [*steps, Step('total', {}, result)])
