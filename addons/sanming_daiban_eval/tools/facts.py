"""What the ledger of a year says about one person, beside the opinions (R97). Counts; a rate without cases is None.

Nothing here is an opinion, and nothing enters the score: the figures stand next to it, and who decides reads both.
"""

from datetime import date, timedelta
from typing import NamedTuple


class Facts(NamedTuple):
    cases: int = 0  # served in the year
    cases_done: int = 0  # completed in the year
    judged: int = 0  # approvals with a limit that ended in the year
    on_time: int = 0
    intakes: int = 0  # own examinations of requests that ended in the year
    intakes_on_time: int = 0
    limited: int = 0  # completed cases with a base limit
    limit_days: int = 0
    used_days: int = 0
    balls: int = 0  # clocks that the person held
    held_days: int = 0  # working days, while the clock ran
    told_twice: int = 0  # materials asked for in a second notice because they had been overlooked
    windows: int = 0  # trips that completed cases would have needed without the service
    trips: int = 0  # trips that the enterprise made
    asked: int = 0  # ratings asked for
    rated: int = 0  # ratings really given
    satisfied: int = 0
    trainings: int = 0  # whose result is known
    trainings_passed: int = 0
    findings: int = 0  # of window inspections
    findings_late: int = 0  # put right after the limit
    service_days: int = 0
    service_months: int = 0

    @property
    def on_time_rate(self):
        return percent(self.on_time, self.judged)

    @property
    def days_saved(self):
        """Working days, against the base limits of the completed cases."""
        return self.limit_days - self.used_days

    @property
    def trips_saved(self):
        return self.windows - self.trips


def percent(part, whole):
    """With one decimal; None where there is nothing to divide by: no evidence is not 0 %."""
    return round(100 * part / whole, 1) if whole else None


def year_bounds(year):
    return date(year, 1, 1), date(year, 12, 31)


def within(after, until, first, last):
    """The part of the half-open days (after, until] in [first, last], again half-open."""
    return max(after, first - timedelta(days=1)), min(until, last)
