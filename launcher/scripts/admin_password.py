"""Run in an Odoo shell on a database for real use: nobody shall find admin/admin there."""

import os
import secrets
from pathlib import Path

password = secrets.token_urlsafe(12)
path = Path(os.environ['PASSWORD_FILE'])
path.touch(mode=0o600)
path.write_text(f'{password}\n')
env.ref('base.user_admin').password = password
env.cr.commit()
