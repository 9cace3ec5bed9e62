from . import results
