"""The same computation by others, in the same run."""

from datetime import date, datetime, timedelta, timezone

import numpy

from odoo import api
from odoo.tools import SQL

from .figures import plain_clocks
from .timing import best, stopwatch

PLANNED = 300


class Rivals:
    def __init__(self, registry):
        self.registry = registry

    def measure(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, 1, {})
            calendar = env['daiban.calendar.year']._work_calendar()
            rest = [day.date for day in calendar._days.values() if not day.is_workday]
            result = {**self._numpy(calendar, rest), **self._plan_days(env, rest), **self._sql(env, calendar)}
            cr.rollback()
        return result

    def _numpy(self, calendar, rest):
        """It knows holidays but no make-up days, so a part of its answers is wrong."""
        clocks = plain_clocks()
        starts = numpy.array([day for day, _limit in clocks], dtype='datetime64[D]')
        limits = numpy.array([limit for _day, limit in clocks])
        table = numpy.busdaycalendar(holidays=numpy.array(rest, dtype='datetime64[D]'))

        def compute():
            return numpy.busday_offset(starts, limits, roll='backward', busdaycal=table)
        wrong = sum(due != calendar.add(*clock) for due, clock in zip(compute().tolist(), clocks, strict=True))
        return {'numpy': len(clocks) / best(compute), 'numpy_wrong': wrong / len(clocks)}

    def _plan_days(self, env, rest):
        """Odoo's own planning: holidays as leaves, no make-up days, and the day of the start counts."""
        working = env['resource.calendar'].create({'name': 'bench', 'tz': 'Asia/Shanghai'})
        env['resource.calendar.leaves'].create([{
            'name': str(day), 'calendar_id': working.id,
            'date_from': datetime(day.year, day.month, day.day) - timedelta(hours=8),
            'date_to': datetime(day.year, day.month, day.day, 15, 59, 59)} for day in rest if day >= date(2025, 1, 1)])
        env.flush_all()
        clocks = [
            (datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=8))), limit + 1)
            for day, limit in plain_clocks(PLANNED)]

        def compute():
            for start, limit in clocks:
                working.plan_days(limit, start, compute_leaves=True)
        return {'plan_days': PLANNED / best(compute, runs=2)}

    def _sql(self, env, calendar):
        """One statement over all items with a table of working days: started plus limit, and nothing else."""
        first = date(2020, 1, 1)
        days = [first + timedelta(days=shift) for shift in range(4000)]
        env.cr.execute("CREATE TEMP TABLE bench_day (day date PRIMARY KEY, rank int, workday bool) ON COMMIT DROP")
        env.cr.execute(SQL("INSERT INTO bench_day VALUES %s", SQL(", ").join(
            SQL("(%s, %s, %s)", day, calendar.count(first, day), calendar.is_workday(day)) for day in days)))
        env.cr.execute("CREATE INDEX ON bench_day (rank) WHERE workday; ANALYZE bench_day")
        return {'sql': stopwatch(lambda: env.cr.execute("""
            UPDATE daiban_item item SET due_date = due.day
              FROM bench_day start, bench_day due
             WHERE start.day = item.started_on AND due.workday AND due.rank = start.rank + item.limit_days"""))}
