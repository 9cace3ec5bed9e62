from . import daiban_eval_campaign_decision
