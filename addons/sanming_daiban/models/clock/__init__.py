from . import daiban_calendar_revision
from . import daiban_calendar_year
from . import daiban_calendar_day
