from . import eval_demo
from . import incident_demo
