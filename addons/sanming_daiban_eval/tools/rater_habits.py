"""How mild or strict each rater is, estimated from all answers of a group. Derivation: docs/fair-scores.md.

An answer is taken as the subject's level plus the rater's habit plus chance. Levels are free, habits are held back by
`prior` imaginary answers without any habit, so that a rater with few ballots is hardly corrected at all. The estimate
minimises

    Σ (answer − level[subject] − habit[rater])²  +  prior · Σ habit[rater]²

It is unique, does not depend on the order of the ballots, and within whoever can be compared the habits add up to 0:
on balance nobody is given points.
"""

from math import fsum, sqrt

PRECISION = 1e-11


def habits(ballots, prior):
    """{rater: points by which this rater is milder (+) or stricter (−) than the others on the same people}.

    :param ballots: things with `rater`, `subject`, `score`, each pair at most once
    :param prior: how many answers without habit every rater is taken to have given besides; more than 0
    """
    if prior <= 0:
        raise ValueError("The prior must be more than 0.")
    ballots = sorted(ballots, key=lambda ballot: (str(ballot.subject), str(ballot.rater)))
    check_once(ballots)
    return _System(ballots, prior).solve()


def check_once(ballots):
    pairs = [(ballot.rater, ballot.subject) for ballot in ballots]
    if len(set(pairs)) != len(pairs):
        raise ValueError("A rater has answered twice on one subject.")


class _System:
    """The normal equations after the levels were eliminated: (prior + own number of answers) · habit, less the mean
    habit of everybody who answered on the same people, equals the rater's answers less the means of these people."""

    def __init__(self, ballots, prior):
        self.prior = prior
        self.rows = {}
        self.columns = {}
        for ballot in ballots:
            self.rows.setdefault(ballot.rater, []).append(ballot.subject)
            self.columns.setdefault(ballot.subject, []).append(ballot.rater)
        sums, means = {}, {}
        for ballot in ballots:
            sums.setdefault(ballot.subject, []).append(ballot.score)
        for subject, scores in sums.items():
            means[subject] = fsum(scores) / len(scores)
        deviations = {}
        for ballot in ballots:
            deviations.setdefault(ballot.rater, []).append(ballot.score - means[ballot.subject])
        self.right = {rater: fsum(values) for rater, values in deviations.items()}

    def apply(self, vector):
        """The matrix of the equations times a vector."""
        means = {
            subject: fsum(vector[rater] for rater in raters) / len(raters) for subject, raters in self.columns.items()}
        return {
            rater: (self.prior + len(subjects)) * vector[rater] - fsum(means[subject] for subject in subjects)
            for rater, subjects in self.rows.items()
        }

    def solve(self):
        """Conjugate gradients, as many steps as there are unknowns at most: the exact solution but for rounding."""
        scale = {rater: self.prior + len(subjects) for rater, subjects in self.rows.items()}
        solution = dict.fromkeys(self.rows, 0.0)
        rest = dict(self.right)
        if _norm(rest) <= PRECISION:
            return solution
        goal = PRECISION * _norm(rest)
        easy = {rater: rest[rater] / scale[rater] for rater in rest}
        direction, product = dict(easy), _dot(rest, easy)
        for _step in range(2 * len(solution) + 10):
            image = self.apply(direction)
            stride = product / _dot(direction, image)
            for rater in solution:
                solution[rater] += stride * direction[rater]
                rest[rater] -= stride * image[rater]
            if _norm(rest) <= goal:
                break
            easy = {rater: rest[rater] / scale[rater] for rater in rest}
            product, before = _dot(rest, easy), product
            direction = {rater: easy[rater] + product / before * direction[rater] for rater in easy}
        return solution


def _dot(one, other):
    return fsum(one[key] * other[key] for key in one)


def _norm(vector):
    return sqrt(_dot(vector, vector))
