"""For every test of this checkout: a skipped test is a failed test.

Odoo skips browser and PDF tests when a program is missing, and a green run would hide it.
"""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, 'wasxfail'):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = 'failed'
        report.longrepr = f'{item.nodeid} was skipped, and here a skipped test is a failed one: {reason}'
    return report
