from . import daiban_eval_campaign_decision
from . import daiban_eval_result_decision
from . import daiban_incident_decision
