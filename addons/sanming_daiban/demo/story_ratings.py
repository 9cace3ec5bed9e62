"""What the enterprises of the demo cases say when they are asked how it was, and what is done about the bad ratings."""

from functools import partial
from random import Random

from .diary import EVENING, MORNING

# Who is not named in a story answers less than every second time, and then is content; the rest is no answer.
ANSWERS = (
    {'told_once': 'yes', 'trips': '0', 'level': '5'},
    {'told_once': 'yes', 'trips': '1', 'level': '5', 'comment': '一次告知很清楚，没有多跑。'},
    {'told_once': 'yes', 'trips': '1', 'level': '4'},
    {'told_once': 'no', 'trips': '2', 'level': '3', 'comment': '有一份材料后来才说。'},
)


class StoryRatings:
    """How often the enterprise came, and what it answers when it is asked how it was."""

    def _note_trip(self, purpose):
        self._as_agent(self.env['daiban.visit']).create({
            'kind': 'trip', 'partner_id': self.case.partner_id.id, 'project_id': self.case.id, 'purpose': purpose,
            'unit_id': self.case.lead_unit_id.id})

    def plan_ratings(self):
        """Plan an answer, or none, for what has just been asked."""
        for rating in self.case.service_rating_ids.filtered(lambda rating: rating.id not in self.asked):
            self.asked.add(rating.id)
            key = rating.stage_id.code if rating.occasion == 'stage' else rating.occasion
            chance = Random(f'{self.key}-{key}')
            answer = self.spec.get('ratings', {}).get(key) or (
                {'values': chance.choice(ANSWERS)} if chance.random() < 0.45 else None)
            if answer:
                self.diary.later(
                    answer.get('after', chance.randint(1, 4)), chance.randint(MORNING, EVENING - 60),
                    partial(self.rate, rating, answer))

    def rate(self, rating, answer):
        rating.with_user(self.owner)._answer(answer['values'])
        for number, step in enumerate(answer.get('rectify', ()), 1):
            self.diary.later(number, MORNING + 30 * number, partial(self.rectify, rating, step))

    def rectify(self, rating, step):
        """One step of the rectification: what is written, by the person responsible, and the button."""
        record = rating.rectification_ids.with_user(rating.rectification_ids.responsible_id)
        if 'confirm' in step:
            record.sudo()._portal_confirm(step['confirm'])
            return
        record.write({name: value for name, value in step.items() if name != 'action'})
        self.env.cr.flush()
        getattr(record, step['action'])()
