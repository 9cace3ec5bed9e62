from . import clock_proof
from . import portal
from . import portal_apply
<<<<<<< HEAD
from . import public_guide
=======
from . import portal_vault
>>>>>>> 2f7754f (Reuse what the district already has of an enterprise, and count when it is asked for again)
