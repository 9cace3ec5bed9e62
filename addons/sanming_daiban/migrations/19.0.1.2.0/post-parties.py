"""The cases say who serves them; why it is so was not kept before this version."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cases = env['daiban.project'].with_context(active_test=False).search([('party_ids', '=', False)])
    cases._follow_parties(why="升级前已确定")
