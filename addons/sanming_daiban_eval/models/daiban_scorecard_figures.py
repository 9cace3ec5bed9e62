from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.scorecard import Measure, share


class DaibanScorecardFigures(models.AbstractModel):
    """The figures of a period, from the ledger: one query for each indicator over all units at once (R92)."""
    _name = 'daiban.scorecard.figures'
    _description = 'Figures of a Period'

    def _measures(self, indicators):
        """{metric: {unit id: Measure}} of what these indicators need."""
        return {metric: getattr(self, f'_measure_{metric}')() for metric in set(indicators.mapped('metric'))}

    def _measured_units(self, measures):
        """Units with something to be measured, in the district and below the enterprises."""
        ids = {unit for by_unit in measures.values() for unit in by_unit}
        return self.env['daiban.unit'].search([('id', 'in', list(ids)), ('level', '=', 'district')])

    def _within(self, name):
        return Domain(name, '>=', self.date_from) & Domain(name, '<=', self.date_to)

    # === Items ===

    def _item_rows(self):
        """[(unit id, person id or None, finished, in time, days allowed, days used)] of items with a limit."""
        items = self.env['daiban.item']
        items.flush_model(['unit_id', 'handler_id', 'finished_on', 'finished_late', 'state', 'limit_days',
                           'statutory_limit', 'clock_used', 'clock_statutory_used'])
        return self.env.execute_query(SQL("""
            SELECT unit_id, handler_id, COUNT(*), COUNT(*) FILTER (WHERE finished_late IS NOT TRUE),
                   SUM(CASE WHEN statutory_limit > 0 THEN statutory_limit ELSE limit_days END),
                   SUM(CASE WHEN statutory_limit > 0 THEN clock_statutory_used ELSE clock_used END)
              FROM daiban_item
             WHERE finished_on BETWEEN %s AND %s AND state IN ('done', 'refused')
               AND (limit_days > 0 OR statutory_limit > 0)
          GROUP BY unit_id, handler_id""", self.date_from, self.date_to))

    def _item_sums(self):
        sums = defaultdict(lambda: [0, 0, 0, 0])
        for unit, _person, *numbers in self._item_rows():
            sums[unit] = [known + int(number or 0) for known, number in zip(sums[unit], numbers, strict=True)]
        return sums

    def _measure_on_time(self):
        return {unit: share(in_time, count) for unit, (count, in_time, _allowed, _used) in self._item_sums().items()}

    def _measure_compression(self):
        """Days saved of those that the law allows, or, where it sets no limit, of those that were promised."""
        return {
            unit: share(allowed - used, allowed)._replace(whole=count) if allowed else Measure(None)
            for unit, (count, _in_time, allowed, used) in self._item_sums().items()}

    # === Answers that were asked for ===

    def _in_time(self, model, answered, late):
        """Answered in time, of those answered and of those that are overdue without an answer."""
        records = self.env[model]
        sums = defaultdict(lambda: [0, 0])
        for unit, is_late, count in records._read_group(answered, ['unit_id', 'finished_late'], ['__count']):
            sums[unit.id][0] += 0 if is_late else count
            sums[unit.id][1] += count
        for unit, count in records._read_group(late, ['unit_id'], ['__count']):
            sums[unit.id][1] += count
        return {unit: share(*numbers) for unit, numbers in sums.items()}

    def _measure_supervision(self):
        return self._in_time(
            'daiban.supervision', self._within('replied_on'),
            self._within('due_date') & Domain([('state', '=', 'issued'), ('light', '=', 'red')]))

    def _measure_opinion(self):
        return self._in_time(
            'daiban.opinion', self._within('finished_on') & Domain('given_at', '!=', False),
            self._within('due_date') & Domain('silent', '=', True))

    # === The rest ===

    def _measure_rating(self):
        """The average of the ratings that were really given."""
        sums = defaultdict(lambda: [0, 0])
        for unit, level, count in self.env['daiban.rating']._read_group(
                self._within('asked_on') & Domain('level', '!=', False) & Domain('unit_id', '!=', False),
                ['unit_id', 'level'], ['__count']):
            sums[unit.id][0] += int(level) * count
            sums[unit.id][1] += count
        return {unit: Measure(stars / count, stars, count) for unit, (stars, count) in sums.items()}

    def _measure_incident(self):
        rows = self.env['daiban.incident']._read_group(
            self._within('confirmed_on') & Domain('state', '=', 'confirmed'), ['unit_id'], ['__count'])
        return {unit.id: Measure(count, count, count) for unit, count in rows}

    # === Inside a unit ===

    def _people(self):
        """{unit id: [vals of a person]}: the second level, from the same items."""
        held = defaultdict(int)
        for unit, user, days in self.env['daiban.holder.report']._read_group(
                Domain('month', '>=', self.date_from.replace(day=1)) & Domain('month', '<=', self.date_to)
                & Domain('holder_user_id', '!=', False) & Domain('state', '=', 'counting'),
                ['holder_unit_id', 'holder_user_id'], ['workday_count:sum']):
            held[unit.id, user.id] += days
        people = defaultdict(list)
        for unit, person, count, in_time, allowed, used in self._item_rows():
            if person:
                people[unit].append({
                    'user_id': person, 'item_count': count, 'in_time_count': in_time,
                    'days_saved': int((allowed or 0) - (used or 0)), 'days_held': held.get((unit, person), 0)})
        return people
