from . import clock_proof
from . import letter
from . import portal
from . import portal_apply
from . import public_guide
from . import portal_vault
from . import portal_card
from . import verify
