from . import daiban_project_papers
from . import daiban_archive
from . import daiban_project_archive
from . import daiban_project_closing
from . import daiban_case_report
from . import daiban_item_report
