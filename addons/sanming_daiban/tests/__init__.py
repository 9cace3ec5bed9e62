from . import test_clock_workdays
from . import test_clock_notice_parser
from . import test_clock_calendar
from . import test_setup_graph
from . import test_setup_data
