from odoo.tests import HttpCase, tagged

from .case_common import CaseCommon


@tagged('post_install', '-at_install')
class TestCounterTourDesktop(CaseCommon, HttpCase):
    """R12, R22: the window clerk takes a request in a real browser, from the scanned code to the accepted case."""

    def test_counter(self):
        self.start_tour('/odoo/daiban-counter', 'daiban_counter', login='test_agent')
        case = self.env['daiban.project'].search([('partner_id', '=', self.enterprise.id)])
        self.assertRecordValues(case, [{'name': "巡检泵站扩建", 'state': 'accepted', 'channel': 'window'}])
        self.assertTrue(case.card_id)
        self.assertEqual(case.notice_ids.mapped('kind').count('receipt'), 1)


@tagged('post_install', '-at_install')
class TestCounterTourPhone(TestCounterTourDesktop):
    """The same on a phone."""

    browser_size = '375x667'
    touch_enabled = True
