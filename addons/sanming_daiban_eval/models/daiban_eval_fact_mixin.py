from odoo import fields, models

from ..tools.facts import Facts, percent


class DaibanEvalFactMixin(models.AbstractModel):
    """The figures of `tools.facts.Facts`, kept as they were when the evaluation closed."""
    _name = 'daiban.eval.fact.mixin'
    _description = 'Facts beside a Score'

    fact_cases = fields.Integer("Cases Served", readonly=True)
    fact_cases_done = fields.Integer("Cases Completed", readonly=True)
    fact_judged = fields.Integer("Approvals with a Limit", readonly=True)
    fact_on_time = fields.Integer("Approvals on Time", readonly=True)
    fact_intakes = fields.Integer("Requests Examined", readonly=True)
    fact_intakes_on_time = fields.Integer("Requests Examined on Time", readonly=True)
    fact_limited = fields.Integer("Completed Cases with a Base Limit", readonly=True)
    fact_limit_days = fields.Integer("Base Limits Together", readonly=True)
    fact_used_days = fields.Integer("Working Days Used", readonly=True)
    fact_balls = fields.Integer("Clocks Held", readonly=True)
    fact_held_days = fields.Integer("Working Days Held", readonly=True)
    fact_told_twice = fields.Integer("Told Only Later", readonly=True)
    fact_windows = fields.Integer("Trips Needed Without the Service", readonly=True)
    fact_trips = fields.Integer("Trips of the Enterprise", readonly=True)
    fact_asked = fields.Integer("Ratings Asked For", readonly=True)
    fact_rated = fields.Integer("Ratings Really Given", readonly=True)
    # few ratings would show who gave them; people see it on their sheet when there are enough
    fact_satisfied = fields.Integer(
        "Satisfied Ratings", readonly=True, groups='sanming_daiban.group_supervisor,sanming_daiban.group_auditor,'
        'sanming_daiban_eval.group_eval_officer')
    fact_trainings = fields.Integer("Trainings with a Result", readonly=True)
    fact_trainings_passed = fields.Integer("Trainings Passed", readonly=True)
    fact_findings = fields.Integer("Findings of Inspections", readonly=True)
    fact_findings_late = fields.Integer("Findings Put Right Late", readonly=True)
    fact_service_days = fields.Integer("Days of Service in the Year", readonly=True)
    fact_service_months = fields.Integer("Months of Service in the Year", readonly=True)
    on_time_rate = fields.Float(
        "On Time, %", readonly=True, aggregator='avg', digits=(5, 1), help="Empty cases: see the number beside it.")
    days_saved = fields.Integer("Days Saved Against Base Limits", readonly=True)
    trips_saved = fields.Integer(readonly=True)

    def _fact_values(self, facts):
        """What is written from the Facts of a person."""
        return {
            **{f'fact_{name}': number for name, number in facts._asdict().items()},
            'on_time_rate': facts.on_time_rate or 0, 'days_saved': facts.days_saved, 'trips_saved': facts.trips_saved}

    def _facts(self):
        """The kept figures, as Facts."""
        self.ensure_one()
        record = self.sudo()  # sudo: one figure is for the center; what is shown of it is decided in `_fact_rows`
        return Facts(**{name: record[f'fact_{name}'] for name in Facts._fields})

    # === In words ===

    def _fact_rows(self):
        """One row for each fact: what, figure, and how it comes about or why there is none."""
        facts = self._facts()
        return [
            *self._fact_rows_of_cases(facts), *self._fact_rows_of_days(facts), *self._fact_rows_of_people(facts)]

    def _fact_row(self, label, known, value, note=''):
        """:param known: whether the ledger has anything to judge by; if not, that is said instead of a figure"""
        if not known:
            return {'label': label, 'value': '—', 'note': self.env._("Insufficient evidence: no case.")}
        return {'label': label, 'value': str(value), 'note': note}

    def _fact_rows_of_cases(self, facts):
        yield self._fact_row(
            self.env._("Cases served / completed"), True, f'{facts.cases} / {facts.cases_done}')
        yield self._fact_row(
            self.env._("Approvals on time"), facts.judged, _percent(facts.on_time, facts.judged),
            self.env._("%(good)s of %(all)s approvals with a limit.", good=facts.on_time, all=facts.judged))
        yield self._fact_row(
            self.env._("Requests examined in time"), facts.intakes, _percent(facts.intakes_on_time, facts.intakes),
            self.env._("%(good)s of %(all)s requests.", good=facts.intakes_on_time, all=facts.intakes))
        yield self._fact_row(
            self.env._("Told only later"), facts.cases, facts.told_twice,
            self.env._("Materials that a second notice asked for because the first had overlooked them."))

    def _fact_rows_of_days(self, facts):
        yield self._fact_row(
            self.env._("Days saved against base limits"), facts.limited, facts.days_saved, self.env._(
                "%(cases)s completed cases: base limits of %(limit)s working days, used %(used)s.",
                cases=facts.limited, limit=facts.limit_days, used=facts.used_days))
        yield self._fact_row(
            self.env._("Days held per matter"), facts.balls, f'{facts.held_days / (facts.balls or 1):.1f}',
            self.env._("%(balls)s matters lay with this person, %(days)s working days in all.",
                       balls=facts.balls, days=facts.held_days))
        yield self._fact_row(
            self.env._("Trips saved"), facts.cases_done, facts.trips_saved, self.env._(
                "%(windows)s trips would have been needed, the enterprises made %(trips)s.",
                windows=facts.windows, trips=facts.trips))

    def _fact_rows_of_people(self, facts):
        yield self._fact_rating_row(facts)
        yield self._fact_row(
            self.env._("Trainings passed"), facts.trainings, facts.trainings_passed,
            self.env._("Of %(all)s with a result.", all=facts.trainings))
        yield self._fact_row(
            self.env._("Findings of inspections"), True, facts.findings, facts.findings_late and self.env._(
                "%(late)s of them put right after the limit.", late=facts.findings_late))
        yield self._fact_row(
            self.env._("Months of service"), True, facts.service_months,
            self.env._("%(days)s days in the year, overlaps once.", days=facts.service_days))

    def _fact_rating_row(self, facts):
        """Silence is no satisfaction; few answers would show who gave them."""
        label = self.env._("Satisfied ratings")
        if not facts.rated:
            note = self.env._("Insufficient evidence: nobody has rated.")
        elif facts.rated < self.env['daiban.settings']._number('rating_least_answers'):
            note = self.env._("Too few to be shown: %(given)s given.", given=facts.rated)
        else:
            return self._fact_row(label, True, _percent(facts.satisfied, facts.rated), self.env._(
                "%(given)s of %(asked)s that were asked for were really given.", given=facts.rated, asked=facts.asked))
        return {'label': label, 'value': '—', 'note': note}


def _percent(part, whole):
    return f'{percent(part, whole) or 0:g}%'
