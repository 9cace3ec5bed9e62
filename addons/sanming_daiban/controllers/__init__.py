from . import clock_proof
from . import portal
from . import portal_apply
from . import public_guide
from . import portal_vault
