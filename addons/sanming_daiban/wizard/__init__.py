from . import daiban_project_decision
from . import daiban_item_decision
from . import daiban_item_decision_urge
from . import daiban_known_documents
from . import daiban_clock_correction_refusal
from . import daiban_inquiry_offer
from . import daiban_support_decision
from . import daiban_item_pre_review
