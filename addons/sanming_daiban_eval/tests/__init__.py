from . import test_eval_access_contract
from . import test_eval_scheme
from . import test_fair_scores
from . import test_grading
from . import test_rater_habits
from . import test_service_time
from . import test_simulated_year
from . import test_stability
