from . import daiban_project_papers
from . import daiban_archive
from . import daiban_project_archive
