from . import results
from . import ballot
from . import slips
from . import scorecards
