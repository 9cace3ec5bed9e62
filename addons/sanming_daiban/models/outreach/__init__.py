from . import daiban_inquiry
from . import daiban_visit
from . import daiban_service_guide
