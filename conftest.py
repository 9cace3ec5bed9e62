"""For every test of this checkout: a skipped test is a failed test, and no class sweeps away another's files.

Odoo skips browser and PDF tests when a program is missing, and a green run would hide it.
"""

from unittest.mock import patch

import pytest


@pytest.fixture(scope='session', autouse=True)
def keep_files_of_other_workers():
    """After each class Odoo deletes the files that its database does not know.

    The workers share one filestore, so that would take the files that a test of another worker has just written;
    the whole filestore goes at the end of the run anyway.
    """
    from odoo.tests.common import TransactionCase  # only now is Odoo configured

    with patch.object(TransactionCase, '_gc_filestore', new=classmethod(lambda cls: None)):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, 'wasxfail'):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = 'failed'
        report.longrepr = f'{item.nodeid} was skipped, and here a skipped test is a failed one: {reason}'
    return report
