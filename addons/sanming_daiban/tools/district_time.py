"""What day it is in the district, whatever the time zone of server and user."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DISTRICT_ZONE = ZoneInfo('Asia/Shanghai')


def district_now() -> datetime:
    return datetime.now(UTC).astimezone(DISTRICT_ZONE)


def district_today() -> date:
    return district_now().date()


def district_moment(moment: datetime) -> datetime:
    """A naive UTC moment, as Odoo stores it, on the clocks of the district."""
    return moment.replace(tzinfo=UTC).astimezone(DISTRICT_ZONE)


def district_date(moment: datetime) -> date:
    """The district's date of a naive UTC moment, as Odoo stores it."""
    return district_moment(moment).date()
