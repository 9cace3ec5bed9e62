# What moves a case that is stuck: routing of people, meetings, supervision, tasks beside the approvals.
from . import daiban_support_type
from . import daiban_support_task
from . import daiban_project_support
from . import daiban_settings_fast_tracks
from . import daiban_mode_condition
from . import daiban_land_conversion
from . import daiban_item_type
from . import daiban_item_pre_review
from . import daiban_project_land_and_start
from . import daiban_material_land
