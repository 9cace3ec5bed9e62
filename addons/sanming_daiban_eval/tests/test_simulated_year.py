"""A district-year with known merit and known leniency: is the corrected ranking closer to the truth? (R97)

Forty agents in five parks. Owners judge the few who served them, offices those whose items crossed their desk, the
people of the center those with whom they work. Raters are as mild or strict as people are, and those of one park
resemble each other, which is what makes a plain mean unfair: who serves the park of the strict owners looks worse
than the others.
"""

from itertools import combinations
from random import Random

from odoo.tests import BaseCase, tagged

from ..tools.fair_scores import Ballot, GroupRules, score_group, total
from ..tools.stability import ranks

WEIGHTS = {'center': 40, 'owner': 35, 'office': 25}
AGENTS, PARKS, SEEDS = 40, 5, range(20)
# The corrected ranking has at least so many percent fewer pairs of agents in the wrong order than the plain mean.
MARGIN = 20
FAIR = {'center': GroupRules(least_raters=1), 'owner': GroupRules(), 'office': GroupRules()}
PLAIN = {group: rules._replace(trim_each=0, habit_prior=0, sample_prior=0) for group, rules in FAIR.items()}


def year(seed):
    """True merit of every agent, and the ballots of the three groups: some 330 raters."""
    random = Random(seed)
    merit = {agent: random.gauss(80, 6) for agent in range(AGENTS)}
    tempers = [random.gauss(0, 5) for _park in range(PARKS)]
    draw = {
        'owner': [(random.gauss(tempers[number % PARKS], 6), _served(random, number % PARKS)) for number in range(280)],
        'office': [(random.gauss(0, 8), random.sample(range(AGENTS), 8)) for _number in range(45)],
        'center': [(random.gauss(0, 8), random.sample(range(AGENTS), 20)) for _number in range(8)],
    }
    return merit, {
        group: [
            Ballot(f'{group}{number}', agent, _answer(random, merit[agent] + habit))
            for number, (habit, agents) in enumerate(raters) for agent in agents]
        for group, raters in draw.items()}


def _served(random, park):
    """Mostly agents of the own park, sometimes one of elsewhere: that is what makes owners comparable."""
    own = [agent for agent in range(AGENTS) if agent % PARKS == park]
    others = [agent for agent in range(AGENTS) if agent % PARKS != park]
    return random.sample(own, random.randint(1, 3)) + random.sample(others, random.randint(0, 2))


def _answer(random, level):
    return round(min(max(level + random.gauss(0, 7), 0), 100))


def totals(ballots, rules):
    scores = {group: score_group(ballots[group], range(AGENTS), rules[group]) for group in WEIGHTS}
    return {
        agent: total({group: scores[group][agent] for group in WEIGHTS}, WEIGHTS,
                     [group for group in WEIGHTS if scores[group][agent].score is None]).score
        for agent in range(AGENTS)}


def wrong_pairs(found, merit):
    """The share of pairs that the totals put into the wrong order, or leave equal."""
    pairs = list(combinations(merit, 2))
    return sum((found[one] - found[other]) * (merit[one] - merit[other]) <= 0 for one, other in pairs) / len(pairs)


def distance(found, merit):
    """The mean distance between the rank by the totals and the true rank."""
    by_total, truth = ranks(found), ranks(merit)
    return sum(abs(by_total[agent] - truth[agent]) for agent in merit) / len(merit)


@tagged('post_install', '-at_install')
class TestSimulatedYear(BaseCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.years = []
        for seed in SEEDS:
            merit, ballots = year(seed)
            cls.years.append((merit, totals(ballots, FAIR), totals(ballots, PLAIN)))

    def _means(self, measure):
        fair = [measure(fair, merit) for merit, fair, _plain in self.years]
        plain = [measure(plain, merit) for merit, _fair, plain in self.years]
        return fair, plain

    def test_closer_to_the_truth(self):
        """Over twenty years: by the stated margin fewer pairs in the wrong order, and ranks nearer to the true ones."""
        for measure in (wrong_pairs, distance):
            fair, plain = self._means(measure)
            gain = 100 * (1 - sum(fair) / sum(plain))
            self.assertGreater(gain, MARGIN, f'{measure.__name__}: {sum(fair)} against {sum(plain)}')

    def test_in_nearly_every_year(self):
        fair, plain = self._means(wrong_pairs)
        better = sum(one < other for one, other in zip(fair, plain, strict=True))
        self.assertGreaterEqual(better, 18, f'better in {better} of {len(fair)} years')
