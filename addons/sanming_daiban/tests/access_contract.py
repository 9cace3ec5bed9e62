"""Who may do what, as a table that can be read and compared (DESIGN §6).

The `access_contract.csv` of an addon has a row for each of its models and a column for each role. Letters: r read,
w write, c create, d delete; a capital letter means every record, a small one only those that a record rule lets
through; `-` means nothing. Models with an asterisk are dialogs, gone after use. What is not in the table is not
allowed: the test compares both ways.
"""

import csv

from odoo.tests import new_test_user
from odoo.tools import file_path

ROLES = ('agent', 'handler', 'supervisor', 'auditor', 'manager', 'staff', 'portal')
# What every agent looks up, whosever case it came from: documents that the district has already.
OPEN_TO_AGENTS = {'daiban.vault.document'}
OPERATIONS = {'read': 'r', 'write': 'w', 'create': 'c', 'unlink': 'd'}


def declared(module):
    """{model: {role: letters}} of the table of this addon"""
    with open(file_path(f'{module}/tests/access_contract.csv'), encoding='utf-8', newline='') as table:
        return {row['model'].rstrip('*'): {role: row[role] for role in ROLES} for row in csv.DictReader(table)}


def our_models(env, module):
    return [name for name in sorted(env) if env[name]._original_module == module and not env[name]._abstract]


def new_user(env, role):
    if role == 'portal':
        return new_test_user(env, f'contract_{role}', groups='base.group_portal')
    # of some unit: without one there is nothing that is the own
    return new_test_user(env, f'contract_{role}', groups=f'sanming_daiban.group_{role}',
                         daiban_unit_ids=env.ref('sanming_daiban.unit_drc').ids)


def granted(env, model, user):
    """The letters that access rights and record rules really give to ``user`` on ``model``."""
    rights, rules = env['ir.model.access'].with_user(user), env['ir.rule'].with_user(user)
    letters = ''
    for operation, letter in OPERATIONS.items():
        domain = rules._compute_domain(model, operation)
        if rights.check(model, operation, raise_exception=False) and not domain.is_false():
            letters += letter.upper() if domain.is_true() else letter
    return letters or '-'
