# In the order of knowledge: the clock knows nothing of cases, the setup nothing of clocks that run.
from . import clock
from . import base
from . import setup
from . import case
from . import coordination
from . import outreach
from . import insight
from . import exchange
