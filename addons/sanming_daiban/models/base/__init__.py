from . import daiban_verify_mixin
from . import daiban_workflow_mixin
from . import ir_http
from . import ir_sequence
from . import mail_message
from . import res_company
from . import res_partner
from . import res_users
