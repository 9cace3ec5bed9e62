from . import test_clock_workdays
from . import test_clock_notice_parser
from . import test_clock_calendar
from . import test_setup_graph
from . import test_setup_data
from . import test_clock_mixin
from . import test_clock_events
from . import test_clock_fold
