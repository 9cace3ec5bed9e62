from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.facts import Facts, within, year_bounds
from ..tools.service_time import Period, service


class DaibanEvalFacts(models.AbstractModel):
    """The facts of the ledger beside the opinions (R97): per person and year, for everybody at once.

    Each `_count_*` asks once, however many people there are, and gives {user id: {fact: number}}. Whoever asks was
    checked before: the figures are read past the record rules.
    """
    _name = 'daiban.eval.facts'
    _description = 'Facts of a Year'

    @api.model
    def _of(self, users, year):
        """{user id: Facts}; who has nothing in the ledger has zeros, and the sheet says that there is no evidence."""
        self.env.flush_all()
        first, last = year_bounds(year)
        scope = {'users': users.ids, 'first': first, 'last': min(last, self.env['daiban.clock.mixin']._clock_today())}
        figures = {user_id: {} for user_id in users.ids}
        for count in (self._count_cases, self._count_items, self._count_budgets, self._count_balls,
                      self._count_notices, self._count_ratings, self._count_trainings, self._count_findings,
                      self._count_service):
            for user_id, numbers in count(scope):
                figures[user_id].update(numbers)
        return {user_id: Facts(**numbers) for user_id, numbers in figures.items()}

    def _rows(self, names, query, scope):
        """Pairs (user id, {name: number}) from a query whose first column is the user."""
        for user_id, *numbers in self.env.execute_query(SQL(query, **scope)):
            yield user_id, {name: int(number or 0) for name, number in zip(names, numbers, strict=True)}

    def _count_cases(self, scope):
        """Cases of which the person is the agent, their trips, and the five-day examination (R26), the agent's own."""
        return self._rows(
            ('cases', 'cases_done', 'windows', 'trips', 'intakes', 'intakes_on_time'), """
            SELECT agent_id,
                   COUNT(*) FILTER (WHERE accepted_on <= %(last)s AND (closed_on IS NULL OR closed_on >= %(first)s)),
                   COUNT(*) FILTER (WHERE state = 'done' AND closed_on BETWEEN %(first)s AND %(last)s),
                   SUM(trip_windows) FILTER (WHERE state = 'done' AND closed_on BETWEEN %(first)s AND %(last)s),
                   SUM(trip_made) FILTER (WHERE state = 'done' AND closed_on BETWEEN %(first)s AND %(last)s),
                   COUNT(*) FILTER (WHERE limit_days > 0 AND finished_on BETWEEN %(first)s AND %(last)s),
                   COUNT(*) FILTER (WHERE limit_days > 0 AND finished_on BETWEEN %(first)s AND %(last)s
                                      AND finished_late IS NOT TRUE)
              FROM daiban_project
             WHERE agent_id = ANY(%(users)s) AND active
          GROUP BY agent_id""", scope)

    def _count_items(self, scope):
        """Approvals with a limit in the person's cases, or handled by the person (R35, R89); each counts once."""
        return self._rows(('judged', 'on_time'), """
            SELECT person, COUNT(*), COUNT(*) FILTER (WHERE finished_late IS NOT TRUE)
              FROM (SELECT project.agent_id AS person, item.id, item.finished_late
                      FROM daiban_item item JOIN daiban_project project ON project.id = item.project_id
                     WHERE project.agent_id = ANY(%(users)s) AND project.active AND item.state IN ('done', 'refused')
                       AND item.limit_days > 0 AND item.finished_on BETWEEN %(first)s AND %(last)s
                     UNION
                    SELECT item.handler_id, item.id, item.finished_late
                      FROM daiban_item item JOIN daiban_project project ON project.id = item.project_id
                     WHERE item.handler_id = ANY(%(users)s) AND project.active AND item.state IN ('done', 'refused')
                       AND item.limit_days > 0 AND item.finished_on BETWEEN %(first)s AND %(last)s) mine
          GROUP BY person""", scope)

    def _count_budgets(self, scope):
        """Days used against the base limit of the completed cases (R38–R42)."""
        # sudo: sums over the person's cases
        cases = self.env['daiban.project'].sudo().search([
            ('agent_id', 'in', scope['users']), ('state', '=', 'done'), ('base_limit', '>', 0),
            ('closed_on', '>=', scope['first']), ('closed_on', '<=', scope['last'])])
        return [
            (agent.id, {'limited': len(own), 'limit_days': sum(own.mapped('base_limit')),
                        'used_days': sum(own.mapped('budget_used'))})
            for agent, own in cases.grouped('agent_id').items()]

    def _count_balls(self, scope):
        """Working days on which a running clock was with the person (R89)."""
        calendar = self.env['daiban.calendar.year']._work_calendar()
        rows = self.env.execute_query(SQL("""
            SELECT holder_user_id, res_model, res_id, date_from, COALESCE(date_to, %(last)s)
              FROM daiban_clock_span
             WHERE holder_user_id = ANY(%(users)s) AND state = 'counting'
               AND date_from < %(last)s AND COALESCE(date_to, %(last)s) >= %(first)s""", **scope))
        held = {}
        for user_id, model, res_id, after, until in rows:
            clocks = held.setdefault(user_id, {})
            days = calendar.count(*within(after, until, scope['first'], scope['last']))
            clocks[model, res_id] = clocks.get((model, res_id), 0) + days
        for user_id, clocks in held.items():
            yield user_id, {'balls': len(clocks), 'held_days': sum(clocks.values())}

    def _count_notices(self, scope):
        """Materials that a second notice asked for because the first had overlooked them (R28)."""
        return self._rows(('told_twice',), """
            SELECT project.agent_id, COUNT(*)
              FROM daiban_notice_line line
              JOIN daiban_notice notice ON notice.id = line.notice_id
              JOIN daiban_project project ON project.id = notice.project_id
             WHERE project.agent_id = ANY(%(users)s) AND project.active
               AND notice.kind = 'supplement' AND notice.state <> 'draft' AND line.cause = 'our_omission'
               AND (notice.served_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date
                   BETWEEN %(first)s AND %(last)s
          GROUP BY project.agent_id""", scope)

    def _count_ratings(self, scope):
        """Ratings that were really given (R24, R63), without those that were found to be malicious."""
        return self._rows(('asked', 'rated', 'satisfied'), """
            SELECT rated.user_id, COUNT(*), COUNT(rating.level), COUNT(*) FILTER (WHERE rating.level IN ('4', '5'))
              FROM daiban_rating rating
              JOIN daiban_rating_rated_user_rel rated ON rated.rating_id = rating.id
             WHERE rated.user_id = ANY(%(users)s) AND rating.asked_on BETWEEN %(first)s AND %(last)s
               AND COALESCE((SELECT finding FROM daiban_rectification
                              WHERE rating_id = rating.id ORDER BY id DESC LIMIT 1), '') <> 'malicious'
          GROUP BY rated.user_id""", scope)

    def _count_trainings(self, scope):
        """R85, R87: results that were entered; whoever was excused is not counted."""
        return self._rows(('trainings', 'trainings_passed'), """
            SELECT user_id, COUNT(*), COUNT(*) FILTER (WHERE result = 'passed')
              FROM daiban_training_attendance
             WHERE user_id = ANY(%(users)s) AND date BETWEEN %(first)s AND %(last)s
               AND result <> 'open' AND presence <> 'excused'
          GROUP BY user_id""", scope)

    def _count_findings(self, scope):
        """R49, R88: findings in the person's name; one that was sent back is still one finding."""
        return self._rows(('findings', 'findings_late'), """
            SELECT finding.user_id, COUNT(*) FILTER (WHERE finding.previous_id IS NULL),
                   COUNT(*) FILTER (WHERE finding.finished_late)
              FROM daiban_inspection_finding finding JOIN daiban_inspection ON daiban_inspection.id = inspection_id
             WHERE finding.user_id = ANY(%(users)s) AND daiban_inspection.date BETWEEN %(first)s AND %(last)s
          GROUP BY finding.user_id""", scope)

    def _count_service(self, scope):
        """Confirmed service in the year (R95), overlaps once."""
        periods = self.env['daiban.service.period'].sudo()  # sudo: days of service of those who are judged
        month = self.env['daiban.settings']._number('service_month_days')
        serving = periods._serving_in(scope['first'], scope['last'])
        own = serving.filtered(lambda period: period.user_id.id in scope['users'])
        for user, found in own.grouped('user_id').items():
            served = service([self._clipped(period, scope) for period in found], scope['last'], month)
            yield user.id, {'service_days': served.days, 'service_months': served.months}

    def _clipped(self, period, scope):
        after, until = within(
            period.date_from - timedelta(days=1), period.date_to or scope['last'], scope['first'], scope['last'])
        return Period(after + timedelta(days=1), until, period.percent)
