"""A red light proposes a supervision order now; the action that only asked for one is loaded no more."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    if old := env.ref('sanming_daiban.automation_item_red_action_supervise', raise_if_not_found=False):
        old.unlink()
