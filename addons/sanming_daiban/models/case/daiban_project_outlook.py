from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import critical_path, forecast
from ...tools.budget import counted_union, union
from ...tools.critical_path import Step

MOST_DAYS = 999


class DaibanProjectOutlook(models.AbstractModel):
    """What is still to come of a case: the critical path through its open items, by when each must begin, and when
    cases like it really were finished. Everything is worked out at reading.
    """
    _name = 'daiban.project.outlook'
    _description = 'Agency Project: Outlook'

    # === FOR STAFF === #
    @api.readonly
    def read_outlook(self, days=None, target=None):
        """The plan of the open items for the page of the case, also with other days ("what if"): nothing is stored.

        :param days: {item id: days still needed} in place of what the limits leave
        :param target: the date to plan back from; without it the day on which the base limit is used up
        """
        self.ensure_one()
        self.check_access('read')
        if not self.env.user.has_group('sanming_daiban.group_staff'):
            raise AccessError(self.env._("The plan of a case is for the staff of the service."))
        return self._outlook(self._checked_days(days or {}), fields.Date.to_date(target))

    @api.model
    def _checked_days(self, days):
        for value in days.values():
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_DAYS:
                raise UserError(self.env._(
                    "“%(value)s” cannot be the days of an item: enter a whole number from 0 to %(most)s.",
                    value=value, most=MOST_DAYS))
        return {int(item_id): value for item_id, value in days.items()}

    def _outlook(self, days, target):
        calendar, today = self._outlook_calendar()
        items = self._open_items()
        graph = {item.id: item.prerequisite_ids.ids for item in items}
        planned = {item.id: self._open_step(item) for item in items}
        steps = {res_id: step._replace(days=days.get(res_id, step.days)) for res_id, step in planned.items()}
        slots = critical_path.earliest(graph, steps, calendar, today)
        end = critical_path.end_of(slots)
        end_before = critical_path.end_of(critical_path.earliest(graph, planned, calendar, today))
        budget = self._outlook_budget(items, slots)
        goal = target or budget['day'] or end
        last = max(filter(None, [end, goal]), default=today)
        return {
            'today': today,
            'end': end,
            'moved': critical_path.working_days_between(calendar, end_before, end) if end else 0,
            'target': goal,
            'spare': critical_path.working_days_between(calendar, end, goal) if end else 0,
            'provisional': calendar.is_provisional(last) and last.year,
            'budget': budget,
            'items': self._outlook_rows(items, graph, steps, slots, goal) if items else [],
            'forecast': self._outlook_forecast(days, target),
        }

    def _outlook_calendar(self):
        year_model = self.env['daiban.calendar.year']
        return year_model._work_calendar(), year_model._district_today()

    def _open_items(self):
        # sudo: the plan of a case is one whole; whoever may read the case may see it
        return self.sudo().item_ids.filtered('is_open')

    @api.model
    def _open_step(self, item):
        """What the limit leaves of an item. A pause with a maximum ends with it; one without is taken to end today."""
        days = item.remaining_days if item.started_on else item.limit_days
        return Step(max(days, 0), item.limit_unit, item.pause_ends_on if item.paused else None)

    def _outlook_budget(self, items, slots):
        """The base limit (R38–R42, Q1) if all goes as planned: a working day is used once, however many items run."""
        calendar, today = self._outlook_calendar()
        used = counted_union(self._budget_tracks()[self].values(), today)
        ahead = [slots[item.id] for item in items if item.counts_in_limit]
        planned = union([*used, *ahead])
        return {
            'limit': self.base_limit,
            'used': sum(calendar.count(*interval) for interval in used),
            'planned': sum(calendar.count(*interval) for interval in planned),
            'day': critical_path.used_up_on(planned, calendar, self.base_limit) if self.base_limit and ahead else None,
        }

    def _outlook_rows(self, items, graph, steps, slots, goal):
        calendar, today = self._outlook_calendar()
        slack = critical_path.slack(graph, steps, calendar, slots)
        limits = critical_path.latest(graph, steps, calendar, goal)
        labels = dict(self.env['daiban.item']._fields['state']._description_selection(self.env))
        order = {res_id: position for position, res_id in enumerate(slots)}
        return [
            {
                'id': item.id,
                'code': item.code,
                'name': item.name,
                'stage': item.stage_id.name,
                'unit': item.unit_id.name,
                'state': labels[item.state],
                'begun': item.started_on or None,
                'paused': item.state == 'paused',
                'overdue': max(-item.remaining_days, 0),
                'days': steps[item.id].days,
                'natural': item.limit_unit == 'natural',
                'begin': slots[item.id].begin,
                'finish': slots[item.id].finish,
                'slack': slack[item.id],
                'slack_until': calendar.add(slots[item.id].finish, slack[item.id]),
                'critical': not slack[item.id],
                'start_by': critical_path.on_or_before(calendar, limits[item.id].begin),
                'finish_by': critical_path.on_or_before(calendar, limits[item.id].finish),
                'spare': critical_path.working_days_between(calendar, slots[item.id].finish, limits[item.id].finish),
            }
            for item in items.sorted(lambda item: (item.stage_id.sequence, item.stage_id.id, order[item.id]))
        ]

    # === FORECAST === #
    def _outlook_forecast(self, days=None, target=None):
        """P50 and P80 of the completion, from what the district finished before; with the record of such forecasts."""
        calendar, today = self._outlook_calendar()
        history_model = self.env['daiban.item.history']
        minimum = history_model._minimum()
        result = {'count': history_model._known(today).count[self.category_id.id], 'minimum': minimum}
        values = self._completions(days)
        if not values:
            return {**result, 'enough': False}
        tried, _within_50, within_80 = history_model._accuracy(self.category_id.id, today, minimum)
        return {
            **result,
            'enough': True,
            'p50': calendar.add(today, forecast.quantile(values, 50)),
            'p80': calendar.add(today, forecast.quantile(values, 80)),
            'by_target': target and forecast.share_within(values, calendar.count(today, target)),
            'tried': tried,
            'right': within_80,
        }

    def _completions(self, days=None):
        """Sorted numbers of working days that the rest may take; empty while too little is known of the category."""
        _calendar, today = self._outlook_calendar()
        history_model = self.env['daiban.item.history']
        history = history_model._known(today)
        items = self._open_items()
        if not items or history.count[self.category_id.id] < history_model._minimum():
            return []
        graph = {item.id: item.prerequisite_ids.ids for item in items}
        return forecast.completions(graph, history_model._tasks(items, today, days), history, seed=self.id)

    def _expected_completion(self):
        """(from, until): the window in which the enterprise may expect the end of its case, P50 to P80; None while too
        little is known. Callers have checked who asks.
        """
        self.ensure_one()
        values = self._completions() if self.state in ('accepted', 'running') else []
        if not values:
            return None
        calendar, today = self._outlook_calendar()
        return tuple(calendar.add(today, forecast.quantile(values, percent)) for percent in (50, 80))
