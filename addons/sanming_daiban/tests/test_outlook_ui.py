from odoo.tests import HttpCase, freeze_time, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestOutlookUi(CaseCommon, HttpCase):

    @freeze_time('2026-03-02 02:00:00')
    def test_what_if_in_the_browser(self):
        """Issue 3.8: pick an item, change its days, see the end move."""
        project = self._running()
        self.start_tour(f'/odoo/daiban-cases/{project.id}', 'daiban_outlook_what_if', login='test_agent')
