from . import daiban_inquiry
from . import daiban_visit
