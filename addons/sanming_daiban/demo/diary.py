"""The order in which the demo cases live: one queue for all, so that numbers and events follow the dates."""

from datetime import UTC, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

from odoo import fields

from ..tools.district_time import DISTRICT_ZONE
from .time_travel import at_moment

NATURAL_DAYS = 420
# minutes of the day between which people work
MORNING, EVENING = 9 * 60, 17 * 60


class Diary:
    """Working days are counted back from today: day 0 is today, or on a rest day the last working day before it.

    Only days before day 0 are lived, so no event lies in the future at whatever hour the demo is made, and the cases
    stand where they stand on a working day and on a holiday alike. What has no day at all (`TODAY`) happens last,
    at this very moment.
    """

    TODAY = 0

    def __init__(self, env):
        self.env = env
        self._now = fields.Datetime.now()
        today = env['daiban.calendar.year']._district_today()
        calendar = env['daiban.calendar.year']._work_calendar()
        days = (today - timedelta(days=back) for back in range(NATURAL_DAYS))
        self._days = [day for day in days if calendar.is_workday(day)]
        self._queue = []
        self._serial = count()
        self.day = self.minute = None

    def note(self, day, minute, step):
        """Plan ``step`` for a day (negative: before day 0); what is planned for later than yesterday never happens."""
        if day <= self.TODAY:
            heappush(self._queue, (day, minute, next(self._serial), step))

    def later(self, days, minute, step):
        """Plan ``step`` so many working days after the present one; on the same day if it is not evening yet."""
        day = self.day + days
        if day < self.TODAY:
            self.note(day, minute, step)

    def play(self):
        while self._queue:
            self.day, self.minute, _serial, step = heappop(self._queue)
            with at_moment(self.env, self.moment()):
                step()

    def moment(self):
        """The present moment of the story in naive UTC."""
        if self.day == self.TODAY:
            return self._now
        clock = time(*divmod(self.minute, 60))
        local = datetime.combine(self._days[-self.day], clock, DISTRICT_ZONE)
        return local.astimezone(UTC).replace(tzinfo=None)
