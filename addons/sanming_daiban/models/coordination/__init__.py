# What moves a case that is stuck: routing of people, meetings, supervision, tasks beside the approvals.
from . import daiban_support_type
from . import daiban_support_task
from . import daiban_project_support
