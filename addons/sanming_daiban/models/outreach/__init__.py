from . import daiban_inquiry
from . import daiban_visit
from . import daiban_service_guide
from . import daiban_rating
from . import daiban_rectification
from . import daiban_rating_report
from . import daiban_trip_report
from . import daiban_unit
