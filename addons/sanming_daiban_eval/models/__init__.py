from . import daiban_eval_scheme_part_mixin
from . import daiban_eval_grade_set
from . import daiban_eval_scheme
from . import daiban_eval_group
from . import daiban_eval_criterion
from . import daiban_eval_level
