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

    def _fact_row(self, label, value, note=''):
        """No value: nothing in the ledger speaks for or against, and that is said."""
        if value is None:
            return {'label': label, 'value': '—', 'note': note or self.env._("Insufficient evidence: no case to judge.")}
        return {'label': label, 'value': value, 'note': note}

    def _fact_rows_of_cases(self, facts):
        _ = self.env._
        yield self._fact_row(_("Cases served / completed"), f'{facts.cases} / {facts.cases_done}')
        yield self._fact_row(
            _("Approvals on time"), _as_percent(facts.on_time_rate), facts.judged and _(
                "%(good)s of %(all)s approvals with a limit.", good=facts.on_time, all=facts.judged))
        yield self._fact_row(
            _("Requests examined in time"), _as_percent(percent(facts.intakes_on_time, facts.intakes)),
            facts.intakes and _("%(good)s of %(all)s requests.", good=facts.intakes_on_time, all=facts.intakes))
        yield self._fact_row(
            _("Told only later"), str(facts.told_twice) if facts.cases else None, facts.cases and _(
                "Materials that a second notice asked for because the first had overlooked them."))

    def _fact_rows_of_days(self, facts):
        _ = self.env._
        yield self._fact_row(
            _("Days saved against base limits"), str(facts.days_saved) if facts.limited else None, facts.limited and _(
                "%(cases)s completed cases: base limits of %(limit)s working days, used %(used)s.",
                cases=facts.limited, limit=facts.limit_days, used=facts.used_days))
        yield self._fact_row(
            _("Days held per matter"), f'{facts.held_days / facts.balls:.1f}' if facts.balls else None,
            facts.balls and _("%(balls)s matters lay with this person, %(days)s working days in all.",
                              balls=facts.balls, days=facts.held_days))
        yield self._fact_row(
            _("Trips saved"), str(facts.trips_saved) if facts.cases_done else None, facts.cases_done and _(
                "%(windows)s trips would have been needed, the enterprises made %(trips)s.",
                windows=facts.windows, trips=facts.trips))

    def _fact_rows_of_people(self, facts):
        _ = self.env._
        yield self._fact_rating_row(facts)
        yield self._fact_row(
            _("Trainings passed"), str(facts.trainings_passed) if facts.trainings else None,
            facts.trainings and _("Of %(all)s with a result.", all=facts.trainings))
        yield self._fact_row(
            _("Findings of inspections"), str(facts.findings), facts.findings_late and _(
                "%(late)s of them put right after the limit.", late=facts.findings_late))
        yield self._fact_row(
            _("Months of service"), str(facts.service_months),
            _("%(days)s days in the year, overlaps once.", days=facts.service_days))

    def _fact_rating_row(self, facts):
        """Silence is no satisfaction; few answers would show who gave them."""
        _ = self.env._
        given = _("%(given)s of %(asked)s that were asked for were really given.", given=facts.rated, asked=facts.asked)
        enough = facts.rated >= max(self.env['daiban.settings']._number('rating_least_answers'), 1)
        if not facts.rated:
            given = _("Insufficient evidence: nobody has rated.")
        elif not enough:
            given = _("Too few to be shown: %(given)s given.", given=facts.rated)
        return self._fact_row(
            _("Satisfied ratings"), _as_percent(percent(facts.satisfied, facts.rated)) if enough else None, given)


def _as_percent(number):
    return None if number is None else f'{number:g}%'
