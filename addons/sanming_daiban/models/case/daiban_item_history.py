from odoo import api, models, tools

from ...tools.forecast import History, Past, Sample, Task, backtest
from ...tools.workdays import NATURAL

# The newest so many finished items and cases: what was long ago says little of today.
SAMPLES = 5000
CASES = 40


class DaibanItemHistory(models.AbstractModel):
    """How long the district's own items took, for forecasts. Read once a day and kept in memory, nothing is stored.

    Only what was decided before today is known, so that a forecast is the same all day.
    """
    _name = 'daiban.item.history'
    _description = 'History of Finished Items'

    @api.model
    def _minimum(self):
        """So many finished items of a category are needed before anything is forecast for it."""
        return self.env['daiban.settings']._number('forecast_min_items')

    @api.model
    @tools.ormcache('today')
    def _known(self, today):
        return History(sample for _day, sample in self._dated_samples(today))

    @api.model
    @tools.ormcache('category_id', 'today', 'minimum')
    def _accuracy(self, category_id, today, minimum):
        """(cases tried, right within P50, right within P80) over the latest finished cases of the category."""
        return backtest(self._past_cases(category_id, today), self._dated_samples(today), category_id, minimum)

    @api.model
    @tools.ormcache('today')
    def _dated_samples(self, today):
        """[(day of the decision, Sample)] in order of that day."""
        # sudo: durations without names, of the whole district; no record is shown
        items = self.env['daiban.item'].sudo().search_fetch(
            [('state', '=', 'done'), ('dispatched_on', '!=', False), ('finished_on', '<', today)],
            ['type_id', 'category_id', 'limit_days', 'limit_unit', 'dispatched_on', 'finished_on'],
            order='finished_on desc, id desc', limit=SAMPLES)
        count = self.env['daiban.calendar.year']._work_calendar().count
        return [
            (item.finished_on, Sample(
                item.type_id.id, item.category_id.id, _working(item.limit_days, item.limit_unit),
                count(item.dispatched_on, item.finished_on)))
            for item in reversed(items)
        ]

    @api.model
    def _past_cases(self, category_id, today):
        # sudo: as in _dated_samples
        projects = self.env['daiban.project'].sudo().with_context(active_test=False).search(
            [('state', '=', 'done'), ('category_id', '=', category_id), ('closed_on', '<', today)],
            order='closed_on desc, id desc', limit=CASES)
        count = self.env['daiban.calendar.year']._work_calendar().count
        cases = []
        for project in projects:
            items = project.item_ids.filtered(lambda item: item.state == 'done' and item.dispatched_on)
            if items:
                began, ended = min(items.mapped('dispatched_on')), max(items.mapped('finished_on'))
                graph = {item.id: item.prerequisite_ids.ids for item in items}
                cases.append(Past(project.id, began, graph, self._tasks(items), count(began, ended)))
        return cases

    @api.model
    def _tasks(self, items, today=None, fixed=None):
        """{id: tools.forecast.Task} of the items as they are today, or as they were at the handing over.

        :param fixed: {id: days} that are given, in the unit of the item
        """
        count = self.env['daiban.calendar.year']._work_calendar().count
        fixed = fixed or {}
        return {
            item.id: Task(
                item.type_id.id, item.category_id.id, _working(item.limit_days, item.limit_unit),
                elapsed=count(item.dispatched_on, today) if today and item.dispatched_on else None,
                fixed=_working(fixed[item.id], item.limit_unit) if item.id in fixed else None)
            for item in items
        }


def _working(days, unit):
    """The days of a limit in working days, as all durations are: of natural days five in seven, rounded up."""
    return -(-days * 5 // 7) if unit == NATURAL else days
